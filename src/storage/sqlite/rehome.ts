import type { Note, Sqlite } from './database.ts';
import { replaceTerm, wipe } from './expire.ts';
import { commentColumns, commentOf } from './rows.ts';
import { index } from './search-index.ts';

/** Brings some comments of a merged page over, with their share of the count. */
export function rehome(database: Sqlite, from: string, limit: number): number {
  return database.write((note) => {
    const into = database.get('SELECT site_id, merged_into FROM pages WHERE id = ?', from);
    const target = into?.['merged_into'];
    if (typeof target !== 'string') return 0;
    leaveOneOfEachSource(database, { from, target, limit }, note);
    const rows = database.all(
      'SELECT id, terms, status, created_at FROM comments WHERE page_id = ? ORDER BY id LIMIT ?',
      from,
      limit,
    );
    if (rows.length === 0) return 0;
    for (const row of rows) {
      const id = String(row['id']);
      const terms = replaceTerm(String(row['terms']), `page:${from}`, `page:${target}`);
      const sql = 'UPDATE comments SET page_id = ?, terms = ?, changed_at = ? WHERE id = ?';
      database.run(sql, target, terms, database.now(), id);
      database.run('UPDATE subscriptions SET page_id = ? WHERE comment_id = ?', target, id);
      if (row['status'] !== 'deleted') index(database, id);
    }
    const approved = rows.filter((row) => row['status'] === 'approved').length;
    const move = 'UPDATE pages SET count = count + ?, version = version + 1, changed_at = ? WHERE id = ?';
    database.run(move, approved, database.now(), target);
    database.run(move, -approved, database.now(), from);
    database.run(
      'UPDATE pages SET first_at = min(coalesce(first_at, ?1), ?1) WHERE id = ?2',
      Math.min(...rows.map((row) => Number(row['created_at']))),
      target,
    );
    note({ kind: 'page', siteId: String(into?.['site_id']), pageId: target, commentId: null });
    return rows.length;
  });
}

/** Where both pages have a linkback from one source, one goes: that which nobody sees, else the one that would come. */
function leaveOneOfEachSource(
  database: Sqlite,
  { from, target, limit }: { readonly from: string; readonly target: string; readonly limit: number },
  note: Note,
): void {
  const columns = commentColumns.replace(/\w+/g, 'coming.$&');
  const rows = database.all(
    `SELECT ${columns}, standing.id AS other FROM (SELECT * FROM comments WHERE page_id = ? ORDER BY id LIMIT ?) AS coming
      JOIN comments AS standing ON standing.page_id = ? AND standing.source_key = coming.source_key
      WHERE coming.status <> 'deleted' AND standing.status <> 'deleted'`,
    ...[from, limit, target],
  );
  for (const row of rows) {
    const coming = commentOf(row);
    const other = database.get(`SELECT ${commentColumns} FROM comments WHERE id = ?`, String(row['other']));
    const standing = commentOf(other ?? {});
    wipe(database, coming.status === 'approved' && standing.status !== 'approved' ? standing : coming, note);
  }
}

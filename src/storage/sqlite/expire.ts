import type { StoredComment } from '../../comments/comment.ts';
import { addressTerms, isAddressTerm } from '../../moderation/address-terms.ts';
import { shortenAddress } from '../../net/address.ts';
import type { Note, Sqlite } from './database.ts';
import { commentColumns, commentOf } from './rows.ts';
import { index, unindex } from './search-index.ts';
import { deriveStatus } from './shown.ts';

/** Takes everything out of a comment but its place. `deleted` is a state, which nothing leaves. */
export function wipe(database: Sqlite, before: StoredComment, note: Note): StoredComment {
  unindex(database, before.id);
  database.run(
    `UPDATE comments SET status = 'deleted', status_at = ?1, changed_at = ?1, version = version + 1, name = '', email = NULL, email_key = NULL, website = NULL,
       moderator = 0, text = '', text_hash = '', html = '', source = NULL, source_key = NULL, source_host = NULL, first_email_key = NULL, former = NULL, former_email_key = NULL, former_at = NULL, title_hint = NULL, address = NULL, user_agent = NULL, reports = 0,
       verdict = '{"outcome":"hold","score":0,"reasons":[]}', edit_epoch = edit_epoch + 1, idem_key = NULL, idem_digest = NULL, terms = '' WHERE id = ?2`,
    database.now(),
    before.id,
  );
  database.run('DELETE FROM reports WHERE comment_id = ?', before.id);
  database.run('DELETE FROM subscriptions WHERE comment_id = ?', before.id);
  const after = commentOf(database.get(`SELECT ${commentColumns} FROM comments WHERE id = ?`, before.id) ?? {});
  deriveStatus(database, { before, after }, note);
  return after;
}

export function expire(
  database: Sqlite,
  due: { siteId: string; status: 'spam' | 'trash'; before: number },
  limit: number,
): number {
  return database.write(
    (note) => {
      const sql = `SELECT ${commentColumns} FROM comments WHERE site_id = ? AND status = ? AND status IN ('spam', 'trash') AND status_at < ? ORDER BY status_at LIMIT ?`;
      const rows = database.all(sql, due.siteId, due.status, due.before, limit).map(commentOf);
      for (const row of rows) wipe(database, row, note);
      return rows.length;
    },
    { frees: true },
  );
}

export function shortenAddresses(
  database: Sqlite,
  { siteId, before }: { siteId: string; before: number },
  limit: number,
): number {
  return database.write(() => {
    const sql =
      'SELECT id, address FROM comments WHERE site_id = ? AND address IS NOT NULL AND address_short = 0 AND created_at < ? ORDER BY created_at LIMIT ?';
    const rows = database.all(sql, siteId, before, limit);
    for (const { id, address } of rows) shortenOne(database, String(id), String(address));
    return rows.length;
  });
}

/** The search index forgets the whole address as well. */
function shortenOne(database: Sqlite, id: string, address: string): void {
  const short = shortenAddress(address);
  database.run('UPDATE comments SET address = ?, address_short = 1, changed_at = ? WHERE id = ?', short, database.now(), id);
  const row = database.get('SELECT terms FROM comments WHERE id = ?', id);
  const others = String(row?.['terms'])
    .split(' ')
    .filter((term) => !isAddressTerm(term));
  const terms = [...others, ...addressTerms(short)].filter(Boolean).join(' ');
  unindex(database, id);
  database.run('UPDATE comments SET terms = ? WHERE id = ?', terms, id);
  index(database, id);
}

export function replaceTerm(terms: string, from: string, to: string): string {
  return terms
    .split(' ')
    .map((term) => (term === from ? to : term))
    .filter(Boolean)
    .join(' ');
}

import { isShown, type StoredComment } from '../../comments/comment.ts';
import type { Note, Sqlite } from './database.ts';
import { commentColumns, commentOf } from './rows.ts';

type Was = Pick<StoredComment, 'id' | 'siteId' | 'pageId' | 'parent' | 'lineage' | 'status' | 'children'>;

/**
 * Brings everything that is derived from one comment's status in line with it: what a thread shows, the counts of its root and its
 * page, the site's tallies, and the journal. `before` null: it has just been stored.
 */
export function deriveStatus(
  database: Sqlite,
  { before, after }: { before: Was | null; after: StoredComment },
  note: Note,
): void {
  tally(database, { siteId: after.siteId, status: after.status }, 1);
  if (before) tally(database, { siteId: before.siteId, status: before.status }, -1);
  const was = before?.status === 'approved';
  const is = after.status === 'approved';
  if (was === is) return;
  showOrHide(database, { comment: after, wasShown: before !== null && isShown(before) });
  const title = is ? after.titleHint : null;
  database.run(
    `UPDATE pages SET count = count + ?1, version = version + 1, changed_at = ?2,
       title_from = CASE WHEN title IS NULL AND ?3 IS NOT NULL THEN 'hint' ELSE title_from END, title = coalesce(title, ?3) WHERE id = ?4`,
    is ? 1 : -1,
    database.now(),
    title,
    after.pageId,
  );
  note({ kind: is ? 'comment' : 'removed', siteId: after.siteId, pageId: after.pageId, commentId: after.id });
}

/** Something else that the thread shows of a page has changed. */
export function touchPage(database: Sqlite, { siteId, pageId }: Pick<StoredComment, 'siteId' | 'pageId'>, note: Note): void {
  database.run('UPDATE pages SET version = version + 1, changed_at = ? WHERE id = ?', database.now(), pageId);
  note({ kind: 'page', siteId, pageId, commentId: null });
}

export function tally(database: Sqlite, { siteId, status }: { siteId: string; status: string }, by: number): void {
  database.run(
    'INSERT INTO tallies (site_id, status, n) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + ?3',
    siteId,
    status,
    by,
  );
}

/** A comment that comes to be shown shows its ancestors too, as tombstones; each step stops where nothing changes. */
function showOrHide(database: Sqlite, { comment, wasShown }: { comment: StoredComment; wasShown: boolean }): void {
  let current: Was = comment;
  let before = wasShown;
  for (;;) {
    const now = isShown(current);
    if (now === before) return;
    database.run('UPDATE comments SET shown = ? WHERE id = ?', now ? 1 : 0, current.id);
    const by = now ? 1 : -1;
    const root = current.lineage[0];
    if (root === undefined || current.parent === null) return;
    database.run('UPDATE comments SET below = below + ? WHERE id = ?', by, root);
    database.run('UPDATE comments SET children = children + ? WHERE id = ?', by, current.parent);
    const row = database.get(`SELECT ${commentColumns} FROM comments WHERE id = ?`, current.parent);
    if (!row) return;
    current = commentOf(row);
    before = isShown({ status: current.status, children: current.children - by });
  }
}

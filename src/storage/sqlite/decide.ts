import type { StoredComment } from '../../comments/comment.ts';
import type { LogItem } from '../../moderation/log.ts';
import type { Decided, Decision } from '../store.ts';
import { type Note, type Sqlite, storeJob, storeLog } from './database.ts';
import { wipe } from './expire.ts';
import { forget } from './lessons.ts';
import { commentColumns, commentOf } from './rows.ts';
import { index } from './search-index.ts';
import { deriveStatus } from './shown.ts';

/** Moves comments to where they shall be, with one log entry over all that changed. */
export function decide(database: Sqlite, { entry, items, also }: Decision): Decided {
  return database.write(
    (note) => {
      const changed: LogItem[] = [];
      const stale: string[] = [];
      for (const item of items) {
        const outcome = decideOne(database, item, note);
        if (outcome === 'stale') stale.push(item.id);
        else if (outcome !== 'same') changed.push(outcome);
      }
      if (changed.length === 0) return { changed, stale };
      storeLog(database, entry);
      for (const item of changed) {
        const sql = 'INSERT INTO log_items (entry_id, comment_id, from_status, to_status, version) VALUES (?, ?, ?, ?, ?)';
        database.run(sql, entry.id, item.commentId, item.from, item.to, item.version);
      }
      for (const job of also) storeJob(database, job);
      return { changed, stale };
    },
    { frees: items.every((item) => item.to === 'deleted') },
  );
}

function decideOne(database: Sqlite, { id, version, to }: Decision['items'][number], note: Note): LogItem | 'stale' | 'same' {
  const row = database.get(`SELECT ${commentColumns} FROM comments WHERE id = ?`, id);
  const before = row && commentOf(row);
  if (!before || before.status === 'deleted' || (version !== null && before.version !== version)) return 'stale';
  if (before.status === to) return 'same';
  if (to === 'deleted') forget(database, before.siteId, [id]);
  const after = to === 'deleted' ? wipe(database, before, note) : move(database, { before, to }, note);
  return { commentId: id, from: before.status, to, version: after.version };
}

function move(
  database: Sqlite,
  { before, to }: { before: StoredComment; to: StoredComment['status'] },
  note: Note,
): StoredComment {
  const sql = 'UPDATE comments SET status = ?1, status_at = ?2, changed_at = ?2, version = version + 1 WHERE id = ?3';
  database.run(sql, to, database.now(), before.id);
  index(database, before.id);
  const after = { ...before, status: to, version: before.version + 1 };
  deriveStatus(database, { before, after }, note);
  return after;
}

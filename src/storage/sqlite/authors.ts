import type { StoredComment } from '../../comments/comment.ts';
import type { AuthorErased, Authors, SiteAuthor } from '../authors.ts';
import { emailKeyOf } from '../compared.ts';
import type { Position } from '../position.ts';
import { guarded, type Note, type Sqlite } from './database.ts';
import { wipe } from './expire.ts';
import { emptyLog, forgetTraces, hasTraces, noteTraces } from './forget-traces.ts';
import { commentColumns, commentOf } from './rows.ts';

export function createAuthors(database: Sqlite): Authors {
  return {
    remains: 'file',
    ...guarded<Omit<Authors, 'remains'>>({
      comments: (of, after, limit) => comments(database, { of, after }, limit),
      erase: (of, limit) => database.write((note) => erase(database, { of, limit }, note), { frees: true }),
      forgetErased: async () => {
        await forgetTraces(database);
        // Rows of other tables leave nothing but what stands in the log until it is cut.
        return !hasTraces(database) && emptyLog(database);
      },
    }),
  };
}

/** Each part by its own index, in the order of time; a comment that is in several has not changed hands. */
function comments(database: Sqlite, { of, after }: { of: SiteAuthor; after: Position | null }, limit: number): StoredComment[] {
  const values = [of.siteId, emailKeyOf(of.email) ?? '', ...(after ? [after.createdAt, after.id] : []), limit];
  const found = (['email_key', 'first_email_key', 'former_email_key'] as const).flatMap((column) =>
    database
      .all(
        `SELECT ${commentColumns} FROM comments WHERE site_id = ? AND ${column} = ?${after ? ' AND (created_at, id) > (?, ?)' : ''} ORDER BY created_at, id LIMIT ?`,
        ...values,
      )
      .map(commentOf),
  );
  const all = [...new Map(found.map((comment) => [comment.id, comment])).values()];
  return all.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, limit);
}

function erase(database: Sqlite, { of, limit }: { of: SiteAuthor; limit: number }, note: Note): AuthorErased {
  const key = emailKeyOf(of.email) ?? '';
  const find = (column: string, most: number) =>
    database
      .all(`SELECT ${commentColumns} FROM comments WHERE site_id = ? AND ${column} = ? LIMIT ?`, of.siteId, key, most)
      .map(commentOf);
  const own = find('email_key', limit);
  const before = (['first_email_key', 'former_email_key'] as const).flatMap((column) => find(column, limit));
  const mine = new Set(own.map(({ id }) => id));
  const amended = [...new Set(before.map(({ id }) => id))].filter((id) => !mine.has(id)).slice(0, limit - own.length);
  let [lessons, notes] = [0, 0];
  for (const id of [...mine, ...amended]) {
    lessons += database.run('DELETE FROM lessons WHERE site_id = ? AND id = ?', of.siteId, id);
    notes += database.run(blankNotes, id);
  }
  for (const comment of own) wipe(database, comment, note);
  for (const id of amended) database.run(forgetBefore, database.now(), id);
  if (own.length + amended.length > 0) noteTraces(database);
  return { comments: own.length, amended: amended.length, lessons, notes };
}

const blankNotes =
  'UPDATE log SET note = NULL WHERE note IS NOT NULL AND id IN (SELECT entry_id FROM log_items WHERE comment_id = ?)';

const forgetBefore = `UPDATE comments SET verdict = json_remove(verdict, '$.first'), first_email_key = NULL, former = NULL, former_email_key = NULL,
  former_at = NULL, version = version + 1, changed_at = ? WHERE id = ?`;

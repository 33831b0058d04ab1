import type { Comment } from '../../comments/comment.ts';
import { emailKeyOf } from '../compared.ts';
import type { Sqlite } from './database.ts';
import { noteTraces } from './forget-traces.ts';

export function formerColumns({ former }: Comment): readonly [string | null, string | null, number | null] {
  return former ? [JSON.stringify(former), emailKeyOf(former.email), former.at] : [null, null, null];
}

/** Of comments edited before that time. The search index never had those words; the write-ahead log did. */
export function forgetFormer(
  database: Sqlite,
  { siteId, before }: { readonly siteId: string; readonly before: number },
  limit: number,
): number {
  return database.write(
    () => {
      const due = 'SELECT seq FROM comments WHERE site_id = ? AND former_at < ? ORDER BY former_at LIMIT ?';
      const sql = `UPDATE comments SET former = NULL, former_email_key = NULL, former_at = NULL WHERE seq IN (${due})`;
      const count = database.run(sql, siteId, before, limit);
      if (count > 0) noteTraces(database);
      return count;
    },
    { frees: true },
  );
}

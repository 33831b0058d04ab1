import type { Sqlite } from './database.ts';
import { forgetTraces } from './forget-traces.ts';

/** The last of several calls, the one that finds few, also forgets what the wiped ones have left elsewhere. */
export async function bury(database: Sqlite, limit: number): Promise<number> {
  const count = buryRows(database, limit);
  if (count < limit) await forgetTraces(database);
  return count;
}

function buryRows(database: Sqlite, limit: number): number {
  return database.write(
    () => {
      const sql = `SELECT id, site_id FROM comments AS dead WHERE status = 'deleted' AND NOT EXISTS (SELECT 1 FROM comments WHERE parent = dead.id)
        ORDER BY status_at LIMIT ?`;
      const rows = database.all(sql, limit);
      for (const { id, site_id: siteId } of rows) {
        const gone = 'INSERT OR IGNORE INTO gone (id, site_id, at) VALUES (?, ?, ?)';
        database.run(gone, String(id), String(siteId), database.now());
        database.run('DELETE FROM comments WHERE id = ?', String(id));
      }
      return rows.length;
    },
    { frees: true },
  );
}

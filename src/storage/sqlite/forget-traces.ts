import { setImmediate as nextTurn } from 'node:timers/promises';
import { busyTimeoutMs, type Sqlite } from './database.ts';

/** Some 10 ms of work, so that a merge of a large index holds up nobody. */
const pagesAtOnce = 64;

/** Notes that words are still in the search index, or in the write-ahead log, which stand in no row any more. */
export function noteTraces(database: Sqlite): void {
  database.run(
    "INSERT INTO meta (name, value) VALUES ('traces', 1) ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1",
  );
}

/** Whether such words are left. */
export function hasTraces(database: Sqlite): boolean {
  return database.get("SELECT 1 FROM meta WHERE name = 'traces'") !== undefined;
}

/** Takes such words out of the file and out of the log. What cannot be done while others read is left for the next time. */
export async function forgetTraces(database: Sqlite): Promise<void> {
  const noted = database.get("SELECT value FROM meta WHERE name = 'traces'")?.['value'] ?? null;
  if (noted === null) return;
  // A negative number of pages begins to merge everything into one; what was only marked as deleted is not copied.
  for (let pages = -pagesAtOnce; mergeSome(database, pages); pages = pagesAtOnce) await nextTurn();
  if (!emptyLog(database)) return;
  database.write(() => database.run("DELETE FROM meta WHERE name = 'traces' AND value = ?", noted));
}

/** Whether there may be more to merge: FTS5 tells it by the number of changes. */
function mergeSome(database: Sqlite, pages: number): boolean {
  const changes = () => Number(database.get('SELECT total_changes() AS n')?.['n']);
  const before = changes();
  database.write(() => database.run("INSERT INTO search (search, rank) VALUES ('merge', ?)", pages));
  return changes() - before >= 2;
}

/** Brings the log into the file and cuts it to nothing, unless somebody reads from it: waiting would hold up every request. */
export function emptyLog(database: Sqlite): boolean {
  database.file.pragma('busy_timeout = 0');
  try {
    const [outcome] = database.file.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
    return outcome?.busy === 0;
  } finally {
    database.file.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

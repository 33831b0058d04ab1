import type { Database } from 'better-sqlite3';
import { steps } from './schema.ts';

/** Below this, a WAL reset can corrupt the file (fixed in SQLite 3.51.3). */
const leastVersion = [3, 51, 3] as const;

/** @throws Error for an SQLite that may corrupt the file */
export function requireSoundVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor, leastPatch] = leastVersion;
  const isSound = major !== leastMajor ? major > leastMajor : minor !== leastMinor ? minor > leastMinor : patch >= leastPatch;
  if (!isSound)
    throw new Error(`SQLite ${version} can corrupt a database in WAL mode; ${leastVersion.join('.')} or newer is needed.`);
}

/**
 * Brings the schema up to this version, each step in a transaction of its own. The version is read again under the write lock: of
 * two processes that start at once one migrates, and a killed one leaves a whole step or none.
 * @throws Error when the schema is newer than this program
 */
export function migrate(database: Database, all: readonly string[] = steps): void {
  const version = () => Number(database.pragma('user_version', { simple: true }));
  const step = database.transaction(() => {
    const sql = all[version()];
    if (sql === undefined) return;
    database.exec(sql);
    database.pragma(`user_version = ${version() + 1}`);
  });
  while (version() < all.length) step.immediate();
  if (version() > all.length) {
    throw new Error(
      `The database has schema version ${version()}, this program knows ${all.length}: it was written by a newer Backtalk. Run that one, or restore a backup.`,
    );
  }
}

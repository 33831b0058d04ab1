import Driver from 'better-sqlite3';
import type { Limits } from '../limits.ts';
import { guarded } from './database.ts';
import { together } from './together.ts';

interface Hit {
  readonly key: string;
  readonly now: number;
  readonly resetAt: number;
}

const table = `CREATE TABLE IF NOT EXISTS limits (key TEXT PRIMARY KEY, hits INTEGER NOT NULL, reset_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`;

export interface ClosingLimits extends Limits {
  close(): void;
}

/**
 * In a file of its own beside the database, which waits for no disk: a counter lost at a power cut forgives, and harms nobody. A
 * second writer to the database would empty the page cache of the first at every request.
 */
export function createLimits(databasePath: string): ClosingLimits {
  const file = new Driver(databasePath === ':memory:' ? databasePath : `${databasePath}-limits`);
  file.pragma('busy_timeout = 10000');
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = OFF');
  file.exec(table);
  const hit = file.prepare<[Hit], { hits: number; reset_at: number }>(
    `INSERT INTO limits (key, hits, reset_at) VALUES (@key, 1, @resetAt)
     ON CONFLICT DO UPDATE SET hits = CASE WHEN reset_at <= @now THEN 1 ELSE hits + 1 END, reset_at = CASE WHEN reset_at <= @now THEN @resetAt ELSE reset_at END
     RETURNING hits, reset_at`,
  );
  const forget = file.prepare<[string]>('DELETE FROM limits WHERE key = ?');
  const trim = file.prepare<[number]>('DELETE FROM limits WHERE reset_at <= ?');
  const hitAll = file.transaction((asked: readonly Hit[]) => asked.map((one) => hit.get(one)));
  const hitOnce = together((asked: readonly Hit[]) =>
    hitAll.immediate(asked).map((row, at) => () => ({ hits: row?.hits ?? 1, resetAt: row?.reset_at ?? asked[at]?.resetAt ?? 0 })),
  );
  const limits = guarded<Limits>({
    hit: (key, windowMs, now) => hitOnce({ key, now, resetAt: now + windowMs }),
    forget: (key) => {
      forget.run(key);
    },
    trim: (now) => {
      trim.run(now);
    },
  });
  return { ...limits, close: () => file.close() };
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Driver, { type Database } from 'better-sqlite3';
import type { NewJob } from '../../jobs/job.ts';
import type { LogEntry } from '../../moderation/log.ts';
import type { Also } from '../also.ts';
import { type Change, StoreAway } from '../store.ts';
import { migrate, requireSoundVersion } from './migrate.ts';
import { createReserve, type Reserve } from './reserve.ts';
import { createStatements, type Row, type Value } from './statements.ts';

export type { Row } from './statements.ts';

/** Notes a change for whoever watches, within the write that makes it. */
export type Note = (change: Omit<Change, 'cursor'>) => void;

/** One database as the parts of the adapter use it: cached statements, and writes that carry what belongs to them. */
export interface Sqlite {
  readonly now: () => number;
  readonly file: Database;
  get(sql: string, ...values: Value[]): Row | undefined;
  all(sql: string, ...values: Value[]): Row[];
  /** Answers how many rows changed. */
  run(sql: string, ...values: Value[]): number;
  /** All of `act` or nothing. `frees`: it may use the reserve when the disk is full. */
  write<T>(act: (note: Note) => T, options?: { readonly frees: boolean }): T;
  /** A part of a write that is taken back alone when it fails; what it notes is answered, for the write to note. */
  part<T>(act: (note: Note) => T): { readonly result: T; readonly changes: readonly Omit<Change, 'cursor'>[] };
  onWritten(listener: (changes: readonly Change[]) => void): void;
  close(): void;
}

/** How long a write waits for another process', before its caller is told that the store is away. */
export const busyTimeoutMs = 10_000;

export function openDatabase(path: string, now: () => number): Sqlite {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const file = new Driver(path);
  requireSoundVersion(String(file.prepare('SELECT sqlite_version() AS version').pluck().get()));
  // Before anything that may wait for another process.
  file.pragma(`busy_timeout = ${busyTimeoutMs}`);
  file.pragma('journal_mode = WAL');
  // NORMAL would lose acknowledged comments at a power cut; FULL costs 0.15 ms a commit.
  file.pragma('synchronous = FULL');
  file.pragma('secure_delete = ON');
  file.pragma('cache_size = -16000');
  migrate(file);
  return createSqlite(file, now, createReserve(path));
}

function createSqlite(file: Database, now: () => number, reserve: Reserve): Sqlite {
  const { get, all, run, insert } = createStatements(file);
  const listeners: ((changes: readonly Change[]) => void)[] = [];
  const attempt = file.transaction(<T>(act: (note: Note) => T, changes: Change[]) =>
    act(({ kind, siteId, pageId, commentId }) => {
      const sql = 'INSERT INTO events (at, kind, site_id, page_id, comment_id) VALUES (?, ?, ?, ?, ?)';
      const cursor = String(insert(sql, now(), kind, siteId, pageId, commentId));
      changes.push({ cursor, kind, siteId, pageId, commentId });
    }),
  );
  const write = <T>(act: (note: Note) => T, frees: boolean): T => {
    const changes: Change[] = [];
    const result = reserve.guard(() => {
      changes.length = 0;
      return attempt.immediate(act, changes) as T;
    }, frees);
    if (changes.length > 0) for (const listener of listeners) listener(changes);
    return result;
  };
  const savepoint = file.transaction(<T>(act: () => T) => act());
  const part = <T>(act: (note: Note) => T) => {
    const changes: Omit<Change, 'cursor'>[] = [];
    return { result: savepoint(() => act((change) => changes.push(change))) as T, changes };
  };
  return {
    now,
    file,
    get,
    all,
    run,
    write: (act, options) => write(act, options?.frees ?? false),
    part,
    onWritten: (listener) => listeners.push(listener),
    close: () => file.close(),
  };
}

/** Stores what belongs to a write. To be called within it. */
export function storeAlso(database: Sqlite, { jobs, log }: Also): void {
  for (const job of jobs) storeJob(database, job);
  if (log) storeLog(database, log);
}

export function storeJob(database: Sqlite, { id, key, kind, subjectId, runAt }: NewJob): void {
  database.run(
    'INSERT INTO jobs (id, key, kind, subject_id, run_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    id,
    key,
    kind,
    subjectId,
    runAt,
  );
}

export function storeLog(database: Sqlite, { id, siteId, sites, at, actor, act, note, detail }: LogEntry): void {
  const sql = 'INSERT INTO log (id, site_id, sites, at, actor, act, note, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
  database.run(
    sql,
    id,
    siteId,
    sites ? JSON.stringify(sites) : null,
    at,
    JSON.stringify(actor),
    act,
    note,
    JSON.stringify(detail),
  );
}

const awayCodes = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|PROTOCOL|NOMEM|CORRUPT|NOTADB)/;

/** The same part with every method asynchronous, and with SQLite's own troubles told as StoreAway. */
export function guarded<T extends object>(
  part: { readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R | Promise<R> : T[K] },
): T {
  const methods = Object.entries<(...args: unknown[]) => unknown>(part as never).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw asStoreAway(error);
      }
    },
  ]);
  return Object.fromEntries(methods) as T;
}

/** Whether it is the whole write that failed, and not something in it. */
export function isStoreTrouble(error: unknown): boolean {
  return asStoreAway(error) !== error;
}

export function asStoreAway(error: unknown): unknown {
  if (error instanceof Driver.SqliteError && awayCodes.test(error.code)) return new StoreAway(`${error.code}: ${error.message}`);
  if (error instanceof TypeError && error.message === 'The database connection is not open')
    return new StoreAway('The database is closed.');
  return error;
}

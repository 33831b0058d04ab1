import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Store, StoreAway, type StoreFact } from '../store.ts';
import { createAuthors } from './authors.ts';
import { createBlocks } from './blocks.ts';
import { createComments } from './comments.ts';
import { asStoreAway, guarded, openDatabase, type Sqlite } from './database.ts';
import { createEvents } from './events.ts';
import { createJobs } from './jobs.ts';
import { createLedger } from './ledger.ts';
import { createLessons } from './lessons.ts';
import { createLimits } from './limits.ts';
import { createMails } from './mails.ts';
import { createOverview } from './overview.ts';
import { createPages } from './pages.ts';
import { createPeople } from './people.ts';
import { createQueue } from './queue.ts';
import { createSessions } from './sessions.ts';
import { createSites } from './sites.ts';
import { createSubscriptions } from './subscriptions.ts';

/**
 * The embedded store: one file, one process that serves, and the command line beside it.
 * @throws Error for an unsound SQLite or a newer schema, StoreAway when the file cannot be opened
 */
export async function openSqliteStore({ path, now }: { readonly path: string; readonly now: () => number }): Promise<Store> {
  const database = opened(() => openDatabase(path, now));
  const events = createEvents(database);
  const limits = opened(() => createLimits(path));
  return {
    sites: createSites(database),
    pages: createPages(database),
    comments: createComments(database),
    queue: createQueue(database),
    overview: createOverview(database),
    lessons: createLessons(database),
    people: createPeople(database),
    sessions: createSessions(database),
    jobs: createJobs(database),
    received: createLedger(database, 'received'),
    sendings: createLedger(database, 'sendings'),
    webhooks: createLedger(database, 'webhooks'),
    deliveries: createLedger(database, 'deliveries'),
    mails: createMails(database),
    authors: createAuthors(database),
    blocks: createBlocks(database),
    erasures: createLedger(database, 'erasures'),
    days: createLedger(database, 'days'),
    mutes: createLedger(database, 'mutes'),
    subscriptions: createSubscriptions(database),
    events,
    limits,
    ...guarded<Pick<Store, 'claim' | 'reclaim' | 'probe' | 'examine'>>({
      claim: (name, value) => claim(database, name, value),
      reclaim: (name, expected, value) =>
        database.write(() => database.run('UPDATE meta SET value = ? WHERE name = ? AND value = ?', value, name, expected) > 0),
      probe: () => probe(database, path),
      examine: () => examine(database, path),
    }),
    close: async () => {
      events.stop();
      limits.close();
      database.close();
    },
  };
}

function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw asStoreAway(error);
  }
}

function claim(database: Sqlite, name: string, value: string): string {
  return database.write(() => {
    database.run('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING', name, value);
    return String(database.get('SELECT value FROM meta WHERE name = ?', name)?.['value']);
  });
}

const leastForAComment = 1024 * 1024;

/** A write, since a full disk lets everybody read. One of this size may find a place in the log where a comment finds none. */
function probe(database: Sqlite, path: string): void {
  const free = path === ':memory:' ? Infinity : freeBytes(path);
  if (free < leastForAComment) throw new StoreAway(`The disk is full: ${Math.floor(free / 1024)} KB are free beside ${path}.`);
  database.write(() =>
    database.run(
      "INSERT INTO meta (name, value) VALUES ('probe', ?1) ON CONFLICT DO UPDATE SET value = ?1",
      String(database.now()),
    ),
  );
}

const leastFreeBytes = 200 * 1024 * 1024;

function examine(database: Sqlite, path: string): StoreFact[] {
  const pragma = (name: string) => String(database.file.pragma(name, { simple: true }));
  const free = freeBytes(path);
  const version = String(database.get('SELECT sqlite_version() AS version')?.['version']);
  const check = pragma('quick_check(1)');
  return [
    { name: 'store', ok: true, text: `SQLite ${version} at ${path}, schema version ${pragma('user_version')}.` },
    {
      name: 'durability',
      ok: pragma('journal_mode') === 'wal' && pragma('synchronous') === '2',
      text: `journal ${pragma('journal_mode')}, synchronous ${pragma('synchronous')}.`,
    },
    { name: 'integrity', ok: check === 'ok', text: check },
    {
      name: 'disk',
      ok: free > leastFreeBytes,
      text: `${Math.round(free / 1024 / 1024)} MB free beside the database.`,
    },
  ];
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMongoStore } from '../../src/storage/mongo/open.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { everyDocument, mongoPlace } from '../support/mongo-places.ts';
import { asking } from '../support/mongod.ts';
import { withoutMongod } from '../support/mongod-program.ts';

/** A kind of store as the suites use it. They know nothing else of any store. */
export interface StoreKind {
  readonly name: string;
  /** Why it cannot be tested here; false when it can. */
  readonly skip: string | false;
  /** An empty database of its own. The address is a text, so that another process can open it too. */
  create(): Promise<Place>;
  /** A store on that database, as one process of the service has it; any number at once. */
  open(address: string, now: () => number): Promise<Store>;
  /** Whether the text stands anywhere in the database, be it in an index or a journal. No store is open on it. */
  holds(address: string, text: string): Promise<boolean>;
  /** The address of the same database for one process alone, by whose name it is known. */
  addressFor(address: string, name: string): string;
  /** Whether nothing more can come of what the process of that name had asked for. It was killed. */
  isLeftBy(address: string, name: string): Promise<boolean>;
}

export interface Place {
  readonly address: string;
  /** Takes the database away, with what was started for it. */
  remove(): Promise<void>;
}

const sqlite: StoreKind = {
  name: 'SQLite',
  skip: false,
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
    return { address: join(folder, 'backtalk.db'), remove: () => rm(folder, { recursive: true }) };
  },
  open: (path, now) => openSqliteStore({ path, now }),
  holds: async (path, text) => {
    const folder = join(path, '..');
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    return files.some((bytes) => bytes.includes(text));
  },
  addressFor: (path) => path,
  isLeftBy: async () => true,
};

const mongo: StoreKind = {
  name: 'MongoDB',
  skip: withoutMongod(),
  create: mongoPlace,
  open: (url, now) => openMongoStore({ url, now, warn: () => undefined }),
  holds: async (url, text) => (await everyDocument(url)).some((document) => document.includes(text)),
  addressFor: (url, name) => `${url}${url.includes('?') ? '&' : '?'}appName=${name}`,
  // The server closes a connection once it has done what it had received by it.
  isLeftBy: (url, name) =>
    asking(url, async (client) => {
      const connections = client
        .db('admin')
        .aggregate([{ $currentOp: { idleConnections: true } }, { $match: { appName: name } }]);
      return (await connections.toArray()).length === 0;
    }),
};

/** Every store there is; a new one needs one more entry to be held to everything in this folder. */
export const stores: readonly StoreKind[] = [sqlite, mongo];

export function storeNamed(name: string): StoreKind {
  const found = stores.find((kind) => kind.name === name);
  if (!found) throw new Error(`There is no store ${name}.`);
  return found;
}

import { rmSync } from 'node:fs';
import { asking, databaseAt, initiate, type Mongod, startMongod } from './mongod.ts';

const free: string[] = [];
let made = 0;

export interface MongoPlace {
  readonly address: string;
  remove(): Promise<void>;
}

/** An empty database. They are used again once they are empty: making the indexes of one costs more than most tests. */
export async function mongoPlace(): Promise<MongoPlace> {
  const server = await mongoServer();
  if (free.length === 0) made += 1;
  const address = free.pop() ?? databaseAt(server, `test_${process.pid}_${made}`);
  const remove = async () => {
    await empty(address);
    free.push(address);
  };
  return { address, remove };
}

async function empty(url: string): Promise<void> {
  await asking(url, async (client) => {
    const collections = await client.db().listCollections({}, { nameOnly: true }).toArray();
    await Promise.all(collections.map(({ name }) => client.db().collection(name).deleteMany({})));
  });
}

/** Each document of a database, as JSON. */
export function everyDocument(url: string): Promise<string[]> {
  return asking(url, async (client) => {
    const collections = await client.db().listCollections({}, { nameOnly: true }).toArray();
    const documents = await Promise.all(collections.map(({ name }) => client.db().collection(name).find().toArray()));
    return documents.flat().map((document) => JSON.stringify(document));
  });
}

let ours: Promise<string> | null = null;

/** A replica set of one, which dies with this process. */
export function mongoServer(): Promise<string> {
  ours ??= startMongod({ set: 'rs0' }).then(discardedAtExit);
  return ours;
}

function discardedAtExit(server: Mongod): Promise<string> {
  server.release();
  process.once('exit', () => rmSync(server.folder, { recursive: true, force: true }));
  return initiate([server]);
}

import type { Store, StoreFact } from '../store.ts';
import { createAuthors } from './authors.ts';
import { asStoreAway, guarded, steadily } from './away.ts';
import { createBlocks } from './blocks.ts';
import { createComments } from './comments.ts';
import { type Collections, collectionsOf, connect, type Mongo, newOp } from './database.ts';
import { createEvents } from './events.ts';
import { createJobs } from './jobs.ts';
import { createLedger } from './ledger.ts';
import { createLessons } from './lessons.ts';
import { createLimits } from './limits.ts';
import { createMails } from './mails.ts';
import { migrate, missingIndexes } from './migrate.ts';
import { createOverview } from './overview.ts';
import { createPages } from './pages.ts';
import { createPeople } from './people.ts';
import { createQueue } from './queue.ts';
import { createSessions } from './sessions.ts';
import { settle } from './settle.ts';
import { createSites } from './sites.ts';
import { createSubscriptions } from './subscriptions.ts';
import { startSweeping } from './sweep.ts';
import { createTidying } from './tidy.ts';

export interface MongoStart {
  readonly url: string;
  readonly now: () => number;
  /** Told what an operator should know of the server. */
  readonly warn: (text: string) => void;
}

/**
 * The store for several processes: a replica set, or a standalone server, which works too and has no failover.
 * @throws Error for a server that is too old or a newer schema, StoreAway while it cannot be reached
 */
export async function openMongoStore({ url, now, warn }: MongoStart): Promise<Store> {
  const connection = await connect(url);
  try {
    const collections = collectionsOf(connection);
    const server = await requireServer(collections, warn);
    await migrate(collections);
    return await assemble(collections, { now, server, close: () => connection.close() });
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw asStoreAway(error);
  }
}

interface Surroundings {
  readonly now: () => number;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

async function assemble(collections: Collections, { now, server, close }: Surroundings): Promise<Store> {
  const events = await createEvents({ ...collections, now, hasStreams: server.isReplicated });
  const tidying = createTidying(collections);
  const needs = { ...collections, now, telling: events.telling, tidying };
  const mongo: Mongo = { ...collections, now, newOp, settle: (entries) => settle(needs, entries), tidied: tidying.done };
  const sweeping = await startSweeping(mongo);
  return {
    sites: createSites(mongo),
    pages: createPages(mongo),
    comments: createComments(mongo),
    queue: createQueue(mongo),
    overview: createOverview(mongo),
    lessons: createLessons(mongo),
    people: createPeople(mongo),
    sessions: createSessions(mongo),
    jobs: createJobs(mongo),
    received: createLedger(mongo, 'received'),
    sendings: createLedger(mongo, 'sendings'),
    webhooks: createLedger(mongo, 'webhooks'),
    deliveries: createLedger(mongo, 'deliveries'),
    mails: createMails(mongo),
    authors: createAuthors(mongo),
    blocks: createBlocks(mongo),
    erasures: createLedger(mongo, 'erasures'),
    days: createLedger(mongo, 'days'),
    mutes: createLedger(mongo, 'mutes'),
    subscriptions: createSubscriptions(mongo),
    events,
    limits: createLimits(mongo),
    ...guarded<Pick<Store, 'claim' | 'reclaim' | 'probe' | 'examine'>>({
      claim: (name, value) => claim(mongo, name, value),
      reclaim: (name, expected, value) => reclaim(mongo, { name, expected, value }),
      probe: () => probe(mongo),
      examine: () => examine(mongo, server),
    }),
    close: async () => {
      events.stop();
      await sweeping.stop();
      await tidying.done();
      await close();
    },
  };
}

async function claim({ meta }: Mongo, name: string, value: string): Promise<string> {
  const _id = named(name);
  await steadily(() => meta.updateOne({ _id }, { $setOnInsert: { value } }, { upsert: true }));
  return (await steadily(() => meta.findOne({ _id })))?.value ?? value;
}

async function reclaim(
  { meta }: Mongo,
  { name, expected, value }: { name: string; expected: string; value: string },
): Promise<boolean> {
  const _id = named(name);
  return steadily(async (again) => {
    const { matchedCount } = await meta.updateOne({ _id, value: expected }, { $set: { value } });
    return matchedCount > 0 || (again && (await meta.findOne({ _id }))?.value === value);
  });
}

/** Apart from what the adapter itself keeps there. */
const named = (name: string): string => `claim ${name}`;

/** A write, as a comment would be. */
async function probe({ meta, now }: Mongo): Promise<void> {
  const writeConcern = { w: 'majority', journal: true, wtimeoutMS: 3_000 } as const;
  await meta.updateOne({ _id: 'probe' }, { $set: { value: String(now()) } }, { upsert: true, writeConcern });
}

interface Server {
  readonly version: string;
  readonly isReplicated: boolean;
}

const leastMajor = 6;

async function requireServer({ db }: Collections, warn: (text: string) => void): Promise<Server> {
  const [{ version }, hello] = await Promise.all([db.command({ buildInfo: 1 }), db.command({ hello: 1 })]);
  if (Number.parseInt(version, 10) < leastMajor)
    throw new Error(`MongoDB ${version} is too old: ${leastMajor}.0 or newer is needed.`);
  const isReplicated = typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid';
  if (!isReplicated) warn('MongoDB is a standalone server: it has no failover, and other processes see changes a moment later.');
  return { version: String(version), isReplicated };
}

async function examine(mongo: Mongo, { version }: Server): Promise<StoreFact[]> {
  const hello = await mongo.db.command({ hello: 1 });
  const members = Array.isArray(hello['hosts']) ? hello['hosts'].length : 0;
  const missing = await missingIndexes(mongo);
  const schema = await mongo.meta.findOne({ _id: 'schema' });
  return [
    {
      name: 'store',
      ok: true,
      text: `MongoDB ${version}, database ${mongo.db.databaseName}, schema version ${schema?.value ?? '0'}.`,
    },
    { name: 'durability', ok: true, text: 'Writes wait for the journals of a majority.' },
    { name: 'failover', ok: true, text: failoverText(members, hello['msg'] === 'isdbgrid') },
    {
      name: 'missing indexes',
      ok: missing.length === 0,
      text: missing.length === 0 ? 'none' : `${missing.join(', ')}: start the service once more, it makes them.`,
    },
  ];
}

function failoverText(members: number, isSharded: boolean): string {
  if (isSharded) return 'The cluster is sharded; each shard should be a replica set of three.';
  if (members === 0) return 'The server is a standalone: when it is away, so is the service.';
  return members > 2 ? `${members} members.` : `${members} member${members === 1 ? '' : 's'}: three are needed to lose one.`;
}

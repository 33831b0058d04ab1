import mongoose, { mongo } from 'mongoose';
import { type LedgerName, ledgerNames } from '../ledger.ts';
import { StoreAway } from '../store.ts';
import type { Carrier, Entry } from './outbox.ts';
import type {
  BlockRow,
  ChunkRow,
  CommentRow,
  GateRow,
  GoneRow,
  IntentRow,
  JobRow,
  LedgerRow,
  LessonRow,
  LimitRow,
  LogItemRow,
  LogRow,
  MetaRow,
  PageRow,
  PersonRow,
  ReportRow,
  SessionRow,
  SiteRow,
  SubscriptionRow,
  TallyRow,
  TokenRow,
} from './rows.ts';

type Of<T extends { readonly _id: string | number }> = mongo.Collection<T>;

export interface DirectoryRow extends Carrier {
  /** Grows with each change of any site. */
  readonly rev: number;
}

type Ledgers = Readonly<Record<LedgerName, Of<LedgerRow>>>;

export interface Collections extends Ledgers {
  readonly db: mongo.Db;
  readonly comments: Of<CommentRow>;
  readonly pages: Of<PageRow>;
  readonly sites: Of<SiteRow>;
  readonly directory: Of<DirectoryRow>;
  readonly tallies: Of<TallyRow>;
  readonly people: Of<PersonRow>;
  readonly tokens: Of<TokenRow>;
  readonly sessions: Of<SessionRow>;
  readonly jobs: Of<JobRow>;
  readonly log: Of<LogRow>;
  readonly logItems: Of<LogItemRow>;
  readonly intents: Of<IntentRow>;
  readonly reports: Of<ReportRow>;
  readonly lessons: Of<LessonRow>;
  readonly journal: Of<ChunkRow>;
  readonly blocks: Of<BlockRow>;
  readonly subscriptions: Of<SubscriptionRow>;
  readonly meta: Of<MetaRow>;
  readonly gates: Of<GateRow>;
  readonly limits: Of<LimitRow>;
  readonly gone: Of<GoneRow>;
}

/** One database as the parts of the adapter use it. */
export interface Mongo extends Collections {
  readonly now: () => number;
  /** A key for a write, unlike any other's; it begins with the time. */
  newOp(): string;
  /** Brings what stands in these outboxes to where it belongs; after that, what is derived is in force. */
  settle(entries: readonly Entry[]): Promise<void>;
  /** Resolves once the outboxes that were settled here are empty. */
  tidied(): Promise<void>;
}

/** How long a request may wait for a primary: an election takes about two seconds. */
const selectionMs = 5_000;

/**
 * Durable means: on the journals of a majority. On a replica set of one and on a standalone the driver's defaults lost
 * acknowledged writes at a kill.
 */
const options: mongoose.ConnectOptions = {
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  serverSelectionTimeoutMS: selectionMs,
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 20_000,
  heartbeatFrequencyMS: 2_000,
  minHeartbeatFrequencyMS: 200,
  maxPoolSize: 50,
  ignoreUndefined: true,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
};

/** @throws StoreAway while there is no primary */
export async function connect(url: string): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(url, options);
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    if (error instanceof mongo.MongoParseError) throw new Error(`DATABASE_URL is no address of a MongoDB: ${error.message}`);
    throw new StoreAway(error instanceof Error ? error.message : String(error));
  }
}

export function collectionsOf(connection: mongoose.Connection): Collections {
  const db = connection.getClient().db(connection.name);
  return {
    db,
    comments: db.collection('comments'),
    pages: db.collection('pages'),
    sites: db.collection('sites'),
    directory: db.collection('directory'),
    tallies: db.collection('tallies'),
    people: db.collection('people'),
    tokens: db.collection('tokens'),
    sessions: db.collection('sessions'),
    jobs: db.collection('jobs'),
    log: db.collection('log'),
    logItems: db.collection('log_items'),
    intents: db.collection('intents'),
    reports: db.collection('reports'),
    lessons: db.collection('lessons'),
    journal: db.collection('journal'),
    blocks: db.collection('blocks'),
    subscriptions: db.collection('subscriptions'),
    ...(Object.fromEntries(ledgerNames.map((name) => [name, db.collection(name)])) as unknown as Ledgers),
    meta: db.collection('meta'),
    gates: db.collection('gates'),
    limits: db.collection('limits'),
    gone: db.collection('gone'),
  };
}

export function newOp(): string {
  return new mongo.ObjectId().toHexString();
}

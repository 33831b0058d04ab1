import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { freePort } from './free-port.ts';
import { mongodProgram } from './mongod-program.ts';

/** A server as a process of its own, which dies with this one. */
export interface Mongod {
  readonly port: number;
  readonly folder: string;
  /** For a client that talks to this member alone. */
  readonly direct: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again where it was. */
  restart(): Promise<void>;
  /** Lets this process end while the server runs: it dies with it. */
  release(): void;
  /** Stops it and takes its folder away. */
  discard(): Promise<void>;
}

interface MongodStart {
  /** The name of its replica set; null for a standalone. */
  readonly set: string | null;
  readonly cacheGb?: number;
}

export async function startMongod({ set, cacheGb = 0.25 }: MongodStart): Promise<Mongod> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-mongod-'));
  const port = await freePort();
  let child = await launch({ folder, set, cacheGb, port });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    port,
    folder,
    direct: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    stop,
    restart: async () => {
      child = await launch({ folder, set, cacheGb, port });
    },
    release: () => child.unref(),
    discard: async () => {
      await stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Without the log setting an empty directory costs 301 MB. */
const frugal = [
  ...['--bind_ip', '127.0.0.1', '--nounixsocket'],
  ...['--wiredTigerEngineConfigString', 'log=(prealloc=false,file_max=8MB)'],
  ...['--setParameter', 'enableTestCommands=1', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ...['--setParameter', 'ttlMonitorSleepSecs=1'],
];

interface Launch extends Required<MongodStart> {
  readonly folder: string;
  readonly port: number;
}

async function launch({ folder, set, cacheGb, port }: Launch): Promise<ChildProcess> {
  const dbpath = join(folder, 'db');
  await mkdir(dbpath, { recursive: true });
  const path = join(folder, `log-${process.hrtime.bigint()}`);
  // A pipe that nobody reads would make it hang.
  const log = await open(path, 'w');
  const member = set === null ? [] : ['--replSet', set, '--oplogSize', '64'];
  const words = [
    mongodProgram,
    '--dbpath',
    dbpath,
    '--port',
    String(port),
    '--wiredTigerCacheSizeGB',
    String(cacheGb),
    ...frugal,
    ...member,
  ];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...words], { stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  await untilListening(child, path);
  return child;
}

const listening = 23_016;

async function untilListening(child: ChildProcess, path: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const lines = (await readFile(path, 'utf8')).split('\n');
    if (lines.some((line) => line.includes(`"id":${listening},`))) return;
    if (child.exitCode !== null) throw new Error(`mongod ended with code ${child.exitCode}\n${lines.slice(-5).join('\n')}`);
    await setTimeout(50);
  }
  child.kill('SIGKILL');
  throw new Error('mongod does not listen');
}

/** Does something with a client that talks to one member alone. */
export async function asking<T>(url: string, act: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(url);
  try {
    return await act(client);
  } finally {
    await client.close();
  }
}

/**
 * Makes these members a replica set, and answers its URL once it has a primary. They are known to each other and to clients by `ports`,
 * which may be those of proxies.
 */
export async function initiate(
  members: readonly Mongod[],
  { set = 'rs0', ports = members.map(({ port }) => port) }: { readonly set?: string; readonly ports?: readonly number[] } = {},
): Promise<string> {
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const config = {
    _id: set,
    members: hosts.map((host, _id) => ({ _id, host })),
    settings: { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 },
  };
  await asking(members[0]?.direct ?? '', (client) => client.db('admin').command({ replSetInitiate: config }));
  const url = `mongodb://${hosts.join(',')}/?replicaSet=${set}`;
  await asking(url, (client) => client.db('admin').command({ ping: 1 }, { readPreference: 'primary' }));
  return url;
}

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const { search } = new URL(url.replace(/^mongodb:\/\/[^/]*/, 'http://any'));
  return `${url.replace(/\/(\?.*)?$/, '')}/${name}${search}`;
}

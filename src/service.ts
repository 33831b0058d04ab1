import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicFactory } from 'ulid';
import { createFeedAuthors } from './article-authors/feed-authors.ts';
import { createThreadCache, type ThreadCache } from './comments/thread-cache.ts';
import type { Config } from './config.ts';
import { createHandlers } from './jobs/handlers.ts';
import { createWorker, type Worker } from './jobs/worker.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLive, type Live } from './live/live.ts';
import type { Lookups } from './moderation/check.ts';
import { createLookups } from './moderation/lookups.ts';
import { createQueueWatch, type QueueWatch } from './moderation/queue-watch.ts';
import { createScreen, type Screen } from './moderation/screen.ts';
import { createPace } from './net/pace.ts';
import { createSafeFetch, type SafeFetch } from './net/safe-fetch.ts';
import type { Sender } from './notifications/address.ts';
import { createMailer, type Mailer } from './notifications/email.ts';
import { createMailGate } from './notifications/mail-gate.ts';
import type { Log } from './operating/log.ts';
import { createMetrics, type Metrics, stopwatch } from './operating/metrics.ts';
import { createStoreTimes, timeStore } from './operating/store-times.ts';
import { secretBeside } from './secret.ts';
import { makeDemoSite } from './sites/demo-site.ts';
import { createSiteBook, type SiteBook } from './sites/site-book.ts';
import { type Store, StoreAway } from './storage/store.ts';
import { announcing } from './webhooks/announcing.ts';
import { createWebhookBook, type WebhookBook } from './webhooks/webhook-book.ts';
import { createWebhookLine } from './webhooks/webhook-line.ts';

/** Everything there is, built. Routes and commands each take the few things they name. */
export interface Service {
  readonly config: Config;
  readonly publicUrl: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  readonly store: Store;
  readonly keys: Keys;
  readonly sites: SiteBook;
  readonly threads: ThreadCache;
  readonly live: Live;
  readonly queueWatch: QueueWatch;
  readonly screen: Screen;
  /** The only way to pages of others. */
  readonly fetchPage: SafeFetch;
  /** What the checks ask for, for who judges beside the screen. */
  readonly lookups: Lookups;
  readonly webhookBook: WebhookBook;
  /** The only way to the mail server. */
  readonly mailer: Mailer;
  readonly worker: Worker;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
  readonly isClosing: () => boolean;
  /** Takes no more jobs and ends the event streams; requests in flight go on. */
  startClosing(): void;
  /** Takes everything down in reverse. */
  close(): Promise<void>;
}

export interface Surroundings {
  readonly config: Config;
  readonly log: Log;
  /** Where it listens, for links when PUBLIC_URL is not set. */
  readonly listensAt: string;
  /** Milliseconds since 1970; tests bring their own clock. */
  readonly now?: () => number;
  /** Whether it waits for a server that is away at the start; a command does not. */
  readonly waits?: boolean;
}

const retryMs = 1_000;
const readyBytes = 64 * 1024 * 1024;
const liveLimits = { perAddress: 10, inAll: 5_000, heartbeatMs: 25_000 };
const watchLimits = { perModerator: 10, inAll: 500, everyMs: 500, heartbeatMs: 25_000 };

/** Builds the service on its store. Nothing listens and no job runs yet. */
export async function openService(surroundings: Surroundings): Promise<Service> {
  const { config, log, listensAt, now = Date.now } = surroundings;
  const newId = idsBy(now);
  const storeTimes = createStoreTimes();
  const timed = timeStore(await openStore(surroundings, now), storeTimes, stopwatch);
  const { lookups, ...remembering } = createLookups({ store: timed, now, akismet: akismetOf(config) });
  const webhookBook = createWebhookBook({ store: timed, now });
  const store: Store = {
    ...timed,
    ...remembering,
    ...announcing({ ...timed, ...remembering }, { webhookBook, hasMail: config.smtpUrl !== null, now, newId }),
  };
  const keys = createKeys({ secret: await secretOf(config), previous: config.secretPrevious });
  await requireSameSecret(store, keys);
  const sites = createSiteBook(store);
  const threads = createThreadCache(store.events, readyBytes);
  const live = createLive(store, liveLimits);
  const queueWatch = createQueueWatch({ store, now, limits: watchLimits });
  const screen = createScreen(lookups, (check, error) => {
    if (error instanceof StoreAway) throw error;
    log.error({ check, error }, 'check failed');
  });
  const publicUrl = config.publicUrl ?? listensAt;
  const leaving = new AbortController();
  const outside = outsideOf(config, { publicUrl, counters: store.limits, now, closing: leaving.signal });
  const mailing = { keys, publicUrl, ...sendingOf(config, log) };
  const feedAuthors = createFeedAuthors({ ...outside, now });
  const around = { webhookBook, webhookLine: createWebhookLine(), feedAuthors };
  const handlers = createHandlers({ store, sites, screen, lookups, now, newId, ...outside, ...mailing, ...around });
  const worker = createWorker({ store, handlers, now, newId, onFailure: logFailure(log) });
  const metrics = createMetrics({ store, sites, threads, live, storeTimes, now });
  const parts = {
    ...{ config, log, metrics, store, keys, sites, threads, live, queueWatch },
    ...{ screen, lookups, worker, now, newId, randomBytes, publicUrl },
    ...outside,
    webhookBook,
    metricsToken: config.metricsToken,
  };
  const service = { ...parts, ...closing({ ...parts, leaving }) };
  if (!config.isDatabaseGiven) await makeDemoSite(service);
  await sites.all();
  return service;
}

function akismetOf({ akismetKey: key, akismetEndpoint: endpoint }: Config) {
  return key === null ? null : { key, endpoint };
}

function closing({
  live,
  queueWatch,
  worker,
  threads,
  sites,
  store,
  leaving,
}: Pick<Service, 'live' | 'queueWatch' | 'worker' | 'threads' | 'sites' | 'store'> & { readonly leaving: AbortController }) {
  let isClosing = false;
  const startClosing = () => {
    isClosing = true;
    leaving.abort();
    live.close();
    queueWatch.close();
  };
  const close = async () => {
    if (!isClosing) startClosing();
    await worker.stop();
    threads.close();
    sites.close();
    await store.close();
  };
  return { isClosing: () => isClosing, startClosing, close };
}

/** Only the store that was chosen is loaded. */
async function openStore({ config: { database }, log, waits }: Surroundings, now: () => number): Promise<Store> {
  if (database.kind === 'sqlite') {
    const { openSqliteStore } = await import('./storage/sqlite/open.ts');
    return openSqliteStore({ path: database.path, now });
  }
  const { openMongoStore } = await import('./storage/mongo/open.ts');
  for (;;) {
    try {
      return await openMongoStore({ url: database.url, now, warn: (text) => log.warn(text) });
    } catch (error) {
      if (!waits || !(error instanceof StoreAway)) throw error;
      log.warn({ reason: error.message }, 'MongoDB is away; trying again until it is there');
      await pause(retryMs);
    }
  }
}

function secretOf({ secret, database }: Config): Promise<string> | string {
  return secret ?? secretBeside(database.kind === 'sqlite' ? database.path : '.', randomBytes);
}

/** With another secret every token and signature out there would be void, and nobody would know why. */
async function requireSameSecret(store: Store, keys: Keys): Promise<void> {
  const mine = keys.fingerprint();
  const known = await store.claim('secret', mine);
  if (!keys.hasFingerprint(known))
    throw new Error('SECRET is not the one this database was made with. To change it, give the old one as SECRET_PREVIOUS.');
  if (known !== mine) await store.reclaim('secret', known, mine);
}

function idsBy(now: () => number): () => string {
  const next = monotonicFactory(pooledRandom());
  return () => next(now());
}

/** Numbers from 0 to 1 of the system's randomness, fetched many at a time: one by one they cost more than the rest of an id. */
function pooledRandom(): () => number {
  const pool = new Uint32Array(1_024);
  let at = pool.length;
  return () => {
    if (at >= pool.length) {
      crypto.getRandomValues(pool);
      at = 0;
    }
    at += 1;
    return (pool[at - 1] ?? 0) / 2 ** 32;
  };
}

interface Leaving {
  readonly publicUrl: string;
  readonly counters: Store['limits'];
  readonly now: () => number;
  readonly closing: AbortSignal;
}

/** The two ways out: to pages of others, and to the mail server. */
function outsideOf(config: Config, { publicUrl, counters, now, closing }: Leaving): Pick<Service, 'fetchPage' | 'mailer'> {
  const fetchPage = createSafeFetch({
    rules: { allow: config.fetchAllow, ports: config.fetchPorts },
    userAgent: `Backtalk (+${publicUrl})`,
    pace: createPace({ counters, now }),
    closing,
  });
  return { fetchPage, mailer: createMailer({ smtpUrl: config.smtpUrl, from: senderOf(config, publicUrl), closing }) };
}

/** Where nobody said, an address that no mail comes back to, at our own name. */
function senderOf({ mailFrom }: Config, publicUrl: string): Sender {
  const { hostname } = new URL(publicUrl);
  return mailFrom ?? { name: null, address: `noreply@${/^[\d.:[\]]+$/.test(hostname) ? 'localhost' : hostname}` };
}

/** A mail is told by its kind and id: no address, no text. */
function sendingOf({ mailsPerDay }: Config, log: Log) {
  const onMail = ({ id, kind, state }: { readonly id: string; readonly kind: string; readonly state: string }) =>
    log.info({ mail: id, kind, state }, 'mail');
  return { mailsPerDay, mailGate: createMailGate(), onMail };
}

function logFailure(log: Log) {
  return (job: { readonly id: string; readonly kind: string }, error: unknown) =>
    log.error({ job: job.id, kind: job.kind, error }, 'job failed');
}

import { refuse } from '../refusal.ts';
import type { Touched } from '../storage/overview.ts';
import type { Store } from '../storage/store.ts';
import type { Actor } from './log.ts';

/** One moderator's open stream of a site's queue. */
export interface QueueListener {
  readonly siteId: string;
  /** What streams are counted by. */
  readonly actorId: string;
  tell(news: QueueNews): Promise<void>;
  beat(): Promise<void>;
  end(): void;
}

/** What happened to a comment, and who did it where a decision says so. */
export interface Touch extends Touched {
  readonly by: Actor | null;
}

export interface QueueNews {
  /** When it was looked, in milliseconds; whoever comes back with it is told what came since. */
  readonly at: number;
  /** Oldest first; null: more than can be told one by one. */
  readonly touches: readonly Touch[] | null;
}

/** Tells moderators what any of them, a reader or the service itself did to the comments of their site, in whichever process. */
export interface QueueWatch {
  /** @throws Refusal `too-many-requests` when this moderator or the service has no stream to give */
  join(listener: QueueListener): () => void;
  /** What happened since that time, for who was away; it may repeat what they know. */
  missed(siteId: string, since: number): Promise<QueueNews>;
  close(): void;
}

export interface WatchLimits {
  readonly perModerator: number;
  readonly inAll: number;
  readonly everyMs: number;
  readonly heartbeatMs: number;
}

interface Needs {
  readonly store: {
    readonly overview: Pick<Store['overview'], 'changed'>;
    readonly queue: Pick<Store['queue'], 'history'>;
  };
  readonly now: () => number;
  readonly limits: WatchLimits;
}

const mostAtOnce = 500;
/** How much the clocks of two processes may differ, and how long a write may take until others see it. */
const overlapMs = 10_000;
const retryAfterSeconds = 60;

/** The journal of changes is what readers are told: nothing of a queue is written there. This one asks the comments themselves. */
export function createQueueWatch({ store, now, limits }: Needs): QueueWatch {
  const listeners = new Set<QueueListener>();
  const look = createLook(store, now);
  let turn: NodeJS.Timeout | null = null;
  const lookAndTell = async () => {
    const news = await look.next();
    if (news.touches?.length !== 0) await tellAll(listeners, news);
  };
  const again = () => {
    turn =
      listeners.size === 0
        ? null
        : setTimeout(
            () =>
              void lookAndTell()
                .catch(() => undefined)
                .finally(again),
            limits.everyMs,
          ).unref();
  };
  const heartbeat = setInterval(() => {
    for (const listener of listeners) void listener.beat().catch(() => listener.end());
  }, limits.heartbeatMs).unref();
  return {
    join: (listener) => {
      const ofModerator = [...listeners].filter(({ actorId }) => actorId === listener.actorId).length;
      if (listeners.size >= limits.inAll || ofModerator >= limits.perModerator)
        refuse('too-many-requests', { retryAfter: retryAfterSeconds });
      if (listeners.size === 0) look.begin();
      listeners.add(listener);
      if (turn === null) again();
      return () => listeners.delete(listener);
    },
    missed: (siteId, since) => missed(store, { siteId, since, at: now() }),
    close: () => {
      clearInterval(heartbeat);
      if (turn) clearTimeout(turn);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}

/** Looks at what changed since the last look, and a while before that: what is known already is told by what it was then. */
function createLook(store: Needs['store'], now: () => number) {
  let from = 0;
  let known = new Map<string, string>();
  const next = async (): Promise<QueueNews> => {
    const at = now();
    const rows = await store.overview.changed(from - overlapMs, mostAtOnce);
    const fresh = rows.filter((row) => known.get(row.id) !== stampOf(row));
    const isCut = rows.length === mostAtOnce && fresh.length === rows.length;
    known = new Map(rows.map((row) => [row.id, stampOf(row)]));
    from = at;
    return { at, touches: isCut ? null : await withActors(store, fresh) };
  };
  const begin = () => {
    from = now();
    known = new Map();
  };
  return { begin, next };
}

function stampOf({ changedAt, version, status, reports }: Touched): string {
  return `${changedAt} ${version} ${status} ${reports}`;
}

async function missed(
  store: Needs['store'],
  { siteId, since, at }: { siteId: string; since: number; at: number },
): Promise<QueueNews> {
  const rows = await store.overview.changed(since - overlapMs, mostAtOnce);
  if (rows.length === mostAtOnce) return { at, touches: null };
  return {
    at,
    touches: await withActors(
      store,
      rows.filter((row) => row.siteId === siteId),
    ),
  };
}

async function withActors({ queue }: Needs['store'], rows: readonly Touched[]): Promise<Touch[]> {
  const decided = rows.filter(({ version }) => version > 1).map(({ id }) => id);
  const histories = decided.length === 0 ? new Map<string, never>() : await queue.history(decided);
  const actorOf = ({ id, version }: Touched) =>
    histories.get(id)?.find((happened) => happened.version === version)?.actor ?? null;
  return rows.map((row) => ({ ...row, by: actorOf(row) })).reverse();
}

async function tellAll(listeners: ReadonlySet<QueueListener>, { at, touches }: QueueNews): Promise<void> {
  const telling = [...listeners].map(async (listener) => {
    const own = touches?.filter(({ siteId }) => siteId === listener.siteId) ?? null;
    if (own?.length !== 0) await listener.tell({ at, touches: own }).catch(() => listener.end());
  });
  await Promise.all(telling);
}

import { LRUCache } from 'lru-cache';
import type { QueueStatus } from '../comments/comment.ts';
import type { Store } from '../storage/store.ts';
import { type Trace, traceOf } from './trace.ts';

/** What came to a site lately, to compare what comes now with. */
export interface Recent {
  /** The newest, in no order, at most some hundreds; what other processes took may be missing for a few seconds. */
  traces(siteId: string): Promise<readonly Trace[]>;
  /** Remembers an arrival before it is stored, so that the next of a burst meets it. */
  note(siteId: string, trace: Trace): void;
}

interface Needs {
  readonly queue: Pick<Store['queue'], 'list'>;
  readonly now: () => number;
}

interface Kept {
  traces: Trace[];
  readAt: number;
}

const statuses: readonly QueueStatus[] = ['pending', 'approved', 'spam'];
const ofEach = 60;
const mostTraces = 240;
const mostSites = 100;
const freshMs = 8_000;

export function createRecent({ queue, now }: Needs): Recent {
  const kept = new LRUCache<string, Kept>({ max: mostSites });
  const readAnew = async (siteId: string, before: Kept | undefined): Promise<Kept> => {
    const query = { siteId, type: null, after: null, limit: ofEach };
    const known = new Map(before?.traces.map((trace) => [trace.id, trace]));
    const lists = await Promise.all(statuses.map((status) => queue.list({ ...query, status })));
    const traces = lists.flat().map((comment) => {
      const same = known.get(comment.id);
      return same ? { ...same, status: comment.status } : traceOf(comment);
    });
    const renewed = { traces, readAt: now() };
    kept.set(siteId, renewed);
    return renewed;
  };
  return {
    traces: async (siteId) => {
      const before = kept.get(siteId);
      const isFresh = before !== undefined && now() - before.readAt < freshMs;
      return (isFresh ? before : await readAnew(siteId, before)).traces;
    },
    note: (siteId, trace) => {
      const traces = kept.get(siteId)?.traces;
      if (!traces) return;
      traces.push(trace);
      if (traces.length > mostTraces) traces.splice(0, traces.length - mostTraces / 2);
    },
  };
}

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
  traces: ReadonlyMap<string, Trace>;
  readAt: number;
}

const statuses: readonly QueueStatus[] = ['pending', 'approved', 'spam'];
const ofEach = 60;
const mostTraces = 200;
const mostSites = 100;
const freshMs = 8_000;

export function createRecent({ queue, now }: Needs): Recent {
  const kept = new LRUCache<string, Kept>({ max: mostSites });
  const readAnew = async (siteId: string, before: Kept | undefined): Promise<Kept> => {
    const query = { siteId, type: null, terms: [], after: null, limit: ofEach };
    const lists = await Promise.all(statuses.map((status) => queue.list({ ...query, status })));
    const traces = lists.flat().map((comment) => {
      const known = before?.traces.get(comment.id);
      return known ? { ...known, status: comment.status } : traceOf(comment);
    });
    const renewed = { traces: new Map(traces.map((trace) => [trace.id, trace])), readAt: now() };
    kept.set(siteId, renewed);
    return renewed;
  };
  return {
    traces: async (siteId) => {
      const before = kept.get(siteId);
      const isFresh = before !== undefined && now() - before.readAt < freshMs;
      const { traces } = isFresh ? before : await readAnew(siteId, before);
      return [...traces.values()];
    },
    note: (siteId, trace) => {
      const before = kept.get(siteId);
      if (!before) return;
      const rest = [...before.traces.values()].slice(-(mostTraces - 1));
      kept.set(siteId, { ...before, traces: new Map([...rest, trace].map((one) => [one.id, one])) });
    },
  };
}

import { LRUCache } from 'lru-cache';

/** Calls that were answered 48 a moment ago, byte by byte. */
export interface RepeatedPings {
  has(site: string, call: Buffer): boolean;
  add(site: string, call: Buffer): void;
}

const mostBytes = 4 * 1024 * 1024;
const longestCall = 8 * 1024;
const keptMs = 60_000;

/**
 * WordPress pings all but the last link of a post again at each edit, and some senders never stop: the same call again is answered
 * from memory, ahead of limits and the store. For a minute alone, so that what became of the linkback is not missed for long.
 */
export function createRepeatedPings(now: () => number): RepeatedPings {
  const until = new LRUCache<string, number>({ maxSize: mostBytes, sizeCalculation: (_value, key) => key.length + 100 });
  const keyOf = (site: string, call: Buffer) => `${site} ${call.toString('latin1')}`;
  return {
    has: (site, call) => call.length <= longestCall && (until.get(keyOf(site, call)) ?? 0) > now(),
    add: (site, call) => {
      if (call.length <= longestCall) until.set(keyOf(site, call), now() + keptMs);
    },
  };
}

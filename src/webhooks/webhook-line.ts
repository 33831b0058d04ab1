import { LRUCache } from 'lru-cache';

/** Who waits for a host that was asked enough for now. */
export interface WebhookLine {
  /** When the next of them comes again, at `freeAt` or after; milliseconds since 1970. */
  turn(host: string, freeAt: number): number;
}

const apartMs = 2_000;

/** One after the other: a thousand that came back at once would find one place, and write twenty counters each to find that out. */
export function createWebhookLine(): WebhookLine {
  const last = new LRUCache<string, number>({ max: 1_000 });
  return {
    turn: (host, freeAt) => {
      const turn = Math.max(freeAt, (last.get(host) ?? 0) + apartMs);
      last.set(host, turn);
      return turn;
    },
  };
}

/** Counters that all processes share. */
interface Counters {
  hit(key: string, windowMs: number, now: number): Promise<{ readonly hits: number; readonly resetAt: number }>;
}

/** A turn at some places, to be given back when the request is over. */
export type Turn = { readonly isMine: true; release(): void } | { readonly isMine: false; readonly freeAt: number };

/** Who may ask whom now: one request at a time and ten a minute to each place, whatever name it goes by. */
export interface Pace {
  /** A turn at all of these places, or when to come back. `mine` are places already held by whoever asks. */
  take(places: readonly string[], mine: ReadonlySet<string>): Promise<Turn>;
}

/** A minute, and as long as a request may take from its turn to its arrival. */
const windowMs = 65_000;
const perWindow = 10;
const busyMs = 2_000;

/**
 * Ten counters a place, each good for one request in its window: unlike one counter up to ten, of which a window's end and the next
 * one's beginning could be used up together, no minute ever sees more than ten.
 */
export function createPace({ counters, now }: { readonly counters: Counters; readonly now: () => number }): Pace {
  const held = new Set<string>();
  const slotAt = async (place: string): Promise<number | null> => {
    let freeAt = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < perWindow; slot += 1) {
      const { hits, resetAt } = await counters.hit(`fetch ${place} ${slot}`, windowMs, now());
      if (hits === 1) return null;
      freeAt = Math.min(freeAt, resetAt);
    }
    return freeAt;
  };
  return {
    take: async (places, mine) => {
      const wanted = places.filter((place) => !mine.has(place));
      if (wanted.some((place) => held.has(place))) return { isMine: false, freeAt: now() + busyMs };
      for (const place of wanted) held.add(place);
      const release = () => {
        for (const place of wanted) held.delete(place);
      };
      const waits = await Promise.all(places.map(slotAt)).catch((error: unknown) => {
        release();
        throw error;
      });
      const latest = Math.max(...waits.map((freeAt) => freeAt ?? 0));
      if (latest === 0) return { isMine: true, release };
      release();
      return { isMine: false, freeAt: latest };
    },
  };
}

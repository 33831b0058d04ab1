import { refuse } from '../refusal.ts';
import type { Limits } from '../storage/limits.ts';

export interface TriesNeeds {
  readonly store: { readonly limits: Pick<Limits, 'hit' | 'forget'> };
  readonly now: () => number;
}

const places = 10;
const windowMs = 15 * 60_000;

/**
 * Takes one of ten places, and answers which. Each is free again a quarter of an hour after it was taken, so that in no quarter of an
 * hour more than ten are: a counter of fixed windows would allow nearly twice as many across their border.
 * @throws Refusal `too-many-requests`
 */
export async function takePlace({ store, now }: TriesNeeds, of: string): Promise<string> {
  let freeAt = Number.POSITIVE_INFINITY;
  for (let place = 0; place < places; place += 1) {
    const key = `sign-in ${of} ${place}`;
    const { hits, resetAt } = await store.limits.hit(key, windowMs, now());
    if (hits === 1) return key;
    freeAt = Math.min(freeAt, resetAt);
  }
  return refuse('too-many-requests', { message: 'Too many tries. Try again later.', retryAfter: (freeAt - now()) / 1_000 });
}

/** A right password gives its place back: somebody who knows it does not guess. */
export async function giveBack({ store }: TriesNeeds, place: string): Promise<void> {
  await store.limits.forget(place);
}

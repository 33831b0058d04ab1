import type { NewJob } from '../jobs/job.ts';
import type { Pair } from './pair.ts';

/** One for each demand: a pair that waits already has its own. */
export const verifyKey = ({ id, round }: Pick<Pair, 'id' | 'round'>): string => `verify-linkback:${id}:${round}`;

/** A source that was published a moment ago is often not there yet, and those of one article should not all come at once: 2 to 10 s. */
const leastDelayMs = 2_000;
const spreadMs = 8_000;

export function verifyJob(pair: Pair, { id, now }: { readonly id: string; readonly now: number }): NewJob {
  return {
    id,
    key: verifyKey(pair),
    kind: 'verify-linkback',
    subjectId: pair.id,
    runAt: now + leastDelayMs + spread(id, spreadMs),
  };
}

/** A number below `most` out of an id, of which the end is random. */
export function spread(id: string, most: number): number {
  return Number.parseInt(id.slice(-4), 32) % most || 0;
}

const waitsInMinutes = [0.25, 1, 10, 60, 360];

/** When a source that could not be read is looked at again, after that many tries; null: not any more. */
export function lookAgainAt(now: number, attempts: number): number | null {
  const wait = waitsInMinutes[attempts - 1];
  return wait === undefined ? null : now + wait * 60_000;
}

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Five hundred comments, each with its place in the search index, held up whoever was reading for a quarter of a second. */
const batch = 100;

/**
 * Repeats a bounded step until it finds less than it may do, so that no write holds the store for long. Between two steps whoever
 * waits has a turn: an embedded store answers without leaving the thread, and a long rest of work would let nobody in until its end.
 */
export async function inBatches(step: (limit: number) => Promise<number>): Promise<void> {
  while ((await step(batch)) >= batch) await nextTurn();
}

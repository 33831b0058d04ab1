import type { Store } from '../storage/store.ts';
import { inBatches } from './in-batches.ts';

const journalMs = 24 * 60 * 60 * 1000;

/** Lets go of what nothing needs any more: old events, spent rate limits, blocks that are over, rows of deleted comments. */
export async function trimJournals(needs: {
  readonly store: Pick<Store, 'comments' | 'events' | 'limits' | 'blocks'>;
  readonly now: () => number;
}): Promise<void> {
  await needs.store.events.trim(needs.now() - journalMs);
  await needs.store.limits.trim(needs.now());
  await inBatches((limit) => needs.store.blocks.expire(needs.now(), limit));
  await inBatches((limit) => needs.store.comments.bury(limit));
}

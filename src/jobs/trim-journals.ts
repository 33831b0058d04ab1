import { idleMs, lifeMs } from '../moderators/session.ts';
import type { Store } from '../storage/store.ts';
import { inBatches } from './in-batches.ts';

const journalMs = 24 * 60 * 60 * 1000;

/** Lets go of what nothing needs any more: old events, spent rate limits, sessions that are over, rows of deleted comments. */
export async function trimJournals(needs: {
  readonly store: Pick<Store, 'comments' | 'events' | 'limits' | 'sessions'>;
  readonly now: () => number;
}): Promise<void> {
  await needs.store.events.trim(needs.now() - journalMs);
  await needs.store.limits.trim(needs.now());
  const due = { madeBefore: needs.now() - lifeMs, seenBefore: needs.now() - idleMs };
  await inBatches((limit) => needs.store.sessions.expire(due, limit));
  await inBatches((limit) => needs.store.comments.bury(limit));
}

import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';

const days = 24 * 60 * 60_000;

/** Lets go of what nobody agreed to in a month, and of what ended a week ago: until then the links in older mails find their way. */
export async function trimSubscriptions(needs: {
  readonly store: Pick<Store, 'subscriptions'>;
  readonly now: () => number;
}): Promise<void> {
  const { store, now } = needs;
  await inBatches((limit) => store.subscriptions.trim({ states: ['waiting', 'asked'], before: now() - 30 * days }, limit));
  await inBatches((limit) => store.subscriptions.trim({ states: ['ended'], before: now() - 7 * days }, limit));
}

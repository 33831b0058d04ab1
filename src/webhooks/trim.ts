import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';

const days = 24 * 60 * 60_000;

/** Lets go of webhooks that were removed, of deliveries that were taken a week ago, and of those that were not a month ago. */
export async function trimDeliveries(needs: {
  readonly store: Pick<Store, 'webhooks' | 'deliveries'>;
  readonly now: () => number;
}): Promise<void> {
  const { store, now } = needs;
  await inBatches((limit) => store.webhooks.trim({ states: ['removed'], before: now() }, limit));
  await inBatches((limit) => store.deliveries.trim({ states: ['delivered', 'dropped'], before: now() - 7 * days }, limit));
  await inBatches((limit) => store.deliveries.trim({ states: ['failed'], before: now() - 30 * days }, limit));
}

import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';

const days = 24 * 60 * 60_000;

/** A webmention's sender may ask for seven days what became of it. What is linked stays as long as its site. */
const keptMs = 30 * days;
/** Of an erasure, which names nobody; the log has it for good. */
const receiptMs = 90 * days;

/** Lets go of what came to nothing long ago. */
export async function trimLedgers(needs: {
  readonly store: Pick<Store, 'received' | 'erasures'>;
  readonly now: () => number;
}): Promise<void> {
  const due = { states: ['unlinked', 'unreachable', 'closed', 'gone'], before: needs.now() - keptMs };
  await inBatches((limit) => needs.store.received.trim(due, limit));
  const receipts = { states: ['done'], before: needs.now() - receiptMs };
  await inBatches((limit) => needs.store.erasures.trim(receipts, limit));
}

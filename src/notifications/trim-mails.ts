import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';
import { mailStates } from './mail.ts';

const keptMs = 30 * 24 * 60 * 60_000;

/** Lets go of mails that came to an end a month ago, and with them of what is known of the addresses they went to. */
export async function trimMails(needs: { readonly store: Pick<Store, 'mails'>; readonly now: () => number }): Promise<void> {
  const due = { states: mailStates.filter((state) => state !== 'waiting'), before: needs.now() - keptMs };
  await inBatches((limit) => needs.store.mails.trim(due, limit));
}

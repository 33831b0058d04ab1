import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';
import { idleMs, lifeMs } from './session.ts';

/** Forgets the sessions that nobody can use any more. */
export async function expireSessions({
  store,
  now,
}: {
  readonly store: { readonly sessions: Pick<Store['sessions'], 'expire'> };
  readonly now: () => number;
}): Promise<void> {
  const due = { madeBefore: now() - lifeMs, seenBefore: now() - idleMs };
  await inBatches((limit) => store.sessions.expire(due, limit));
}

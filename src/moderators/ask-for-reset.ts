import type { Keys } from '../keys.ts';
import type { Limits } from '../storage/limits.ts';
import type { Store } from '../storage/store.ts';

export interface AskForResetNeeds {
  readonly store: {
    readonly people: Pick<Store['people'], 'byEmail'>;
    readonly limits: Pick<Limits, 'hit'>;
    readonly jobs: Pick<Store['jobs'], 'add'>;
  };
  readonly keys: Keys;
  readonly now: () => number;
  readonly newId: () => string;
}

const windowMs = 60 * 60_000;
const mostInWindow = 3;

/**
 * Asks for a mail with a link to choose a new password. Who is nobody here is treated alike to the last write: the same counter, and a
 * job that finds nobody to write to. Three an hour for one address; more are let drop without a word.
 */
export async function askForReset(needs: AskForResetNeeds, email: string): Promise<void> {
  const { store, keys, now, newId } = needs;
  const account = keys.sign('account', '', email.toLowerCase());
  const { hits, resetAt } = await store.limits.hit(`reset ${account}`, windowMs, now());
  const person = await store.people.byEmail(email);
  if (hits > mostInWindow) return;
  const key = `reset:${account}:${resetAt}:${hits}`;
  await store.jobs.add([{ id: newId(), key, kind: 'reset-password', subjectId: person?.id ?? '', runAt: now() }]);
}

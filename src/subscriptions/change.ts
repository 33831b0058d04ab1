import type { Store } from '../storage/store.ts';
import type { Scope, Subscription } from './subscription.ts';

export interface ChangeNeeds {
  readonly store: { readonly subscriptions: Pick<Store['subscriptions'], 'byId' | 'change' | 'ofAddress'> };
  readonly now: () => number;
}

/** Of one person at one site; an address that asks for more than this is nobody's. */
const most = 200;

/** All that an address asked for on the site of this one, latest first. */
export async function subscriptionsBeside(
  { store }: ChangeNeeds,
  { email, siteId }: Subscription,
): Promise<readonly Subscription[]> {
  const all = await store.subscriptions.ofAddress({ email, sites: [siteId] }, most);
  return all.filter(({ state }) => state !== 'ended');
}

/** What is changed meanwhile is read again: who leaves has left. */
export async function putSubscription(
  { store, now }: ChangeNeeds,
  subscription: Subscription,
  to: Partial<Pick<Subscription, 'scope' | 'state'>>,
): Promise<void> {
  let current: Subscription | null = subscription;
  while (current && !(await store.subscriptions.change({ ...current, ...to, changedAt: now(), version: current.version + 1 })))
    current = await store.subscriptions.byId(subscription.id);
}

export type Choice = 'leave' | 'leave-all' | 'confirm' | Scope;

/** Does what somebody chose on their own page. `of`: which of theirs; one of somebody else's is left alone. */
export async function choose(
  needs: ChangeNeeds,
  subscription: Subscription,
  { choice, of }: { readonly choice: Choice; readonly of: string | undefined },
): Promise<void> {
  const all = await subscriptionsBeside(needs, subscription);
  const chosen = choice === 'leave-all' ? all : all.filter(({ id }) => id === of);
  for (const one of chosen) await putSubscription(needs, one, changeOf(choice));
}

function changeOf(choice: Choice): Partial<Pick<Subscription, 'scope' | 'state'>> {
  if (choice === 'leave' || choice === 'leave-all') return { state: 'ended' };
  return choice === 'confirm' ? { state: 'active' } : { scope: choice };
}

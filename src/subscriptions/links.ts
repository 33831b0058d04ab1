import type { Keys } from '../keys.ts';
import type { Store } from '../storage/store.ts';
import type { Subscription } from './subscription.ts';

/** What a link may do: agree, end the one subscription it names, or show and change all of its address on its site. */
export const linkActs = ['confirm', 'leave', 'manage'] as const;
export type LinkAct = (typeof linkActs)[number];

/** The path of a link. It never expires: who wants no more mail may say so from the oldest of them (RFC 8058). */
export function subscriptionPath(keys: Keys, { id }: Pick<Subscription, 'id'>, act: LinkAct): string {
  // The last is a word: mail programs that make text into links leave out a mark at the end.
  return `/subscriptions?token=${id}.${keys.sign('subscription', '', `${act}:${id}`)}.${act}`;
}

export interface SubscriptionLink {
  readonly act: LinkAct;
  readonly token: string;
  /** null: it is gone already, with its comment or its address. */
  readonly subscription: Subscription | null;
}

/** What a link may do; null for one that we never made. */
export async function readSubscriptionLink(
  { store, keys }: { readonly store: { readonly subscriptions: Pick<Store['subscriptions'], 'byId'> }; readonly keys: Keys },
  token: string,
): Promise<SubscriptionLink | null> {
  const [id = '', signature = '', name = '', ...more] = token.split('.');
  const act = linkActs.find((one) => one === name);
  if (!act || more.length > 0 || !keys.verify('subscription', '', { data: `${act}:${id}`, signature })) return null;
  return { act, token, subscription: await store.subscriptions.byId(id) };
}

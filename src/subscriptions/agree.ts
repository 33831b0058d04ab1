import type { Keys } from '../keys.ts';
import { mailboxOf } from '../notifications/address.ts';
import { addressKey } from '../notifications/address-key.ts';
import { changed, sending } from '../notifications/mail.ts';
import { type WriteMailNeeds, writeMail } from '../notifications/write-mail.ts';
import type { Store } from '../storage/store.ts';
import { putSubscription } from './change.ts';
import type { Subscription } from './subscription.ts';

export interface AgreeNeeds extends WriteMailNeeds {
  readonly store: Pick<Store, 'mails' | 'limits' | 'subscriptions'>;
  readonly keys: Keys;
}

interface Visible {
  readonly subscription: Subscription;
  /** A moderator let its comment out, so that its author has been waiting to hear. */
  readonly wasHeld: boolean;
}

const dayMs = 24 * 60 * 60_000;

/**
 * Its comment is visible: an address that agreed before on this site is taken at its word, any other is asked, once in 24 hours,
 * whoever names it, however it is spelled and however often. What was not asked for then waits on its address' own page.
 */
export async function agree(needs: AgreeNeeds, { subscription, wasHeld }: Visible): Promise<void> {
  if (subscription.state === 'waiting' && (await isKnown(needs, subscription)))
    return agree(needs, { subscription: await activate(needs, subscription), wasHeld });
  if (subscription.state === 'waiting' && (await mayAsk(needs, subscription))) {
    await putSubscription(needs, subscription, { state: 'asked' });
    return askToConfirm(needs, subscription);
  }
  if (subscription.state === 'asked') return askToConfirm(needs, subscription);
  if (subscription.state === 'active' && wasHeld) await writeTo(needs, subscription, 'comment-approved');
}

async function isKnown({ store }: AgreeNeeds, { email, siteId }: Subscription): Promise<boolean> {
  return (await store.subscriptions.ofAddress({ email, sites: [siteId] }, 100)).some(({ state }) => state === 'active');
}

async function activate(needs: AgreeNeeds, subscription: Subscription): Promise<Subscription> {
  await putSubscription(needs, subscription, { state: 'active' });
  return { ...subscription, state: 'active' };
}

async function mayAsk({ store, keys, now }: AgreeNeeds, { email }: Subscription): Promise<boolean> {
  const { hits } = await store.limits.hit(`confirm ${addressKey(keys, mailboxOf(email))}`, dayMs, now());
  return hits === 1;
}

/** One that turned out needless, since its comment was held again before it went out, goes out after all. */
async function askToConfirm(needs: AgreeNeeds, subscription: Subscription): Promise<void> {
  const mail = await writeTo(needs, subscription, 'subscription-confirmation');
  if (mail.state !== 'needless') return;
  const again = changed(mail, { state: 'waiting', since: needs.now() }, needs.now());
  await needs.store.mails.change(again, { jobs: [sending(needs.newId(), again, needs.now())], log: null });
}

function writeTo(
  needs: AgreeNeeds,
  { id, siteId, commentId }: Subscription,
  kind: 'comment-approved' | 'subscription-confirmation',
) {
  return writeMail(needs, { kind, siteId, key: `${kind}:${id}`, recipientId: id, subjectId: commentId });
}

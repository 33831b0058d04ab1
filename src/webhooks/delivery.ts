import type { Status } from '../comments/comment.ts';
import type { LedgerEntry } from '../storage/ledger.ts';
import type { WebhookEvent } from '../wire/webhooks.ts';

/**
 * One thing that one webhook is told of. Its group is the webhook's id. Of the comment it has the id alone: what is sent is made of what
 * stands when it is sent, so that nothing of a person stays here.
 */
export interface Delivery extends LedgerEntry {
  readonly state: 'waiting' | 'delivered' | 'failed' | 'dropped';
  readonly event: WebhookEvent | 'webhook.test';
  readonly commentId: string | null;
  readonly from: Status | null;
  /** When it happened. */
  readonly at: number;
  readonly attempts: number;
  readonly triedAt: number | null;
  readonly againAt: number | null;
  /** Of the last answer, with its beginning or the reason why there was none. */
  readonly status: number | null;
  readonly answer: string;
}

export type NewDelivery = Pick<Delivery, 'id' | 'siteId' | 'key' | 'group' | 'event' | 'commentId' | 'from' | 'at'>;

export function newDelivery(told: NewDelivery, now: number): Delivery {
  const untried = { attempts: 0, triedAt: null, againAt: now, status: null, answer: '' };
  return { ...told, ...untried, state: 'waiting', changedAt: now, version: 1 };
}

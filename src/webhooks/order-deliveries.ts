import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Status } from '../comments/comment.ts';
import type { Job, NewJob } from '../jobs/job.ts';
import type { Store } from '../storage/store.ts';
import { type WebhookEvent, webhookEvents } from '../wire/webhooks.ts';
import { eventOf } from './announcing.ts';
import { type Delivery, type NewDelivery, newDelivery } from './delivery.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookBook } from './webhook-book.ts';

export interface OrderNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byId'>;
    readonly queue: Pick<Store['queue'], 'entry'>;
    readonly deliveries: Pick<Store['deliveries'], 'add' | 'count'>;
  };
  readonly webhookBook: WebhookBook;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Happened {
  readonly siteId: string;
  readonly commentId: string;
  readonly event: WebhookEvent;
  readonly from: Status | null;
  readonly at: number;
  /** Tells this from the same that happens again. */
  readonly cause: string;
}

/** Orders what one comment's arrival, change or report is told by. The subject is `ID:EVENT:FORMER STATUS`. */
export async function announce(needs: OrderNeeds, { subjectId, key, runAt }: Job): Promise<void> {
  const [commentId = '', name = '', from = ''] = subjectId.split(':');
  const comment = await needs.store.comments.byId(commentId);
  const event = webhookEvents.find((one) => one === name);
  if (!comment || !event) return;
  const { siteId } = comment;
  await order(needs, { siteId, commentId, event, from: from === '' ? null : (from as Status), at: runAt, cause: key });
}

/** Orders what a decision is told by, comment by comment. */
export async function announceDecision(needs: OrderNeeds, entryId: string): Promise<void> {
  const decided = await needs.store.queue.entry(entryId);
  for (const { commentId, from, to } of decided?.items ?? []) {
    const { siteId, at } = decided?.entry ?? { siteId: null, at: 0 };
    await order(needs, { siteId: siteId ?? '', commentId, event: eventOf[to], from, at, cause: `${entryId}:${commentId}` });
    // Five hundred writes of an embedded store would let nobody in until their end.
    await nextTurn();
  }
}

async function order(needs: OrderNeeds, { cause, ...happened }: Happened): Promise<void> {
  const { store, webhookBook, newId, now } = needs;
  for (const webhook of await webhookBook.on(happened.siteId)) {
    if (!webhook.events.includes(happened.event)) continue;
    const told: NewDelivery = { ...happened, id: newId(), key: `${webhook.id} ${cause}`, group: webhook.id };
    const delivery = (await isFull(needs, webhook)) ? overflowed(told, now()) : newDelivery(told, now());
    const jobs = delivery.state === 'waiting' ? [deliveryJob(needs, delivery)] : [];
    await store.deliveries.add(delivery, { jobs, log: null });
  }
}

/** A receiver that is away must not fill the disk of who tells it. */
const mostWaiting = 1_000;

async function isFull({ store }: OrderNeeds, { id, siteId }: Webhook): Promise<boolean> {
  return (await store.deliveries.count({ siteId, state: 'waiting', group: id }, mostWaiting)).ofGroup >= mostWaiting;
}

function overflowed(told: NewDelivery, now: number): Delivery {
  const answer = `${mostWaiting} others were waiting already.`;
  return { ...newDelivery(told, now), state: 'dropped', againAt: null, answer };
}

function deliveryJob({ newId, now }: OrderNeeds, { id }: Delivery): NewJob {
  return { id: newId(), key: `deliver:${id}`, kind: 'deliver', subjectId: id, runAt: now() };
}

import type { Store } from '../storage/store.ts';
import { type Attempt, type AttemptNeeds, attempt } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookBook } from './webhook-book.ts';
import type { WebhookLine } from './webhook-line.ts';

export interface DeliverNeeds extends AttemptNeeds {
  readonly store: AttemptNeeds['store'] & {
    readonly webhooks: Pick<Store['webhooks'], 'byId' | 'change'>;
    readonly deliveries: Pick<Store['deliveries'], 'byId' | 'change'>;
  };
  readonly webhookBook: WebhookBook;
  readonly webhookLine: WebhookLine;
}

type Outcome = Exclude<Attempt, { readonly outcome: 'busy' }>;

/** Waits after each attempt that came to nothing, in minutes: two days in all. */
const waitsInMinutes = [0.1, 1, 5, 30, 120, 300, 600, 840, 1_000];
const patienceMs = 3 * 24 * 60 * 60_000;

/** Makes one attempt at a delivery. Answers when the next one is due, or null when there is none. */
export async function deliver(needs: DeliverNeeds, deliveryId: string): Promise<{ readonly againAt: number } | null> {
  const delivery = await needs.store.deliveries.byId(deliveryId);
  if (delivery?.state !== 'waiting') return null;
  const webhook = await needs.store.webhooks.byId(delivery.group);
  if (webhook?.state !== 'on') {
    const answer = 'The webhook was off by then.';
    await keep(needs, { ...delivery, state: 'dropped', againAt: null, answer });
    return null;
  }
  const outcome = await attempt(needs, webhook, delivery);
  if (outcome.outcome === 'busy')
    return { againAt: needs.webhookLine.turn(new URL(webhook.url).host, Math.max(outcome.freeAt, needs.now())) };
  const tried = after(delivery, outcome, needs.now());
  await noteHealth(needs, webhook, outcome);
  await keep(needs, tried);
  return tried.againAt === null ? null : { againAt: tried.againAt };
}

/** A delivery after an attempt that was answered, or not. */
export function after(delivery: Delivery, { outcome, status, answer, notBefore }: Outcome, now: number): Delivery {
  const wait = waitsInMinutes[delivery.attempts];
  const isOver = outcome === 'gone' || wait === undefined;
  const state = outcome === 'taken' ? 'delivered' : isOver ? 'failed' : 'waiting';
  const againAt = state === 'waiting' ? Math.max(now + (wait ?? 0) * 60_000, notBefore ?? 0) : null;
  return { ...delivery, state, againAt, status, answer, attempts: delivery.attempts + 1, triedAt: now };
}

async function keep({ store, now }: DeliverNeeds, delivery: Delivery): Promise<void> {
  await store.deliveries.change({ ...delivery, changedAt: now(), version: delivery.version + 1 }, { jobs: [], log: null });
}

/** Written only where it changes: most deliveries of most webhooks are taken. Who changed the webhook meanwhile is right. */
async function noteHealth({ store, webhookBook, now }: DeliverNeeds, webhook: Webhook, outcome: Outcome): Promise<void> {
  const failingSince = outcome.outcome === 'taken' ? null : (webhook.failingSince ?? now());
  const reason = reasonToStop(webhook, outcome, now());
  if (failingSince === webhook.failingSince && reason === null) return;
  const state = reason === null ? webhook.state : 'off';
  const changed = { ...webhook, failingSince, reason, state, changedAt: now(), version: webhook.version + 1 } as const;
  await store.webhooks.change(changed, { jobs: [], log: null });
  webhookBook.forget(webhook.siteId);
}

function reasonToStop({ failingSince }: Webhook, { outcome, status, answer }: Outcome, now: number): string | null {
  if (outcome === 'taken') return null;
  if (outcome === 'gone') return `It answered ${status ?? answer}: it wants nothing any more.`;
  if (failingSince === null || now - failingSince < patienceMs) return null;
  const last = status === null ? answer : `The last answer was ${status}.`;
  return `It has taken nothing since ${new Date(failingSince).toISOString().slice(0, 10)}. ${last}`;
}

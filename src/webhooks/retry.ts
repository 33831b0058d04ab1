import type { Moderator } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import { noted, type WebhookNeeds, webhookById } from './change-webhooks.ts';
import { type Delivery, newDelivery } from './delivery.ts';

export interface RetryNeeds extends WebhookNeeds {
  readonly store: WebhookNeeds['store'] & { readonly deliveries: Pick<Store['deliveries'], 'byId' | 'change'> };
}

interface Which {
  readonly site: Site;
  readonly id: string;
  readonly deliveryId: string;
}

/**
 * Orders anew what failed or was dropped, with all its attempts before it. It keeps its id, by which a receiver knows what it had.
 * @throws Refusal `not-found`; `invalid` while the webhook is off; `stale` when it is on its way, or has arrived
 */
export async function retryDelivery(needs: RetryNeeds, by: Moderator, { site, id, deliveryId }: Which): Promise<Delivery> {
  const webhook = await webhookById(needs, site, id);
  const before = await needs.store.deliveries.byId(deliveryId);
  if (!before || before.siteId !== site.id || before.group !== id) return refuse('not-found');
  if (webhook.state !== 'on') refuseField('delivery', 'webhook-off', 'The webhook is off: switch it on first.');
  if (before.state !== 'failed' && before.state !== 'dropped') refuse('stale', { message: 'It is on its way, or has arrived.' });
  const delivery: Delivery = { ...newDelivery(before, needs.now()), version: before.version + 1 };
  // Its first job may not be forgotten yet.
  const key = `deliver:${deliveryId}:${delivery.version}`;
  const job = { id: needs.newId(), key, kind: 'deliver', subjectId: deliveryId, runAt: needs.now() } as const;
  const log = noted(needs, by, { webhook, did: 'tried again' });
  return (await needs.store.deliveries.change(delivery, { jobs: [job], log })) ? delivery : refuse('stale');
}

import { entryOf } from '../moderation/log-entry.ts';
import type { Moderator } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { WebhookPatch, WebhookRequest } from '../wire/webhooks.ts';
import { type AttemptNeeds, attempt } from './attempt.ts';
import { after } from './deliver.ts';
import { type Delivery, newDelivery } from './delivery.ts';
import { newWebhookSecret } from './sign.ts';
import { mostWebhooks, type Webhook } from './webhook.ts';
import type { WebhookBook } from './webhook-book.ts';

export interface WebhookNeeds extends AttemptNeeds {
  readonly store: AttemptNeeds['store'] & {
    readonly webhooks: Pick<Store['webhooks'], 'byId' | 'list' | 'add' | 'change'>;
    readonly deliveries: Pick<Store['deliveries'], 'add' | 'listOf'>;
  };
  readonly webhookBook: WebhookBook;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

/** Latest first. */
export async function webhooksOf({ store }: Pick<WebhookNeeds, 'store'>, site: Site): Promise<readonly Webhook[]> {
  return (await store.webhooks.list(site.id, null, 2 * mostWebhooks)).filter(({ state }) => state !== 'removed');
}

/** @throws Refusal `not-found`, for one of another site too */
export async function webhookById({ store }: Pick<WebhookNeeds, 'store'>, site: Site, id: string): Promise<Webhook> {
  const webhook = await store.webhooks.byId(id);
  return webhook?.siteId === site.id && webhook.state !== 'removed' ? webhook : refuse('not-found');
}

/** @throws Refusal `invalid` when the site has as many as it may */
export async function addWebhook(
  needs: WebhookNeeds,
  by: Moderator,
  { site, request }: { readonly site: Site; readonly request: WebhookRequest },
): Promise<Webhook> {
  if ((await webhooksOf(needs, site)).length >= mostWebhooks)
    refuseField('', 'too-many', `A site has at most ${mostWebhooks} webhooks.`);
  const [id, at] = [needs.newId(), needs.now()];
  const webhook: Webhook = {
    ...{ id, siteId: site.id, key: id, group: '', state: 'on', ...request, secret: newWebhookSecret(needs.randomBytes) },
    ...{ former: null, failingSince: null, reason: null, createdAt: at, changedAt: at, version: 1 },
  };
  await needs.store.webhooks.add(webhook, { jobs: [], log: noted(needs, by, { webhook, did: 'added' }) });
  needs.webhookBook.forget(site.id);
  return webhook;
}

/** Switching it on forgets why it was off. */
export function changeWebhook(needs: WebhookNeeds, by: Moderator, to: Of & { readonly patch: WebhookPatch }): Promise<Webhook> {
  const { url, events, format, state } = to.patch;
  return change(needs, by, {
    ...to,
    did: 'changed',
    into: (webhook) => ({
      ...webhook,
      url: url ?? webhook.url,
      events: events ?? webhook.events,
      format: format ?? webhook.format,
      state: state ?? webhook.state,
      ...(state === 'on' && { failingSince: null, reason: null }),
    }),
  });
}

const formerMs = 24 * 60 * 60_000;

/** The former secret signs beside the new one for a day, so that its receivers can be told in peace. */
export function renewSecret(needs: WebhookNeeds, by: Moderator, of: Of): Promise<Webhook> {
  const secret = newWebhookSecret(needs.randomBytes);
  const until = needs.now() + formerMs;
  const into = (webhook: Webhook): Webhook => ({ ...webhook, secret, former: { secret: webhook.secret, until } });
  return change(needs, by, { ...of, did: 'new secret', into });
}

export async function removeWebhook(needs: WebhookNeeds, by: Moderator, of: Of): Promise<void> {
  const into = (webhook: Webhook): Webhook => ({ ...webhook, state: 'removed', url: '', secret: '', former: null });
  await change(needs, by, { ...of, did: 'removed', into });
}

/** Sends a test now, whether it is on or off, and keeps what came of it among its deliveries. */
export async function tryWebhook(needs: WebhookNeeds, { site, id }: Of): Promise<Delivery> {
  const webhook = await webhookById(needs, site, id);
  const [own, at] = [needs.newId(), needs.now()];
  const about = { event: 'webhook.test', commentId: null, from: null, at } as const;
  const delivery = newDelivery({ id: own, siteId: site.id, key: `${id} ${own}`, group: id, ...about }, at);
  const outcome = await attempt(needs, webhook, delivery);
  const busy = { outcome: 'refused', status: null, answer: 'Its host was asked enough for now.', notBefore: null } as const;
  const tried = after(delivery, outcome.outcome === 'busy' ? busy : outcome, needs.now());
  const state = tried.state === 'delivered' ? 'delivered' : 'failed';
  return needs.store.deliveries.add({ ...tried, state, againAt: null }, { jobs: [], log: null });
}

interface Of {
  readonly site: Site;
  readonly id: string;
}

interface Turned extends Of {
  readonly did: string;
  readonly into: (webhook: Webhook) => Webhook;
}

async function change(needs: WebhookNeeds, by: Moderator, { site, id, did, into }: Turned): Promise<Webhook> {
  const before = await webhookById(needs, site, id);
  const webhook: Webhook = { ...into(before), changedAt: needs.now(), version: before.version + 1 };
  const log = noted(needs, by, { webhook: before, did });
  if (!(await needs.store.webhooks.change(webhook, { jobs: [], log }))) refuse('stale');
  needs.webhookBook.forget(site.id);
  return webhook;
}

/** The address itself is a secret where it is a chat's. */
export function noted(needs: WebhookNeeds, by: Moderator, { webhook, did }: { readonly webhook: Webhook; readonly did: string }) {
  const detail = { webhook: webhook.id, host: new URL(webhook.url).host, did };
  return entryOf(needs, by, { siteId: webhook.siteId, act: 'webhook', note: null, detail });
}

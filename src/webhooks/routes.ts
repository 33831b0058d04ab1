import type { Request, RequestHandler } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { DeliveriesQuery, RetryRequest, WebhookParams, WebhookPatch, WebhookRequest } from '../wire/webhooks.ts';
import { addWebhook, changeWebhook, removeWebhook, renewSecret, tryWebhook, webhookById, webhooksOf } from './change-webhooks.ts';
import { type RetryNeeds, retryDelivery } from './retry.ts';
import { deliveryView, webhookView } from './view.ts';
import type { Webhook } from './webhook.ts';

export type WebhookRouteNeeds = AuthenticateNeeds &
  RetryNeeds & {
    readonly store: AuthenticateNeeds['store'] & RetryNeeds['store'];
    readonly sites: Pick<SiteBook, 'bySlug' | 'byId'>;
  };

interface Asked {
  readonly moderator: Moderator;
  readonly site: Site;
  readonly request: Request;
}

type Answer = { readonly status?: number; readonly body?: object };

/** A route for a site's owners: what `handle` answers is what they get. */
const owned =
  (handle: (needs: WebhookRouteNeeds, asked: Asked) => Promise<Answer>) =>
  (needs: WebhookRouteNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    const site = await needs.sites.bySlug(String(request.params['site']));
    requireMay(moderator, 'own', site.id);
    const { status = 200, body } = await handle(needs, { moderator, site, request });
    response.status(status).set('Cache-Control', 'no-store');
    if (body === undefined) response.end();
    else response.json(body);
  };

const idOf = ({ params }: Request): string => WebhookParams.parse(params).id;

export const listWebhooksRoute = owned(async (needs, { site }) => {
  const listed = async (webhook: Webhook) => {
    const [last] = await needs.store.deliveries.listOf({ siteId: site.id, group: webhook.id }, null, 1);
    return { ...webhookView(webhook), last: last ? deliveryView(last) : null };
  };
  return { body: { webhooks: await Promise.all((await webhooksOf(needs, site)).map(listed)) } };
});

export const addWebhookRoute = owned(async (needs, { moderator, site, request }) => {
  const webhook = await addWebhook(needs, moderator, { site, request: WebhookRequest.parse(request.body) });
  return { status: 201, body: { webhook: webhookView(webhook), secret: webhook.secret } };
});

export const changeWebhookRoute = owned(async (needs, { moderator, site, request }) => {
  const patch = WebhookPatch.parse(request.body);
  return { body: { webhook: webhookView(await changeWebhook(needs, moderator, { site, id: idOf(request), patch })) } };
});

export const removeWebhookRoute = owned(async (needs, { moderator, site, request }) => {
  await removeWebhook(needs, moderator, { site, id: idOf(request) });
  return { status: 204 };
});

export const renewSecretRoute = owned(async (needs, { moderator, site, request }) => {
  const webhook = await renewSecret(needs, moderator, { site, id: idOf(request) });
  return { body: { webhook: webhookView(webhook), secret: webhook.secret } };
});

export const tryWebhookRoute = owned(async (needs, { site, request }) => ({
  body: { delivery: deliveryView(await tryWebhook(needs, { site, id: idOf(request) })) },
}));

export const retryDeliveryRoute = owned(async (needs, { moderator, site, request }) => {
  const { delivery: deliveryId } = RetryRequest.parse(request.body);
  const delivery = await retryDelivery(needs, moderator, { site, id: idOf(request), deliveryId });
  return { status: 202, body: { delivery: deliveryView(delivery) } };
});

export const deliveriesRoute = owned(async (needs, { site, request }) => {
  const { cursor = null, limit } = DeliveriesQuery.parse(request.query);
  const { id } = await webhookById(needs, site, idOf(request));
  const found = await needs.store.deliveries.listOf({ siteId: site.id, group: id }, cursor, limit + 1);
  const shown = found.slice(0, limit);
  return { body: { deliveries: shown.map(deliveryView), next: found.length > limit ? (shown.at(-1)?.id ?? null) : null } };
});

import { z } from 'zod';
import { commentId, pageUrl, siteSlug } from './text.ts';

/** What a site's owner may be told of. */
export const webhookEvents = [
  'comment.approved',
  'comment.held',
  'comment.spam',
  'comment.trashed',
  'comment.deleted',
  'comment.edited',
  'comment.reported',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const webhookFormats = ['json', 'slack', 'discord'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

const url = pageUrl.meta({
  description: 'Where to POST to: http or https, at most 2,000 characters',
  example: 'https://example.org/hook',
});
const events = z
  .array(z.enum(webhookEvents))
  .min(1)
  .max(webhookEvents.length)
  .refine((names) => new Set(names).size === names.length, 'Name each event once.')
  .meta({ uniqueItems: true });
const format = z.enum(webhookFormats).meta({ description: 'json: all fields. slack: text. discord: content' });
const state = z.enum(['on', 'off']);
const instant = z.iso.datetime();

export const WebhookRequest = z.strictObject({
  url,
  events: events.default(['comment.approved', 'comment.held', 'comment.reported']),
  format: format.default('json'),
});
export type WebhookRequest = z.infer<typeof WebhookRequest>;

export const WebhookPatch = z
  .strictObject({ url: url.optional(), events: events.optional(), format: format.optional(), state: state.optional() })
  .meta({ minProperties: 1 })
  .refine((patch) => Object.keys(patch).length > 0, 'Name what is to be changed.');
export type WebhookPatch = z.infer<typeof WebhookPatch>;

export const WebhookParams = z.object({ site: siteSlug, id: commentId.meta({ description: 'A webhook’s ULID' }) });

export const WebhookView = z.object({
  id: commentId,
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  format: z.enum(webhookFormats),
  state,
  reason: z.string().nullable().meta({ description: 'Why the service switched it off' }),
  failingSince: instant.nullable(),
  createdAt: instant,
});
export type WebhookView = z.infer<typeof WebhookView>;

/** `secret`: what its deliveries are signed with. It is told this once. */
export const WebhookSecretView = z.object({ webhook: WebhookView, secret: z.string() });
export type WebhookSecretView = z.infer<typeof WebhookSecretView>;
export const WebhookAnswer = z.object({ webhook: WebhookView });

export const DeliveriesQuery = z.strictObject({
  cursor: commentId.optional().meta({ description: 'The last id of an earlier answer' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** waiting: to be sent, for the first time or again. failed: given up. dropped: the webhook was off by then. */
export const DeliveryView = z.object({
  id: commentId.meta({ description: 'The header webhook-id' }),
  event: z.enum([...webhookEvents, 'webhook.test']),
  comment: commentId.nullable(),
  at: instant,
  state: z.enum(['waiting', 'delivered', 'failed', 'dropped']),
  attempts: z.int(),
  triedAt: instant.nullable(),
  againAt: instant.nullable(),
  status: z.int().nullable().meta({ description: 'Of the last answer, if there was one' }),
  answer: z.string().meta({ description: 'Its first 300 characters, or why there was none' }),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveriesView = z.object({ deliveries: z.array(DeliveryView), next: z.string().nullable() });
export type DeliveriesView = z.infer<typeof DeliveriesView>;
export const DeliveryAnswer = z.object({ delivery: DeliveryView });
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;

export const ListedWebhook = WebhookView.extend({
  last: DeliveryView.nullable().meta({ description: 'What it was last told, or is to be; null: nothing yet' }),
});
export type ListedWebhook = z.infer<typeof ListedWebhook>;
export const WebhooksView = z.object({ webhooks: z.array(ListedWebhook) });
export type WebhooksView = z.infer<typeof WebhooksView>;

export const RetryRequest = z.strictObject({
  delivery: commentId.meta({ description: 'A delivery that failed or was dropped' }),
});

/** What `json` sends. */
export const WebhookPayload = z.object({
  type: z.enum([...webhookEvents, 'webhook.test']),
  timestamp: instant,
  data: z.object({
    site: z.string(),
    page: z.object({ url: z.string(), title: z.string().nullable() }).nullable(),
    comment: z
      .object({
        id: commentId,
        type: z.enum(['comment', 'pingback', 'webmention', 'trackback']),
        parent: z.string().nullable(),
        status: z.enum(['approved', 'pending', 'spam', 'trash', 'deleted']),
        previousStatus: z.enum(['approved', 'pending', 'spam', 'trash', 'deleted']).nullable(),
        url: z.string().nullable(),
        author: z.object({ name: z.string(), url: z.string().nullable(), moderator: z.boolean() }).nullable(),
        text: z.string().nullable(),
        html: z.string().nullable(),
        source: z.string().nullable(),
        date: instant,
        edited: instant.nullable(),
        score: z.number(),
      })
      .nullable(),
  }),
});
export type WebhookPayload = z.infer<typeof WebhookPayload>;

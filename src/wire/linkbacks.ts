import { z } from 'zod';
import { commentId, pageUrl, siteSlug } from './text.ts';

const address = z.string().meta({ description: 'http or https, at most 2,000 characters' });

/** Webmention, section 3.1.2. What the addresses must be is said in plain words by the receiver. */
export const WebmentionRequest = z.object({ source: address.default(''), target: address.default('') });
export const WebmentionParams = z.object({ site: siteSlug, id: commentId });
export const TrackbackQuery = z.object({ url: pageUrl.meta({ description: 'The page that is meant' }) });

export const LinkbackStatus = z.object({
  url: z.string(),
  source: z.string(),
  target: z.string(),
  status: z.enum(['waiting', 'verified', 'failed', 'removed']),
  text: z.string(),
});
export type LinkbackStatus = z.infer<typeof LinkbackStatus>;

const endpoint = z.string().nullable();

export const DiscoverQuery = z.strictObject({ url: pageUrl });

/** What a page advertises, what is wrong with it, and who would find it. */
export const DiscoverView = z.object({
  url: z.string(),
  pingback: endpoint,
  webmention: endpoint,
  trackback: endpoint,
  problems: z.array(z.object({ code: z.string(), text: z.string() })),
  clients: z.array(z.object({ name: z.string(), finds: z.boolean(), why: z.string() })),
});
export type DiscoverView = z.infer<typeof DiscoverView>;

/** A page whose links are to be told of, or a feed or sitemap that names such pages. */
export const SendRequest = z
  .strictObject({ url: pageUrl.optional(), feed: pageUrl.optional(), sitemap: pageUrl.optional() })
  .refine((asked) => [asked.url, asked.feed, asked.sitemap].filter((one) => one !== undefined).length === 1, {
    message: 'Name one of url, feed and sitemap',
    path: ['url'],
  })
  .meta({ minProperties: 1, maxProperties: 1 });
export const SendAnswer = z.object({ accepted: z.literal(true) });

const instant = z.iso.datetime();

export const LinkbacksQuery = z.strictObject({
  cursor: commentId.optional().meta({ description: 'The last id of an earlier answer' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  way: z.enum(['in', 'out']).default('in'),
});

export const SentView = z.object({
  source: z.string(),
  target: z.string(),
  protocol: z.enum(['webmention', 'pingback']).nullable(),
  endpoint,
  outcome: z.enum(['sent', 'already', 'no-endpoint', 'refused', 'failed']),
  answer: z.string(),
});
export type SentView = z.infer<typeof SentView>;

/** What came in and went out, latest first. */
export const LinkbacksView = z.object({
  received: z.array(
    z.object({
      id: commentId,
      protocol: z.enum(['pingback', 'webmention', 'trackback']),
      source: z.string(),
      target: z.string(),
      state: z.enum(['waiting', 'linked', 'unlinked', 'gone', 'unreachable', 'closed']),
      text: z.string(),
      receivedAt: instant,
      checkedAt: instant.nullable(),
      comment: z.string().nullable(),
    }),
  ),
  sent: z.array(
    z.object({
      id: commentId,
      what: z.enum(['page', 'feed', 'sitemap']),
      url: z.string(),
      state: z.enum(['due', 'sent', 'failed']),
      changedAt: instant,
      links: z.array(SentView.omit({ source: true }).extend({ at: instant, removed: z.boolean() })),
    }),
  ),
  next: z.string().nullable(),
});
export type LinkbacksView = z.infer<typeof LinkbacksView>;

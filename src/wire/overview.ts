import { z } from 'zod';
import { PageAuthorView } from './moderation.ts';
import { commentId, pageUrl, siteName, siteSlug } from './text.ts';

const amount = z.int().min(0);
const counts = z.object({ pending: amount, approved: amount, spam: amount, trash: amount });
export const BySiteQuery = z.strictObject({ site: siteSlug });

export const SitesQuery = z.strictObject({ site: siteSlug.optional() });
export const SitesView = z.object({
  sites: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      hosts: z.array(z.string()),
      owner: z.boolean().meta({ description: 'Whether settings, people and tokens are open to the asker' }),
      counts: counts.nullable().meta({ description: 'Of the first 200 sites' }),
    }),
  ),
});
export type SitesView = z.infer<typeof SitesView>;

export const PagesQuery = z.strictObject({
  site: siteSlug,
  q: z.string().max(500).optional().meta({ description: 'Part of an address or a title' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: commentId.optional().meta({ description: 'The last page’s id of an earlier answer' }),
});
export const PagesView = z.object({
  pages: z.array(
    z.object({
      url: z.string(),
      title: z.string().nullable(),
      open: z.boolean(),
      said: z.boolean().nullable().meta({ description: 'What a moderator said; null: as the settings say' }),
      aged: z.boolean().meta({ description: 'Older than the site lets threads be' }),
      count: amount,
      author: PageAuthorView,
    }),
  ),
  next: z.string().nullable(),
});
export type PagesView = z.infer<typeof PagesView>;
export const PageUrl = pageUrl;

export const StatsQuery = z.strictObject({ site: siteSlug, days: z.coerce.number().int().min(1).max(366).default(30) });
const seconds = z.number().min(0).nullable();
const corrections = {
  caught: amount.meta({ description: 'Called spam without a moderator' }),
  missed: amount.meta({ description: 'Shown, and called spam by a moderator' }),
  mistakes: amount.meta({ description: 'Called spam, and approved by a moderator' }),
};
export const StatsView = z.object({
  days: z
    .array(
      z.object({
        ...{ day: z.iso.date(), ...counts.shape, ...corrections, decided: amount },
        medianSeconds: seconds.meta({ description: 'What waited and was decided on that day: half of it within these' }),
      }),
    )
    .meta({
      description: 'Oldest first, in UTC: what came on each day, by what became of it; what moderators did, on the day they did',
    }),
  spamShare: z.number().min(0).max(1).nullable(),
  decided: z
    .object({ count: amount, medianSeconds: seconds, p90Seconds: seconds })
    .meta({ description: 'Comments that waited, and how long from their arrival to a moderator’s decision' }),
  filter: z.object(corrections),
});
export type StatsView = z.infer<typeof StatsView>;

export const FilterView = z.object({
  decisions: amount.meta({ description: 'How many decisions it has learned from' }),
  days: amount.meta({ description: 'Over which `missed` and `mistakes` are counted' }),
  missed: amount,
  mistakes: amount,
  holdAt: z.number(),
  spamAt: z.number(),
  akismet: z.string().nullable().meta({ description: 'When it is asked; null: there is no key' }),
  checksOff: z.array(z.string()),
});
export type FilterView = z.infer<typeof FilterView>;

const jobKindNames = [
  ...(['expire-comments', 'shorten-addresses', 'close-threads', 'age-pages', 'trim-journals', 'expire-sessions'] as const),
  ...(['merge-page', 'clear-site', 'verify-linkback', 'send-linkbacks', 'watch-feeds', 'keep-days', 'trim-ledgers'] as const),
  ...(['learn', 'recheck', 'feedback', 'relearn', 'erase', 'announce', 'announce-decision', 'deliver', 'subscribe'] as const),
  ...(['tell-author', 'notify-moderators', 'invite-person', 'reset-password', 'send-mail'] as const),
] as const;

export const JobsQuery = z.strictObject({ state: z.literal('failed').default('failed'), site: siteSlug.optional() });
export const JobsView = z.object({
  jobs: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(jobKindNames),
      about: z.string().meta({ description: 'Id of what it is about; empty for what is about everything' }),
      site: z.string().nullable(),
      attempts: amount,
      error: z.string().nullable(),
      failedAt: z.iso.datetime().nullable(),
    }),
  ),
  trustProxy: z
    .string()
    .nullable()
    .meta({ description: 'To operators: the TRUST_PROXY that fits what forwarding headers came from, while it is off' }),
});
export type JobsView = z.infer<typeof JobsView>;

export const TokensQuery = z.strictObject({ site: siteSlug.optional() });
export const TokenRequest = z.strictObject({
  site: siteSlug,
  role: z.enum(['owner', 'moderator']).default('moderator'),
  name: siteName,
});
export const TokenView = z.object({
  id: z.string(),
  site: z.string(),
  role: z.enum(['owner', 'moderator']),
  name: z.string(),
  createdAt: z.iso.datetime(),
});
export const TokensView = z.object({ tokens: z.array(TokenView) });
export type TokensView = z.infer<typeof TokensView>;
export const NewTokenView = z.object({ id: z.string(), token: z.string().meta({ description: 'Said this once' }) });
export type NewTokenView = z.infer<typeof NewTokenView>;

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

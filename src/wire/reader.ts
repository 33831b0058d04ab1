import { z } from 'zod';
import { commentId, cursor, pageUrl, siteSlug } from './text.ts';

/** A thread as a page: a part of it by cursor, and whom the form replies to. */
export const ThreadPageQuery = z.strictObject({
  site: siteSlug,
  url: pageUrl,
  order: z.enum(['oldest', 'newest']).optional(),
  cursor: cursor.optional(),
  around: commentId.optional(),
  root: commentId.optional(),
  replyto: commentId.optional(),
});
export type ThreadPageQuery = z.infer<typeof ThreadPageQuery>;

export const DemoQuery = z.strictObject({ replyto: commentId.optional(), cursor: cursor.optional(), root: commentId.optional() });

import { z } from 'zod';
import { commentId, cursor, pageUrl, siteSlug } from './text.ts';

const instant = z.iso.datetime().meta({ description: 'RFC 3339 in UTC', example: '2026-11-24T12:00:00.000Z' });
const count = z.int().min(0);

export const AuthorView = z.object({
  name: z.string(),
  url: z.string().nullable(),
  avatar: z.string().nullable().meta({ description: 'A picture drawn from a keyed hash of site and displayed name' }),
  moderator: z.boolean(),
});

export type AuthorView = z.infer<typeof AuthorView>;

/** What a stranger may see of anything in a thread. */
export const CommentView = z
  .object({
    id: commentId,
    type: z.enum(['comment', 'pingback', 'webmention', 'trackback']),
    parent: z.string().nullable(),
    status: z.enum(['approved', 'pending', 'removed']),
    author: AuthorView.nullable(),
    html: z.string().nullable(),
    date: instant,
    edited: instant.nullable(),
    source: z.string().nullable(),
    get replies() {
      return z.array(CommentView);
    },
    moreReplies: z.object({ count, cursor: z.string() }).nullable(),
  })
  .meta({ id: 'Comment' });
export type CommentView = z.infer<typeof CommentView>;

export const ThreadView = z
  .object({
    page: z.object({ url: z.string().nullable(), title: z.string().nullable(), open: z.boolean() }),
    count: count.meta({ description: 'Approved, of every type' }),
    comments: z.array(CommentView),
    prev: z.string().nullable(),
    next: z.string().nullable(),
  })
  .meta({ id: 'Thread' });
export type ThreadView = z.infer<typeof ThreadView>;

const limit = z.coerce.number().int().min(1).max(100);

export const ThreadQuery = z
  .strictObject({
    site: siteSlug,
    url: pageUrl,
    order: z.enum(['oldest', 'newest']).optional(),
    limit: limit.optional(),
    cursor: cursor.optional(),
    around: commentId.optional().meta({ description: 'Answers the page of the thread that holds this comment' }),
    root: commentId.optional().meta({ description: 'Answers the replies under this top-level comment, from the cursor on' }),
  })
  .refine((query) => query.around === undefined || (query.cursor === undefined && query.root === undefined), {
    message: 'around stands alone: it takes neither cursor nor root',
    path: ['around'],
  });
export type ThreadQuery = z.infer<typeof ThreadQuery>;

export const PageQuery = z.strictObject({ site: siteSlug, url: pageUrl });
export const PageFeedQuery = z.strictObject({ url: pageUrl });

export const RecentQuery = z.strictObject({ site: siteSlug, limit: limit.default(20) });
export const RecentView = z.object({
  comments: z.array(CommentView.extend({ page: z.object({ url: z.string(), title: z.string().nullable() }) })),
});
export type RecentView = z.infer<typeof RecentView>;

const oneOrMore = z.union([pageUrl.transform((url) => [url]), z.array(pageUrl).min(1).max(100)]);
export const CountsQuery = z.strictObject({ site: siteSlug, url: oneOrMore });
export const CountsView = z.object({ counts: z.record(z.string(), count) });

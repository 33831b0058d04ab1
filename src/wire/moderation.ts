import { z } from 'zod';
import { Settings } from './settings.ts';
import { authorName, commentId, commentText, cursor, emailAddress, pageUrl, siteSlug, website } from './text.ts';
import { AuthorView, CommentView } from './thread.ts';

const queueStatus = z.enum(['pending', 'approved', 'spam', 'trash']);
export const anyStatus = z.enum([...queueStatus.options, 'deleted']);
export const commentTypes = ['comment', 'pingback', 'webmention', 'trackback'] as const;
const commentType = z.enum(commentTypes);
const limit = z.coerce.number().int().min(1).max(100);
const note = z.string().trim().max(1_000);

export const QueueListQuery = z.strictObject({
  site: siteSlug,
  status: queueStatus.default('pending'),
  type: commentType.optional(),
  reported: z.enum(['1']).optional().meta({ description: 'Only what readers reported' }),
  q: z.string().max(10_000).optional().meta({
    description: 'All terms must be there; email:, ip:, domain:, page:, author: narrow; comment: and an id alone name one',
  }),
  limit: limit.default(50),
  cursor: cursor.optional(),
});

export const ReasonView = z.object({ check: z.string(), weight: z.number(), text: z.string() });

const HistoryView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  who: z.string(),
  act: z.string(),
  from: z.string(),
  to: z.string(),
  note: z.string().nullable(),
  version: z.int().meta({ description: "The comment's afterwards" }),
});

const EditView = z.object({
  id: z.string().nullable().meta({ description: 'The entry of the log; null of an edit by its author' }),
  at: z.iso.datetime(),
  who: z.string().nullable().meta({ description: 'null: its author, or of a linkback its source' }),
  act: z.string().meta({ description: 'edit, or undo where one was taken back' }),
  fields: z.array(z.string()),
});
export type EditView = z.infer<typeof EditView>;

/** What a moderator may see of a comment. */
export const QueuedView = z
  .object({
    id: commentId,
    version: z.int(),
    type: commentType,
    status: anyStatus,
    parent: z.string().nullable(),
    author: AuthorView,
    email: z.string().nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    text: z.string(),
    html: z.string(),
    source: z.string().nullable(),
    leadsTo: z.string().nullable().meta({
      description: 'The domain of its source, its website or its first link that is not the site’s own: what a block is of',
    }),
    linkback: z
      .object({
        kind: z.enum(['mention', 'reply', 'like', 'repost', 'bookmark']),
        title: z.string().nullable(),
        excerpt: z.string().nullable(),
        published: z.iso.datetime().nullable(),
      })
      .nullable()
      .meta({ description: 'What the source says of itself; null for a comment' }),
    date: z.iso.datetime(),
    edited: z.iso.datetime().nullable(),
    page: z.object({ url: z.string(), title: z.string().nullable() }),
    approvedBefore: z.int().min(0).meta({ description: 'Approved comments of this email on the site, itself not counted' }),
    answers: z
      .object({ id: commentId, name: z.string(), status: anyStatus, excerpt: z.string() })
      .nullable()
      .meta({ description: 'The comment that it replies to, and the beginning of its text' }),
    verdict: z.object({ score: z.number(), reasons: z.array(ReasonView) }),
    reports: z.array(z.object({ reason: z.string(), text: z.string().nullable(), at: z.iso.datetime() })),
    history: z.array(HistoryView),
    edits: z.array(EditView).meta({ description: 'Who changed its words, the oldest first' }),
  })
  .meta({ id: 'QueuedComment' });
export type QueuedView = z.infer<typeof QueuedView>;

const amount = z.int().min(0);
export const QueueView = z.object({
  comments: z.array(QueuedView),
  next: z
    .string()
    .nullable()
    .meta({ description: 'A search may find fewer than `limit`, or none yet, and go on from here; null at the end' }),
  counts: z.object({ pending: amount, approved: amount, spam: amount, trash: amount }),
});
export type QueueView = z.infer<typeof QueueView>;

/** No decision takes more. */
export const mostDecided = 500;
export const DecisionRequest = z
  .strictObject({
    ids: z.array(commentId).min(1).max(mostDecided).optional(),
    items: z
      .array(z.strictObject({ id: commentId, version: z.int().min(1) }))
      .min(1)
      .max(mostDecided)
      .optional(),
    to: z.enum(['approved', 'pending', 'spam', 'trash', 'deleted']),
    note: note.optional(),
  })
  .refine((request) => (request.ids === undefined) !== (request.items === undefined), {
    message: 'Name the comments either by ids or by items, each with its version',
    path: ['ids'],
  });
export type DecisionRequest = z.infer<typeof DecisionRequest>;

export const LookAlike = z.object({
  id: commentId,
  version: z.int(),
  status: z.enum(['pending', 'approved']),
  why: z
    .enum(['link', 'text', 'address'])
    .meta({ description: 'A link to the same host, nearly the same words, the same address' }),
});
export type LookAlike = z.infer<typeof LookAlike>;

export const DecisionAnswer = z.object({
  changed: amount,
  stale: z.array(z.string()),
  undo: z.string().nullable(),
  after: z
    .array(z.object({ id: commentId, status: anyStatus, version: z.int() }))
    .meta({ description: 'What it changed, as it is now: for a decision on the same' }),
  since: z
    .array(z.object({ id: commentId, text: z.string() }))
    .meta({ description: 'Of an undo: what was done since to each that is left alone' }),
  alike: z.array(LookAlike).meta({ description: 'What looks like a comment that was called spam, for one more decision' }),
});
export type DecisionAnswer = z.infer<typeof DecisionAnswer>;
export const UndoRequest = z.strictObject({ id: z.string().min(1).max(64) });

export const ModeratorEditRequest = z.strictObject({
  text: commentText.optional(),
  authorName: authorName.optional(),
  authorEmail: emailAddress.nullable().optional(),
  authorUrl: website.nullable().optional(),
  version: z.int().min(1).optional().meta({ description: 'Refuses with stale when the comment changed since' }),
});
export type ModeratorEditRequest = z.infer<typeof ModeratorEditRequest>;

const outcome = z.enum(['approve', 'hold', 'spam']);

export const OneQueuedView = z.object({ comment: QueuedView });
export type OneQueuedView = z.infer<typeof OneQueuedView>;

export const AmendView = OneQueuedView.extend({ undo: z.string().meta({ description: 'Takes the edit back' }) });
export type AmendView = z.infer<typeof AmendView>;

export const WhyView = z.object({
  id: commentId,
  kept: z.object({ score: z.number(), reasons: z.array(ReasonView) }).meta({ description: 'The verdict as it was stored' }),
  now: z
    .object({ outcome, score: z.number(), reasons: z.array(ReasonView) })
    .meta({ description: 'What the rules and the filter would say today' }),
  holdAt: z.number(),
  spamAt: z.number(),
  decisions: amount.meta({ description: 'How many decisions the filter of this site has learned from' }),
});

export const RejudgeRequest = z.strictObject({
  site: siteSlug,
  settings: Settings.partial()
    .default({})
    .meta({ description: 'Rules to try in the place of those in force; they are not kept' }),
  last: z.int().min(1).max(500).default(100),
  apply: z.boolean().default(false).meta({ description: 'Gives those that wait what they would get' }),
});
export type RejudgeRequest = z.infer<typeof RejudgeRequest>;

export const Rejudged = z.object({
  looked: amount,
  changed: amount,
  applied: amount,
  changes: z.array(
    z.object({
      ...{ id: commentId, from: outcome, to: outcome, score: z.number(), reasons: z.array(ReasonView) },
      name: z.string(),
      excerpt: z.string().meta({ description: 'The beginning of its text' }),
    }),
  ),
});
export type Rejudged = z.infer<typeof Rejudged>;

export const TryRequest = z.strictObject({
  settings: Settings.partial().meta({ description: 'Rules to try in the place of those in force' }),
  last: z.int().min(1).max(500).default(100),
});
export type TryRequest = z.infer<typeof TryRequest>;
export const Tried = Rejudged.omit({ applied: true });
export type Tried = z.infer<typeof Tried>;

export const ReplyRequest = z.strictObject({
  text: commentText,
  version: z.int().min(1).optional().meta({ description: 'Of what it answers: refuses with stale when that changed since' }),
});
export const ReplyView = z.object({
  comment: CommentView,
  undo: z.string().meta({ description: 'Takes back the reply, and with it the approval of what it answers' }),
});
export type ReplyView = z.infer<typeof ReplyView>;
export const PageAuthorView = z
  .object({
    name: z.string().nullable(),
    email: z.string().meta({ description: 'Never published' }),
    from: z.enum(['moderator', 'feed', 'import']),
  })
  .nullable()
  .meta({ description: 'Who wrote it, and hears of its comments by mail' });

export const PageChangeRequest = z
  .strictObject({
    site: siteSlug,
    url: pageUrl,
    open: z.boolean().nullable().optional().meta({ description: 'Whether its thread takes comments; null: as the settings say' }),
    author: z
      .strictObject({ name: authorName.optional(), email: emailAddress })
      .nullable()
      .optional()
      .meta({ description: 'Who wrote it; null: nobody is told, whatever a feed says' }),
  })
  .refine(({ open, author }) => open !== undefined || author !== undefined, {
    message: 'Say whether it is open, or who wrote it.',
    path: ['open'],
  });
export const PageStateView = z.object({
  url: z.string(),
  title: z.string().nullable(),
  open: z.boolean(),
  count: amount,
  author: PageAuthorView,
});

import { z } from 'zod';
import {
  authorName,
  commentId,
  commentText,
  emailAddress,
  idempotencyKey,
  languageTag,
  pageTitle,
  pageUrl,
  siteSlug,
  website,
} from './text.ts';
import { CommentView } from './thread.ts';

const judged = {
  formToken: z.string().max(200).optional().meta({ description: 'From the form call: a signed time' }),
  topic: z.string().max(1_000).optional().meta({ description: 'Leave empty' }),
};

/** What a visitor may say. Nothing else of a comment is theirs to set. */
export const SubmitRequest = z.strictObject({
  site: siteSlug,
  url: pageUrl,
  title: pageTitle.optional(),
  parent: commentId.nullish(),
  name: authorName.optional(),
  email: emailAddress.optional(),
  website: website.nullish(),
  text: commentText,
  subscribe: z.enum(['replies', 'thread']).optional(),
  ...judged,
});
export type SubmitRequest = z.infer<typeof SubmitRequest>;

export const SubmitHeaders = z.object({ 'idempotency-key': idempotencyKey.optional() });

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);

/** The same as a form without JavaScript sends it, where an empty field is one not filled in. */
export const SubmitForm = z.strictObject({
  ...SubmitRequest.shape,
  title: z.preprocess(blankIsAbsent, SubmitRequest.shape.title),
  parent: z.preprocess(blankIsAbsent, SubmitRequest.shape.parent),
  name: z.preprocess(blankIsAbsent, SubmitRequest.shape.name),
  email: z.preprocess(blankIsAbsent, SubmitRequest.shape.email),
  subscribe: z.preprocess(blankIsAbsent, SubmitRequest.shape.subscribe),
  lang: z.preprocess(blankIsAbsent, languageTag.optional()),
  back: z
    .preprocess(blankIsAbsent, z.literal('thread').optional())
    .meta({ description: 'Leads to the thread’s own page while the comment waits, where its author sees it' }),
});

export type SubmitForm = z.infer<typeof SubmitForm>;
const ProofTask = z
  .object({ challenge: z.string(), bits: z.int() })
  .meta({ description: 'Where the site takes proof of work and the comment waits: a task whose solution may release it' });
export const ProofRequest = z.strictObject({
  nonce: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .meta({ description: 'SHA-256 of `challenge.nonce` begins with `bits` zero bits' }),
});

export const SubmitAnswer = z
  .object({ comment: CommentView, editToken: z.string(), editUntil: z.iso.datetime(), proofOfWork: ProofTask.optional() })
  .meta({ id: 'Submitted' });
export type SubmitAnswer = z.infer<typeof SubmitAnswer>;

export const EditRequest = z.strictObject({ text: commentText });
export const OwnView = z.object({ comment: CommentView, editUntil: z.iso.datetime() });
export type OwnView = z.infer<typeof OwnView>;
export const IdParams = z.object({ id: commentId });

export const PreviewRequest = z.strictObject({ site: siteSlug, text: commentText });
export const PreviewAnswer = z.object({ html: z.string() });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

export const ReportRequest = z.strictObject({
  reason: z.string().trim().min(1).max(200),
  text: z.string().trim().max(2_000).optional(),
});

const days = z.int().min(0);

/** What is kept of a commenter and for how long, for the notice beside the form. */
export const PrivacyView = z.object({
  ipDays: days.meta({ description: 'Days after which an IP address is shortened' }),
  spamDays: days,
  trashDays: days,
  akismet: z.boolean().meta({ description: 'Whether comments are sent to Akismet' }),
});
export type PrivacyView = z.infer<typeof PrivacyView>;

export const FormView = z.object({
  open: z.boolean(),
  requireNameAndEmail: z.boolean(),
  subscribe: z.boolean().meta({ description: 'Whether replies can be told of by mail' }),
  maxDepth: z.int().min(1).meta({ description: 'Levels of replies; a deeper one is shown at the deepest' }),
  limits: z.object({ name: z.int(), email: z.int(), website: z.int(), title: z.int(), url: z.int(), text: z.int() }),
  formToken: z.string(),
  policy: z.string().nullable().meta({ description: 'The owner’s comment policy, plain text' }),
  privacy: PrivacyView,
});
export type FormView = z.infer<typeof FormView>;

import { z } from 'zod';
import { anyStatus } from './moderation.ts';
import { commentId, cursor, siteSlug } from './text.ts';

const acts = [
  ...(['decide', 'undo', 'rejudge', 'edit', 'reply', 'reports', 'retry', 'open-page', 'settings', 'site', 'page'] as const),
  ...(['people', 'token', 'linkback', 'account', 'webhook', 'block', 'erase'] as const),
] as const;
export type Act = (typeof acts)[number];

/** Names of what an entry may say of its act. */
export type Fact =
  | ('to' | 'from' | 'comment' | 'version' | 'fields' | 'reports' | 'approval' | 'undoes' | 'kind' | 'job' | 'why' | 'did' | 'by')
  | ('page' | 'open' | 'author' | 'moved' | 'merged' | 'into' | 'keys' | 'webhook' | 'host' | 'block' | 'days' | 'lifted')
  | (
      | 'role'
      | 'setUp'
      | 'added'
      | 'changed'
      | 'removed'
      | 'reset'
      | 'signedOut'
      | 'created'
      | 'revoked'
      | 'renewed'
      | 'used'
      | 'left'
    )
  | ('ordered' | 'erased' | 'comments' | 'amended' | 'lessons' | 'notes' | 'articles' | 'blocks' | 'mails' | 'subscriptions');

const time = z.iso.datetime({ offset: true });

const filter = {
  site: siteSlug.optional(),
  who: z.string().min(1).max(200).optional().meta({ description: 'Part of a name' }),
  act: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .meta({ description: 'decide, undo, edit, reply, settings …', example: 'decide' }),
  since: time.optional(),
  until: time.optional(),
  comment: commentId.optional().meta({ description: 'What happened to this comment' }),
};

export const LogFilter = z.strictObject(filter);
export type LogFilter = z.infer<typeof LogFilter>;
export const LogQuery = z.strictObject({
  ...filter,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: cursor.optional(),
});
export const LogExportQuery = z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']).default('jsonl') });

export const LogEntryView = z.object({
  id: z.string(),
  site: z.string().nullable(),
  at: z.iso.datetime(),
  who: z.string(),
  act: z.enum(acts),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type LogEntryView = z.infer<typeof LogEntryView>;

const LogSubject = z
  .object({
    id: commentId,
    status: anyStatus,
    name: z.string().meta({ description: 'Its author; empty once it is deleted' }),
    excerpt: z.string().meta({ description: 'The beginning of its text as it is now' }),
    page: z
      .object({ url: z.string(), title: z.string().nullable() })
      .nullable()
      .meta({ description: 'null once it is not known' }),
    others: z.int().min(0).meta({ description: 'How many more comments the same act changed' }),
  })
  .meta({ description: 'The comment that an act was done to, the first of several' });
export type LogSubject = z.infer<typeof LogSubject>;

const LogPerson = z
  .object({ id: z.string(), name: z.string().nullable(), email: z.string() })
  .meta({ description: 'To whom an act on people was done, while they are known' });
export type LogPerson = z.infer<typeof LogPerson>;

const ListedEntryView = LogEntryView.extend({ about: LogSubject.nullable(), person: LogPerson.nullable() });
export type ListedEntryView = z.infer<typeof ListedEntryView>;
export const LogView = z.object({ entries: z.array(ListedEntryView), next: z.string().nullable() });
export type LogView = z.infer<typeof LogView>;

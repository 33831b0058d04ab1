import { z } from 'zod';
import { authorName, commentId, cursor, emailAddress, languageTag, siteSlug } from './text.ts';

const amount = z.int().min(0);
const limit = z.coerce.number().int().min(1).max(100);
const rowId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'This is no id.');
const kind = z
  .enum(['author', 'email', 'address', 'domain'])
  .meta({ description: 'author: a name and an email together; domain: a host with all below it' });

export const BlockRequest = z
  .strictObject({
    kind,
    comment: commentId.optional().meta({ description: 'Blocks whom this comment of the site is by, or where it leads to' }),
    value: z
      .string()
      .trim()
      .min(1)
      .max(260)
      .optional()
      .meta({ description: 'An email (also of an author), an address or a network (203.0.113.0/24), a domain' }),
    name: authorName.optional().meta({ description: 'The author’s, beside the email' }),
    prefix: z
      .int()
      .min(16)
      .max(128)
      .optional()
      .meta({ description: 'Of the comment’s address, so many bits count: 24 or 16, of IPv6 64, 56 or 48' }),
    days: z.int().min(1).max(3_650).nullable().meta({ description: 'null: for good' }),
    note: z.string().trim().max(1_000).optional(),
  })
  .refine((request) => (request.comment === undefined) !== (request.value === undefined), {
    message: 'Name whom to block either by a comment or by a value',
    path: ['value'],
  })
  .refine((request) => request.value === undefined || (request.kind === 'author') === (request.name !== undefined), {
    message: 'An author has a name beside the email, and nobody else has one',
    path: ['name'],
  })
  .refine((request) => request.prefix === undefined || (request.kind === 'address' && request.comment !== undefined), {
    message: 'A prefix is of a comment’s address; with a value it stands behind the address, as in 203.0.113.0/24',
    path: ['prefix'],
  });
export type BlockRequest = z.infer<typeof BlockRequest>;

export const BlockView = z
  .object({
    id: rowId,
    kind,
    value: z.string().meta({ description: 'The address shortened for those who may not see it whole' }),
    name: z.string().nullable(),
    by: z.string(),
    note: z.string().nullable(),
    createdAt: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
    inForce: z.boolean(),
  })
  .meta({ id: 'Block' });
export type BlockView = z.infer<typeof BlockView>;

export const BlocksQuery = z.strictObject({ limit: limit.default(50), cursor: rowId.optional() });
export const BlocksView = z.object({ blocks: z.array(BlockView), next: rowId.nullable() });
export type BlocksView = z.infer<typeof BlocksView>;
export const ByBlock = z.object({ site: siteSlug, id: rowId });

export const PersonRequest = z.strictObject({
  email: emailAddress,
  site: siteSlug.optional().meta({ description: 'On this site alone; else on all that the asker owns' }),
});
export const PersonExportRequest = PersonRequest.extend({ cursor: cursor.optional() });

const Fields = z.record(z.string(), z.unknown());
export const PersonExport = z.object({
  email: z.string(),
  held: z.record(z.string(), z.array(Fields)).meta({
    description: 'Everything held about the person on the asker’s sites, by what it is; comments at most 100 at a time',
  }),
  next: cursor.nullable(),
});
export type PersonExport = z.infer<typeof PersonExport>;

export const ErasureView = z
  .object({
    id: rowId,
    state: z
      .enum(['erasing', 'clearing', 'done'])
      .meta({ description: 'clearing: nobody finds it any more, and it leaves the database’s own indexes and logs' }),
    orderedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    erased: z.record(z.string(), amount).meta({ description: 'What was taken out so far, by what it was' }),
    kept: z.array(z.string()).meta({ description: 'Sentences: what is kept, and why' }),
    follows: z.array(z.string()).meta({ description: 'Sentences: what will follow, and when' }),
  })
  .meta({ id: 'Erasure' });
export type ErasureView = z.infer<typeof ErasureView>;

export const ByErasure = z.object({ id: rowId });
export const RetentionQuery = z.strictObject({ site: siteSlug, lang: languageTag.optional() });

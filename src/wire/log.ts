import { z } from 'zod';
import { commentId, cursor, siteSlug } from './text.ts';

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
  act: z.string(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type LogEntryView = z.infer<typeof LogEntryView>;
export const LogView = z.object({ entries: z.array(LogEntryView), next: z.string().nullable() });
export type LogView = z.infer<typeof LogView>;

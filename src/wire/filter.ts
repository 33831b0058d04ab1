import { z } from 'zod';
import { commentTypes } from './moderation.ts';

const field = z.string().max(2_000).nullish();

/** One line of a file for `filter learn` and `filter judge`. What spammers send need not fit what a form takes. */
export const FilterRecord = z.strictObject({
  label: z.enum(['ham', 'spam']).optional(),
  type: z.enum(commentTypes).optional(),
  name: field,
  email: field,
  website: field,
  text: z.string().max(65_525),
});
export type FilterRecord = z.infer<typeof FilterRecord>;

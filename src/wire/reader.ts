import { z } from 'zod';
import { commentId, languageTag, pageTitle, siteSlug } from './text.ts';
import { ThreadQuery } from './thread.ts';

/** A thread as a page, or its list alone: which part of it, in which language, and whom the form replies to. */
export const ThreadPageQuery = ThreadQuery.safeExtend({
  lang: languageTag.optional().meta({ description: 'Instead of the site’s language' }),
  title: pageTitle.optional().meta({ description: 'The page’s title, handed on with what is posted; shows nowhere here' }),
  replyto: commentId.optional().meta({ description: 'The form replies to this comment' }),
  own: z.string().max(200).optional().meta({ description: 'From a posted form: shows its author the comment that waits' }),
  fragment: z.literal('1').optional().meta({ description: 'The list alone, for a page that includes it' }),
});
export type ThreadPageQuery = z.infer<typeof ThreadPageQuery>;

export const InstallQuery = z.strictObject({ site: siteSlug.optional() });

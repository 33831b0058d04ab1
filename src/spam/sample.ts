import type { Comment } from '../comments/comment.ts';
import type { Sample } from './filter/reading.ts';

/** What the filter reads of a comment or linkback; of a linkback its source's title as well. */
export function sampleOf({ author, text, source }: Pick<Comment, 'author' | 'text' | 'source'>): Sample {
  const said = [source?.title, text, source !== null && !text.includes(source.url) ? source.url : null];
  return {
    name: author.name,
    email: author.email,
    website: author.website,
    text: said.filter((part) => part !== null && part !== undefined && part !== '').join('\n'),
  };
}

import type { Comment } from '../comments/comment.ts';
import { type Check, hold, nothing, spam } from '../moderation/check.ts';
import { findWord } from './find-word.ts';

/** WordPress' "Disallowed Comment Keys". */
export const blockedWords: Check = {
  name: 'blocked-words',
  look: ({ comment, site }) => {
    const hit = hitOf(comment, site.settings.blockedWords);
    return hit ? spam(`${hit} the list of blocked words.`, 6) : nothing;
  },
};

/** WordPress' "Comment Moderation" keys. */
export const heldWords: Check = {
  name: 'held-words',
  look: ({ comment, site }) => {
    const hit = hitOf(comment, site.settings.heldWords);
    return hit ? hold(`${hit} the list of held words.`, 1) : nothing;
  },
};

/** The beginning of a sentence about the first word that hit, as WordPress' `wp_check_comment_disallowed_list` finds it. */
function hitOf(comment: Comment, words: readonly string[]): string | null {
  const places = placesOf(comment).filter((place) => place.text);
  const found = findWord(
    words,
    places.map(({ text }) => text ?? ''),
  );
  if (!found) return null;
  const name = places[found.textIndex]?.name;
  // The verdict outlives the address (`ipDays`) and is read by those who may not see it whole.
  return name === 'address' ? 'The address is on' : `“${found.word}” in the ${name} is on`;
}

interface Place {
  readonly name: string;
  readonly text: string | null | undefined;
}

/** The text stands here as written and as read: markup must not cut a word in two. */
function placesOf({ author, text, html, source, address, userAgent }: Comment): readonly Place[] {
  return [
    { name: 'name', text: author.name },
    { name: 'email', text: author.email },
    { name: 'website', text: author.website },
    { name: 'text', text },
    { name: 'text', text: html.replace(/<[^<>]*>/g, '') },
    { name: 'source', text: source?.url },
    { name: 'address', text: address },
    { name: 'user agent', text: userAgent },
  ];
}

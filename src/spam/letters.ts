import { type Check, evidence, nothing } from '../moderation/check.ts';
import { countStyled, isMixed } from './filter/fold.ts';
import { readingOf } from './reading-of.ts';

/** Letters in a dress, or of several alphabets in one word: they are typed to get past filters. A name in them is a matter of taste. */
export const letters: Check = {
  name: 'letters',
  look: ({ comment }) => {
    const { styled, mixed, cleaned } = readingOf(comment);
    if (mixed > 3) return evidence(1.5, `${mixed} words mix letters of several alphabets.`);
    if (styled > 3) return evidence(1.2, `${styled} letters are styled ones that no keyboard types.`);
    if (cleaned.invisible > 3) return evidence(1.5, `${cleaned.invisible} characters in it are invisible.`);
    const { name } = comment.author;
    return countStyled(name) > 3 || isMixed(name) ? evidence(0.5, 'The name is written in styled or mixed letters.') : nothing;
  },
};

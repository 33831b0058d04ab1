import { type Check, hint, nothing } from '../moderation/check.ts';
import { readingOf } from './reading-of.ts';

const leastLetters = 20;
const noVowels = /^[bcdfghjklmnpqrstvwxz]{6,}$/;

/** Shouting, or keys pressed at random, as bots do to see whether they get through. */
export const noise: Check = {
  name: 'noise',
  look: ({ comment }) => {
    const { cleaned, words } = readingOf(comment);
    const cased = cleaned.text.match(/\p{Lu}|\p{Ll}/gu)?.length ?? 0;
    const capitals = cleaned.text.match(/\p{Lu}/gu)?.length ?? 0;
    if (cased >= leastLetters && capitals > cased * 0.8) return hint(0.8, 'Nearly all of it is in capitals.');
    const random = words.filter((word) => noVowels.test(word.toLowerCase()) || isMash(word.toLowerCase())).length;
    return random > 0 && random >= words.length / 3 ? hint(1.2, 'It looks like keys pressed at random.') : nothing;
  },
};

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

function isMash(word: string): boolean {
  return word.length > 4 && rows.some((row) => row.includes(word.slice(0, 5)));
}

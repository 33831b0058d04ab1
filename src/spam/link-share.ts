import { type Check, evidence, nothing } from '../moderation/check.ts';
import { linkMark } from './filter/clean.ts';
import { readingOf } from './reading-of.ts';

const many = 3;

/** Many links, or hardly a word beside them. Two in a sentence or three are an ordinary comment. */
export const linkShare: Check = {
  name: 'link-share',
  look: ({ comment }) => {
    const { cleaned, words } = readingOf(comment);
    const count = cleaned.links;
    const written = words.filter((word) => word !== linkMark).length;
    if (count >= many && written / count < 8) {
      return evidence(Math.min(4, 1 + count / 4), `${count} links among ${written} words.`);
    }
    if (count > 0 && written === 0) return evidence(0.3, 'It is a link and nothing else.');
    return nothing;
  },
};

import { type Check, hint, nothing } from '../moderation/check.ts';
import { flatteryOf } from './filter/flattery.ts';
import { foldWord } from './filter/fold.ts';
import { readingOf } from './reading-of.ts';

const leastFlattery = 0.5;

/** Praise of the page that would fit any page. With a website behind it, it is an advertisement for that. */
export const emptyPraise: Check = {
  name: 'empty-praise',
  look: async ({ comment }, { thread }) => {
    const reading = readingOf(comment);
    const flattery = flatteryOf(reading);
    if (flattery < leastFlattery) return nothing;
    const spoken = [comment.titleHint ?? '', ...(await thread(comment.pageId)).map(({ text }) => text)].join(' ');
    const shared = sharedWords(reading.folded, spoken);
    if (shared > 2) return nothing;
    const weight = 0.5 + flattery * 0.4 + (reading.websiteHost === '' ? 0 : 0.8);
    return hint(weight, 'It praises the page without a word on what stands in it.');
  },
};

/** Longer words that the text has in common with the page. */
function sharedWords(folded: readonly string[], spoken: string): number {
  const words = new Set((spoken.match(/\p{L}{6,}/gu) ?? []).map(foldWord));
  return new Set(folded.filter((word) => word.length > 5 && words.has(word) && !generic.has(word))).size;
}

const generic = new Set(
  'article website comment really thanks reading interesting everything something through should please'.split(' '),
);

import { type Check, evidence, nothing } from '../moderation/check.ts';
import { foldText } from './filter/fold.ts';
import { goods, thrownAway } from './filter/hosts.ts';
import { readingOf } from './reading-of.ts';

const wares =
  /\b(?:best|cheap|buy|online|free|download|casino|loans?|seo|services?|agency|company|near me|reviews?|price|discount|sale)\b/;

/** A website field or a name that sells: nobody's name is what their shop is found by. */
export const sellingWebsite: Check = {
  name: 'selling-website',
  look: ({ comment }) => {
    const { websiteHost } = readingOf(comment);
    const name = foldText(comment.author.name).toLowerCase();
    const sellsByName = wares.test(name) && name.split(/\s+/).length > 1;
    const sellsByHost = websiteHost !== '' && goods.test(websiteHost);
    if (sellsByName && websiteHost !== '') return evidence(2, 'The name is what a shop wants to be found by.');
    if (sellsByHost) return evidence(1.5, `The website ${websiteHost} sounds like a shop.`);
    if (thrownAway.test(websiteHost)) return evidence(0.8, `Hosts like ${websiteHost} are mostly given up within weeks.`);
    return /https?:|www\.|\.(?:com|net|org|ru)\b/.test(name) ? evidence(1.5, 'The name is an address.') : nothing;
  },
};

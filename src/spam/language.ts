import { type Check, hint, nothing } from '../moderation/check.ts';
import { guessLanguage } from './guess-language.ts';

const leastComments = 3;

/** A language that nobody else writes in on this page. People do that too, so that it does not weigh much. */
export const language: Check = {
  name: 'language',
  look: async ({ comment, site }, { thread }) => {
    const mine = guessLanguage(comment.text);
    if (mine === null || site.settings.locale.startsWith(mine)) return nothing;
    const others = (await thread(comment.pageId)).map(({ text }) => guessLanguage(text)).filter((guess) => guess !== null);
    if (others.length < leastComments || others.includes(mine)) return nothing;
    return hint(1, `It seems to be in another language (${mine}) than the rest of the thread (${others[0]}).`);
  },
};

import { type Check, evidence, hint, nothing } from '../moderation/check.ts';
import { isAlike, type Trace, traceOf } from './trace.ts';

/** The same words again, but for a few, anywhere on the site. What the same author says twice on one page is another check's. */
export const nearDuplicate: Check = {
  name: 'near-duplicate',
  look: async ({ comment }, { recent }) => {
    const mine = traceOf(comment);
    if (mine.likeness === null) return nothing;
    const { likeness } = mine;
    const alike = (await recent.traces(comment.siteId)).filter(
      (other) =>
        other.likeness !== null && isAlike(likeness, other.likeness) && other.id !== mine.id && !isSameThere(other, mine),
    );
    if (alike.length === 0) return nothing;
    const spam = alike.filter((other) => other.status === 'spam').length;
    if (spam > 0)
      return evidence(4, `It says nearly the same as ${times(spam, 'comment')} that ${spam > 1 ? 'are' : 'is'} spam here.`);
    // People answer a question alike, and greet alike: without a link it holds only together with something else.
    const most = mine.owners.length > 0 ? 3 : 1.5;
    return hint(
      Math.min(most, 0.5 + alike.length),
      `It says nearly the same as ${times(alike.length, 'other comment')} of this site.`,
    );
  },
};

function isSameThere(other: Trace, mine: Trace): boolean {
  return other.author === mine.author && other.pageId === mine.pageId;
}

function times(count: number, what: string): string {
  return `${count} ${what}${count > 1 ? 's' : ''}`;
}

import { type Check, doubt, evidence, nothing } from '../moderation/check.ts';
import { judge, type Opinion } from './filter/classifier.ts';
import { readingOf } from './reading-of.ts';

/** Where the walk stands when nothing speaks for or against a comment, so that the site's line to hold is a score of 0.5. */
const atRest = 2;

/**
 * What the words say, by what this site's moderators taught. Only where the site knows these words may it call a comment spam; in
 * unknown territory it holds at most.
 */
export const classifier: Check = {
  name: 'classifier',
  look: async ({ comment }, { learned }) => {
    const known = await learned(comment.siteId);
    const opinion = judge(known, readingOf(comment));
    const weight = weightOf(opinion);
    if (Math.abs(weight) < 0.05) return nothing;
    const text = sentenceOf(opinion, weight, known.decisions);
    return opinion.outcome === 'spam' || weight < 0 ? evidence(weight, text) : doubt(weight, text);
  },
};

const least = -1.5;
const most = 8;
/** Before anything was taught a text without a tell stands this far below the line to hold. */
const restBelowLine = 0.75;

/**
 * Log-odds from the site's line to hold; below it so much more that a text without a tell weighs nothing. However good the words, other
 * checks keep their say.
 */
function weightOf({ z, thresholds: { hold } }: Opinion): number {
  const beyond = z - hold;
  const weight = (beyond > 0 ? beyond : (beyond * atRest) / restBelowLine) + atRest;
  return rounded(Math.min(most, Math.max(least, weight)));
}

const rounded = (weight: number): number => Math.round(weight * 100) / 100;

function sentenceOf({ outcome, acquaintance, flattery, prior }: Opinion, weight: number, decisions: number): string {
  const taught = decisions === 1 ? 'one decision' : `${decisions} decisions`;
  const by =
    decisions === 0 ? 'going by other sites, since nothing was taught here yet' : `going by ${taught} of this site’s moderators`;
  const telling = acquaintance.tellingWords > 1 ? `, ${acquaintance.tellingWords} of them known from spam alone` : '';
  if (outcome === 'spam') return `The words are those of spam, ${by}${telling}.`;
  if (outcome === 'hold')
    return `The words are nearer to spam than to what is good here, ${by}${flattery > 1 ? ', and flatter' : ''}${telling}.`;
  if (prior > 0) return `The words sound like spam, but not here, ${by}.`;
  return weight > 0 ? `The words are nearer to spam than most, ${by}.` : `The words are those of a good comment, ${by}.`;
}

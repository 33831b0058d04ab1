import { type Check, evidence, type Finding, hold, nothing, spam } from '../moderation/check.ts';
import type { Verdict } from '../moderation/verdict.ts';
import type { AkismetAnswer } from './akismet.ts';
import { fieldsOf } from './akismet-fields.ts';

const undecided: Verdict = { outcome: 'hold', score: 0.5, reasons: [] };

/** Where the walk is sure enough without Akismet. */
const surelyGood = 0.2;

/** Asks Akismet, where the owner gave a key. Without an answer the comment waits, and Akismet is asked again later. */
export const akismetCheck: Check = {
  name: 'akismet',
  look: async ({ site, comment, form, at, permalink }, { akismet, pageUrl }, soFar = () => undecided) => {
    const { akismet: when } = site.settings;
    if (akismet === null || when === 'off') return nothing;
    const { outcome, score } = soFar();
    if (when === 'unsure' && (outcome === 'spam' || (outcome === 'approve' && score < surelyGood))) return nothing;
    const url = permalink ?? (await pageUrl(comment.pageId));
    const again = comment.editedAt === null ? {} : { recheckReason: 'edit' as const };
    const answer = await akismet.check(fieldsOf({ site, comment, permalink: url, at, form, ...again }));
    return { ...findingOf(answer), ...recheckOf(answer) };
  },
};

export function findingOf(answer: AkismetAnswer): Finding {
  switch (answer.kind) {
    case 'ham':
      return evidence(-0.5, 'Akismet takes it for good.');
    case 'spam':
      return spam('Akismet calls it spam.', 5);
    case 'discard':
      return spam('Akismet calls it blatant spam that needs no look.', 8);
    case 'no-answer':
      return hold(`Akismet gave no answer, so it waits and is asked again. ${answer.why}`);
  }
}

/** An outage is over, at the latest, so long before we know of it. */
export const akismetRecheckMs = 5 * 60_000;
const firstRecheckMs = 60_000;

function recheckOf(answer: AkismetAnswer): { readonly recheckIn?: number } {
  if (answer.kind === 'no-answer') return { recheckIn: firstRecheckMs };
  return answer.recheckAfterSeconds === null ? {} : { recheckIn: answer.recheckAfterSeconds * 1_000 };
}

import { akismetCheck } from '../spam/akismet-check.ts';
import { blocked } from '../spam/blocked.ts';
import { burst } from '../spam/burst.ts';
import { classifier } from '../spam/classifier.ts';
import { disposableMail } from '../spam/disposable-mail.ts';
import { emptyPraise } from '../spam/empty-praise.ts';
import { flood } from '../spam/flood.ts';
import { holdEverything } from '../spam/hold-everything.ts';
import { honeypot } from '../spam/honeypot.ts';
import { knownAuthor } from '../spam/known-author.ts';
import { language } from '../spam/language.ts';
import { letters } from '../spam/letters.ts';
import { linkDisguise } from '../spam/link-disguise.ts';
import { linkElsewhere } from '../spam/link-elsewhere.ts';
import { linkShare } from '../spam/link-share.ts';
import { linkSource } from '../spam/link-source.ts';
import { links } from '../spam/links.ts';
import { moderatorPasses } from '../spam/moderator-passes.ts';
import { nearDuplicate } from '../spam/near-duplicate.ts';
import { noise } from '../spam/noise.ts';
import { repeat } from '../spam/repeat.ts';
import { sellingWebsite } from '../spam/selling-website.ts';
import { sourceSigns } from '../spam/source-signs.ts';
import { tooFast } from '../spam/too-fast.ts';
import { blockedWords, heldWords } from '../spam/word-lists.ts';
import type { Check } from './check.ts';

/** Those that go by what is said, whoever says it. */
export const contentChecks: readonly Check[] = [
  classifier,
  linkShare,
  linkDisguise,
  linkElsewhere,
  nearDuplicate,
  burst,
  letters,
  language,
  emptyPraise,
  sellingWebsite,
  noise,
  disposableMail,
  sourceSigns,
];

/**
 * Every check that a comment or linkback meets, in order. A pass ends the walk, evidence adds up, the strongest rule wins, and
 * conditions go along to the write. A new check is one file in `spam/` and one line here.
 */
export const checks: readonly Check[] = [
  moderatorPasses,
  blocked,
  flood,
  repeat,
  holdEverything,
  blockedWords,
  heldWords,
  links,
  linkSource,
  knownAuthor,
  honeypot,
  tooFast,
  ...contentChecks,
  akismetCheck,
];

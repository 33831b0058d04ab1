import { flood } from '../spam/flood.ts';
import { holdEverything } from '../spam/hold-everything.ts';
import { honeypot } from '../spam/honeypot.ts';
import { knownAuthor } from '../spam/known-author.ts';
import { linkSource } from '../spam/link-source.ts';
import { links } from '../spam/links.ts';
import { moderatorPasses } from '../spam/moderator-passes.ts';
import { repeat } from '../spam/repeat.ts';
import { tooFast } from '../spam/too-fast.ts';
import { blockedWords, heldWords } from '../spam/word-lists.ts';
import type { Check } from './check.ts';

/**
 * Every check that a comment or linkback meets, in order. A pass ends the walk, evidence adds up, the strongest rule wins, and
 * conditions go along to the write. A new check is one file in `spam/` and one line here.
 */
export const checks: readonly Check[] = [
  moderatorPasses,
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
];

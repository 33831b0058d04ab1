import { heldAccount } from './held-account.ts';
import { heldArticles } from './held-articles.ts';
import { heldBlocks } from './held-blocks.ts';
import { heldComments } from './held-comments.ts';
import { heldMails } from './held-mails.ts';
import { heldSubscriptions } from './held-subscriptions.ts';
import { heldWordLists } from './held-word-lists.ts';
import type { Holding } from './holding.ts';

/**
 * Everything in which a person can be found by their email: what an export shows and an erasure takes out. What else comes to keep an
 * address is one file and one line here.
 */
export const holdings: readonly Holding[] = [
  heldSubscriptions,
  heldComments,
  heldArticles,
  heldMails,
  heldBlocks,
  heldWordLists,
  heldAccount,
];

import type { StoredComment } from '../comments/comment.ts';
import type { Lookups } from '../moderation/check.ts';
import type { LogItem } from '../moderation/log.ts';
import { judgeAgain } from '../moderation/rejudge.ts';
import type { Verdict } from '../moderation/verdict.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { akismetRecheckMs, findingOf } from './akismet-check.ts';
import { fieldsOf } from './akismet-fields.ts';
import { standingDecision } from './learn.ts';

export interface AkismetJobNeeds {
  readonly store: Pick<Store, 'comments' | 'pages' | 'queue'>;
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly lookups: Lookups;
  readonly now: () => number;
  readonly newId: () => string;
}

const days = 24 * 60 * 60 * 1_000;
const patienceMs = 15 * days;

/**
 * Asks Akismet again about a comment that came while it gave no answer, or that it wanted to be asked about again. What waited for
 * nothing else is released; what a moderator decided on meanwhile is left alone. Answers when to ask next, or null.
 */
export async function recheck(needs: AkismetJobNeeds, commentId: string): Promise<number | null> {
  const { store, lookups } = needs;
  const comment = await store.comments.byId(commentId);
  const site = comment && (await needs.sites.byId(comment.siteId));
  if (!comment || !site || lookups.akismet === null || site.settings.akismet === 'off') return null;
  if (!(await isUndecided(needs, comment)) || needs.now() - comment.createdAt > patienceMs) return null;
  const permalink = await lookups.pageUrl(comment.pageId);
  const answer = await lookups.akismet.check(fieldsOf({ site, comment, permalink, at: needs.now(), recheckReason: 'recheck' }));
  if (answer.kind === 'no-answer') return needs.now() + akismetRecheckMs;
  await settle(needs, { site, comment, verdict: await judgeAgain(needs, { site, comment, akismet: findingOf(answer) }) });
  return null;
}

async function isUndecided({ store }: AkismetJobNeeds, { id, status }: StoredComment): Promise<boolean> {
  if (status !== 'pending' && status !== 'approved') return false;
  return standingDecision((await store.queue.history([id])).get(id) ?? []) === null;
}

interface Settled {
  readonly site: Site;
  readonly comment: StoredComment;
  readonly verdict: Verdict;
}

async function settle(needs: AkismetJobNeeds, { site, comment, verdict }: Settled): Promise<void> {
  const { store, now, newId } = needs;
  const { id, version, status } = comment;
  // It is the same comment that somebody may have before them, or a link to it. Whoever was quicker knows more.
  if (!(await store.comments.judge(comment, verdict))) return;
  const to = verdict.outcome === 'spam' ? 'spam' : verdict.outcome === 'approve' ? 'approved' : status;
  if (to === status) return;
  const actor = { kind: 'service', id: null, name: 'Akismet’s answer' } as const;
  const entry = { id: newId(), siteId: site.id, at: now(), actor, act: 'decide', note: null, detail: { to } } as const;
  await store.queue.decide({ entry, items: [{ id, version, to }], also: [] });
}

/**
 * Tells Akismet what moderators called otherwise than it stood: spam, or not spam after all.
 * @throws Error when it was not taken, to try again later
 */
export async function giveFeedback(needs: AkismetJobNeeds, entryId: string): Promise<void> {
  const { akismet } = needs.lookups;
  const decided = await needs.store.queue.entry(entryId);
  if (akismet === null || !decided || ['service', 'author'].includes(decided.entry.actor.kind)) return;
  for (const item of decided.items) {
    const as = feedbackOf(item);
    const fields = as && (await fieldsFor(needs, item.commentId));
    if (as && fields && !(await akismet.submit(as, fields))) throw new Error('Akismet did not take the feedback.');
  }
}

function feedbackOf({ from, to }: LogItem): 'spam' | 'ham' | null {
  if (to === 'spam' && from !== 'spam') return 'spam';
  return from === 'spam' && (to === 'approved' || to === 'pending') ? 'ham' : null;
}

/** Null where nothing is left to tell of. */
async function fieldsFor(needs: AkismetJobNeeds, commentId: string): Promise<ReturnType<typeof fieldsOf> | null> {
  const comment = await needs.store.comments.byId(commentId);
  const site = comment && (await needs.sites.byId(comment.siteId));
  if (!comment || !site || comment.status === 'deleted' || site.settings.akismet === 'off') return null;
  return fieldsOf({ site, comment, permalink: await needs.lookups.pageUrl(comment.pageId), at: needs.now() });
}

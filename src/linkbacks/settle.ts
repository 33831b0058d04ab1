import type { Comment, Status, StoredComment } from '../comments/comment.ts';
import { statusAfter } from '../comments/submit.ts';
import type { SourceSigns } from '../moderation/check.ts';
import { followUps } from '../moderation/follow-ups.ts';
import type { Actor, LogEntry } from '../moderation/log.ts';
import type { Screen } from '../moderation/screen.ts';
import { searchTermsOf } from '../moderation/search.ts';
import type { Verdict } from '../moderation/verdict.ts';
import { findPage } from '../sites/find-page.ts';
import { isOpen, newPage } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { Reading } from './look.ts';
import { newLinkback, type Told, toldBy } from './new-linkback.ts';
import type { Pair } from './pair.ts';
import { plainUrl } from './same-url.ts';

export interface SettleNeeds {
  readonly store: {
    readonly pages: Pick<Store['pages'], 'byKey'>;
    readonly comments: Pick<Store['comments'], 'byId' | 'bySource' | 'add' | 'revise'>;
    readonly queue: Pick<Store['queue'], 'decide'>;
  };
  readonly screen: Screen;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Seen {
  readonly site: Site;
  readonly pair: Pair;
  readonly reading: Reading;
}

/** Puts a linkback that was seen to be one into the thread's queue, or brings the one that stands there up to date. Null: the page is closed. */
export async function keepLinkback(needs: SettleNeeds, seen: Seen): Promise<StoredComment | null> {
  const { site, pair } = seen;
  const found = await findPage(needs.store, site, plainUrl(pair.target) ?? '');
  const [standing] = found.page ? await needs.store.comments.bySource(found.page.id, pair.source) : [];
  if (standing) return updateLinkback(needs, seen, standing);
  if (!isOpen(found.page, site.settings)) return null;
  const page = found.page ?? newPage({ id: needs.newId(), siteId: site.id, url: found.url });
  const draft = newLinkback(pair, toldBy(pair, seen.reading), { id: needs.newId(), pageId: page.id });
  const screened = await judge(needs, seen, draft);
  const { verdict } = screened;
  const comment: Comment = { ...draft, status: statusAfter[verdict.outcome], verdict };
  const added = await needs.store.comments.add({
    comment,
    page,
    pageKey: found.key,
    conditions: { unlessSaid: false, unlessLinked: true, quiet: null, idempotentSince: 0 },
    terms: searchTermsOf(comment),
    jobs: followUps(needs, { site, comment }, screened),
    log: null,
  });
  // Another door was quicker.
  return added.outcome === 'added' ? added.comment : keepLinkback(needs, seen);
}

function judge(needs: SettleNeeds, { site, pair, reading }: Seen, comment: Comment) {
  const { link, linkedHosts } = reading.page;
  const source: SourceSigns = { isHidden: link?.isHidden ?? false, isAside: link?.isAside ?? false, linkedHosts };
  const visitor = { address: pair.address, addressKnown: true, userAgent: pair.userAgent, moderator: null };
  return needs.screen({ site, comment, visitor, form: { topic: null, signedAt: null }, source, at: needs.now() });
}

/** What a moderator took away stays away; what we took away for want of the link comes back with it. */
async function updateLinkback(needs: SettleNeeds, seen: Seen, standing: StoredComment): Promise<StoredComment> {
  const isBack = seen.pair.isTakenOut && standing.status === 'trash';
  if ((standing.status === 'trash' || standing.status === 'spam') && !isBack) return standing;
  const told = toldBy(seen.pair, seen.reading);
  if (!isBack && isSame(standing, told)) return standing;
  const changed: StoredComment = { ...standing, ...told };
  const screened = await judge(needs, seen, changed);
  const { verdict } = screened;
  const status = isBack ? statusAfter[verdict.outcome] : worse(standing.status, verdict);
  const comment = { ...changed, verdict, status, editedAt: needs.now() };
  const also = { terms: searchTermsOf(comment), jobs: followUps(needs, { site: seen.site, comment }, screened), log: null };
  const revised = await needs.store.comments.revise({ comment, version: standing.version, ...also });
  // Somebody decided on it meanwhile: theirs counts, and the next look finds the rest.
  return revised === 'stale' ? standing : revised;
}

function isSame({ author, text, source }: StoredComment, told: Told): boolean {
  return JSON.stringify([author.name, text, source]) === JSON.stringify([told.author.name, told.text, told.source]);
}

function worse(before: Status, { outcome }: Verdict): Status {
  const order: readonly Status[] = ['approved', 'pending', 'spam'];
  const after = statusAfter[outcome];
  return order.indexOf(after) > order.indexOf(before) ? after : before;
}

export const service: Actor = { kind: 'service', id: null, name: 'Backtalk' };

/** Takes a linkback out whose link is gone. Answers whether it did. */
export async function removeLinkback(needs: SettleNeeds, pair: Pair, why: string): Promise<boolean> {
  const comment = pair.commentId === null ? null : await needs.store.comments.byId(pair.commentId);
  if (!comment || (comment.status !== 'approved' && comment.status !== 'pending')) return false;
  const entry: LogEntry = {
    ...{ id: needs.newId(), siteId: pair.siteId, at: needs.now(), actor: service, act: 'linkback', note: null, detail: { why } },
  };
  const items = [{ id: comment.id, version: comment.version, to: 'trash' as const }];
  return (await needs.store.queue.decide({ entry, items, also: [] })).changed.length > 0;
}

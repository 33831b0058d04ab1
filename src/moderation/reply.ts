import type { StoredComment } from '../comments/comment.ts';
import { newComment } from '../comments/new-comment.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { Visitor } from './check.ts';
import { type DecideNeeds, decide } from './decide.ts';
import { entryOf } from './log-entry.ts';
import { searchTermsOf } from './search.ts';

export interface ReplyNeeds extends DecideNeeds {
  readonly store: DecideNeeds['store'] & {
    readonly comments: Pick<Store['comments'], 'byId' | 'byIds' | 'add'>;
    readonly pages: Pick<Store['pages'], 'byId'>;
  };
  readonly sites: Pick<SiteBook, 'byId'>;
}

export interface Reply {
  readonly to: string;
  readonly text: string;
  /** Of what it answers, as the moderator saw it. */
  readonly version: number | null;
  readonly visitor: Visitor;
}

export interface Replied {
  readonly comment: StoredComment;
  /** The entry of the log by which it is taken back, and with it the approval of what it answers. */
  readonly undo: string;
}

/** A moderator's answer, visible at once; what it answers is approved with it when it was waiting. */
export async function replyAsModerator(needs: ReplyNeeds, moderator: Moderator, reply: Reply): Promise<Replied> {
  const parent = (await needs.store.comments.byId(reply.to)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', parent.siteId);
  if (reply.version !== null && reply.version !== parent.version) refuse('stale');
  if (parent.status !== 'pending' && parent.status !== 'approved') refuse('parent-not-approved');
  const approval = parent.status === 'pending' ? await approve(needs, moderator, parent) : null;
  return addReply(needs, moderator, { parent, reply, approval });
}

async function approve(needs: ReplyNeeds, moderator: Moderator, { id, version }: StoredComment): Promise<string | null> {
  const { undo, stale } = await decide(needs, moderator, { items: [{ id, version }], to: 'approved' });
  return stale.length > 0 ? refuse('stale') : undo;
}

async function addReply(
  needs: ReplyNeeds,
  moderator: Moderator,
  { parent, reply, approval }: { parent: StoredComment; reply: Reply; approval: string | null },
): Promise<Replied> {
  const site = (await needs.sites.byId(parent.siteId)) ?? refuse('unknown-site');
  const page = (await needs.store.pages.byId(parent.pageId)) ?? refuse('unknown-comment');
  const at = needs.now();
  const request = { site: site.slug, url: page.url, text: reply.text, name: moderator.publicName ?? site.name };
  const draft = newComment({ id: needs.newId(), at, site, page, parent, request, visitor: reply.visitor, idempotency: null });
  const comment = { ...draft, status: 'approved', verdict: { outcome: 'approve', score: 0, reasons: [] } } as const;
  const detail = { comment: comment.id, ...(approval !== null && { approval }) };
  const entry = entryOf(needs, moderator, { siteId: site.id, act: 'reply', note: null, detail });
  const added = await needs.store.comments.add({
    comment,
    page,
    pageKey: null,
    conditions: { unlessSaid: false, quiet: null, idempotentSince: 0 },
    terms: searchTermsOf(comment),
    jobs: [],
    log: entry,
  });
  return 'comment' in added ? { comment: added.comment, undo: entry.id } : refuse('parent-not-approved');
}

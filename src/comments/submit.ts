import { createHash } from 'node:crypto';
import type { FormSigns, Visitor } from '../moderation/check.ts';
import { followUps } from '../moderation/follow-ups.ts';
import type { Screen } from '../moderation/screen.ts';
import { searchTermsOf } from '../moderation/search.ts';
import type { Outcome } from '../moderation/verdict.ts';
import { refuse } from '../refusal.ts';
import { findPage } from '../sites/find-page.ts';
import { isOpen, newPage, type Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { Added, Store } from '../storage/store.ts';
import { subscribing } from '../subscriptions/subscribe.ts';
import type { SubmitRequest } from '../wire/comments.ts';
import type { Comment, Idempotency, Status, StoredComment } from './comment.ts';
import { newComment } from './new-comment.ts';

export interface SubmitNeeds {
  readonly store: {
    readonly pages: Pick<Store['pages'], 'byKey'>;
    readonly comments: Pick<Store['comments'], 'byId' | 'byIdempotencyKey' | 'add'>;
  };
  readonly screen: Screen;
  readonly now: () => number;
  readonly newId: () => string;
}

/** A visitor's words with everything around them that judging needs. */
export interface Submission {
  readonly site: Site;
  readonly request: SubmitRequest;
  readonly visitor: Visitor;
  readonly form: FormSigns;
  readonly idempotencyKey: string | null;
}

export const statusAfter: Record<Outcome, Status> = { approve: 'approved', hold: 'pending', spam: 'spam' };

const idempotencyMs = 24 * 60 * 60 * 1000;

/** Takes a visitor's comment, screens it and stores it. The same Idempotency-Key again answers with what was stored then. */
export async function submitComment(needs: SubmitNeeds, submission: Submission): Promise<StoredComment> {
  const at = needs.now();
  const { site, idempotencyKey: key } = submission;
  const idempotency = key === null ? null : { key, digest: digestOf(submission.request) };
  const before = idempotency && (await needs.store.comments.byIdempotencyKey(site.id, idempotency.key, at - idempotencyMs));
  if (before) return before.idempotency?.digest === idempotency.digest ? before : refuse('idempotency-mismatch');
  return addComment(needs, submission, { at, idempotency });
}

async function addComment(
  needs: SubmitNeeds,
  submission: Submission,
  { at, idempotency }: { at: number; idempotency: Idempotency | null },
): Promise<StoredComment> {
  const { site, request, visitor, form } = submission;
  requireAuthor(submission);
  const found = await findPage(needs.store, site, request.url);
  if (!isOpen(found.page, site.settings)) refuse('thread-closed');
  const parent = request.parent ? await approvedParent(needs, found.page, request.parent) : null;
  const page = found.page ?? newPage({ id: needs.newId(), siteId: site.id, url: found.url });

  const draft = newComment({ id: needs.newId(), at, site, page, parent, request, visitor, idempotency });
  const screened = await needs.screen({ site, comment: draft, visitor, form, at, permalink: page.url });
  const { verdict, conditions } = screened;
  const comment: Comment = { ...draft, status: statusAfter[verdict.outcome], verdict };

  const added = await needs.store.comments.add({
    comment,
    page,
    pageKey: found.key,
    conditions: { ...conditions, idempotentSince: at - idempotencyMs },
    terms: searchTermsOf(comment),
    jobs: [...followUps(needs, { site, comment }, screened), ...subscribing(needs, comment, request.subscribe)],
    log: null,
  });
  return storedOrRefused(added, site, at);
}

function requireAuthor({ site, request, visitor }: Submission): void {
  if (!site.settings.requireNameAndEmail || visitor.moderator) return;
  const errors = (['name', 'email'] as const)
    .filter((field) => request[field] === undefined)
    .map((field) => ({ field, code: 'required', message: `Please enter your ${field}.` }));
  if (errors.length > 0) refuse('invalid', { errors });
}

async function approvedParent(needs: SubmitNeeds, page: Page | null, id: string): Promise<Comment> {
  const parent = page && (await needs.store.comments.byId(id));
  if (!parent || parent.pageId !== page.id || parent.status === 'deleted') return refuseParent();
  return parent.status === 'approved' ? parent : refuse('parent-not-approved');
}

function refuseParent(): never {
  const message = 'The comment you are replying to is not on this page.';
  return refuse('unknown-parent', { errors: [{ field: 'parent', code: 'unknown', message }] });
}

function storedOrRefused(added: Added, site: Site, at: number): StoredComment {
  switch (added.outcome) {
    case 'added':
    case 'replayed':
      return added.comment;
    case 'too-quick':
      return refuse('too-quick', { retryAfter: Math.max(1, Math.ceil((added.lastAt - at) / 1000) + site.settings.floodSeconds) });
    case 'parent-gone':
      return refuse('parent-not-approved');
    default:
      return refuse(added.outcome);
  }
}

/** Of what is compared when a key comes again: url, parent, name, email, website and text. */
function digestOf({ url, parent, name, email, website, text }: SubmitRequest): string {
  const compared = JSON.stringify([url, parent ?? null, name ?? null, email ?? null, website || null, text]);
  return createHash('sha256').update(compared).digest('base64url');
}

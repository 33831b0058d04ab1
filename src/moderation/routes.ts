import type { StoredComment } from '../comments/comment.ts';
import { viewOf } from '../comments/view.ts';
import { clientOf } from '../http/client-address.ts';
import type { AuthenticateNeeds } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { signedRoutes } from '../moderators/signed-routes.ts';
import { refuse } from '../refusal.ts';
import { authorViewOf, nameAuthor, openPage, type PageNeeds } from '../sites/change-page.ts';
import { isOpen } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { IdParams } from '../wire/comments.ts';
import {
  DecisionRequest,
  ModeratorEditRequest,
  PageChangeRequest,
  QueueListQuery,
  RejudgeRequest,
  ReplyRequest,
  UndoRequest,
} from '../wire/moderation.ts';
import { type AmendNeeds, amendComment } from './amend.ts';
import { type DecideNeeds, decide } from './decide.ts';
import { listQueue, type QueueNeeds, queuedViews } from './queue.ts';
import { judgeAgain, type RejudgeNeeds, rejudge } from './rejudge.ts';
import { type ReplyNeeds, replyAsModerator } from './reply.ts';
import { type UndoNeeds, undo } from './undo.ts';

type Sites = { readonly sites: Pick<SiteBook, 'bySlug' | 'byId' | 'all'> };
export type ModerationNeeds = AuthenticateNeeds &
  Sites &
  QueueNeeds &
  DecideNeeds &
  RejudgeNeeds &
  AmendNeeds &
  UndoNeeds &
  ReplyNeeds &
  PageNeeds & { readonly store: Store; readonly config: { readonly trustProxy: unknown } };

export const { moderated } = signedRoutes<ModerationNeeds>();

export const queueRoute = moderated(async (needs, { moderator, request }) => {
  const query = QueueListQuery.parse(request.query);
  const site = await moderatedSite(needs, moderator, query.site);
  return listQueue(needs, { site, moderator }, query);
});

export const oneRoute = moderated(async (needs, { moderator, request }) => {
  const { id } = IdParams.parse(request.params);
  const comment = (await needs.store.comments.byId(id)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', comment.siteId);
  return queuedAnswer(needs, moderator, comment);
});

export const decisionsRoute = moderated((needs, { moderator, request }) =>
  decide(needs, moderator, DecisionRequest.parse(request.body)),
);

export const undoRoute = moderated((needs, { moderator, request }) => undo(needs, moderator, UndoRequest.parse(request.body).id));

export const amendRoute = moderated(async (needs, { moderator, request }) => {
  const { id } = IdParams.parse(request.params);
  const { comment, undo: entry } = await amendComment(needs, moderator, { id, ...ModeratorEditRequest.parse(request.body) });
  return { ...(await queuedAnswer(needs, moderator, comment)), undo: entry };
});

export const whyRoute = moderated(async (needs, { moderator, request }) => {
  const { id } = IdParams.parse(request.params);
  const comment = (await needs.store.comments.byId(id)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', comment.siteId);
  const site = (await needs.sites.byId(comment.siteId)) ?? refuse('unknown-comment');
  const { outcome, score, reasons } = await judgeAgain(needs, { site, comment });
  const { decisions } = await needs.lookups.learned(site.id);
  const kept = { score: comment.verdict.score, reasons: comment.verdict.reasons };
  const { holdAt, spamAt } = site.settings;
  return { id, kept, now: { outcome, score, reasons }, holdAt, spamAt, decisions };
});

export const rejudgeRoute = moderated(async (needs, { moderator, request }) => {
  const asked = RejudgeRequest.parse(request.body);
  const site = await moderatedSite(needs, moderator, asked.site);
  return rejudge(needs, moderator, { site, request: asked });
});

export const replyRoute = moderated(async (needs, { moderator, request, response }) => {
  const { id } = IdParams.parse(request.params);
  const { address, userAgent, known } = clientOf(request);
  const visitor = { address, userAgent, addressKnown: known, moderator: moderator.actor };
  const { text, version = null } = ReplyRequest.parse(request.body);
  const { comment, undo: entry } = await replyAsModerator(needs, moderator, { to: id, text, version, visitor });
  response.status(201);
  return { comment: viewOf(needs, { id: comment.siteId }, comment), undo: entry };
});

export const changePageRoute = moderated(async (needs, { moderator, request }) => {
  const { site: slug, url, open, author } = PageChangeRequest.parse(request.body);
  const site = await moderatedSite(needs, moderator, slug);
  const said = author && { name: author.name ?? null, email: author.email };
  const named = said === undefined ? null : await nameAuthor(needs, moderator, { site, url, author: said });
  const opened = open === undefined ? null : await openPage(needs, moderator, { site, url, open });
  const page = opened ?? named ?? refuse('not-found');
  return { url: page.url, title: page.title, open: isOpen(page, site.settings), count: page.count, author: authorViewOf(page) };
});

async function queuedAnswer(needs: ModerationNeeds, moderator: Moderator, comment: StoredComment) {
  const site = (await needs.sites.byId(comment.siteId)) ?? refuse('unknown-comment');
  return { comment: (await queuedViews(needs, { site, moderator }, [comment]))[0] };
}

export async function moderatedSite(needs: Sites, moderator: Moderator, slug: string): Promise<Site> {
  const site = await needs.sites.bySlug(slug);
  requireMay(moderator, 'moderate', site.id);
  return site;
}

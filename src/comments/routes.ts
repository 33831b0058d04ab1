import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../config.ts';
import { clientOf } from '../http/client-address.ts';
import { requireOrigin } from '../http/origin.ts';
import { sendBuilt, sendReady } from '../http/send.ts';
import type { Keys } from '../keys.ts';
import type { FormSigns, Visitor } from '../moderation/check.ts';
import { moderatorFrom, requestToken } from '../moderators/authenticate.ts';
import type { Moderator } from '../moderators/may.ts';
import { may } from '../moderators/may.ts';
import { findPage } from '../sites/find-page.ts';
import { isOpen } from '../sites/page.ts';
import { privacyOf } from '../sites/privacy.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import {
  EditRequest,
  type FormView,
  IdParams,
  PreviewRequest,
  ProofRequest,
  ReportRequest,
  SubmitHeaders,
  SubmitRequest,
} from '../wire/comments.ts';
import { textLimits } from '../wire/text.ts';
import { CountsQuery, PageQuery, RecentQuery, ThreadQuery } from '../wire/thread.ts';
import { renderBody } from './body.ts';
import { countsOf } from './counts.ts';
import { type EditNeeds, editComment } from './edit.ts';
import { editTokenOf } from './edit-token.ts';
import { formTokenAge, makeFormToken, readFormToken } from './form-token.ts';
import { editUntil, type Own, ownComment } from './own.ts';
import { challengeFor, type ProofNeeds, takeProof } from './proof-of-work.ts';
import { answerThread, type ReadingNeeds } from './reading.ts';
import { recentOfSite } from './recent.ts';
import { type RemoveNeeds, removeComment } from './remove.ts';
import { type ReportNeeds, reportComment } from './report.ts';
import { type SubmitNeeds, submitComment } from './submit.ts';
import { iso, shownViewOf, type ViewNeeds, viewOf } from './view.ts';

// Reading

export const readThreadRoute =
  (needs: ReadingNeeds): RequestHandler =>
  async (request, response) => {
    const answer = await answerThread(needs, ThreadQuery.parse(request.query), request.originalUrl);
    if ('ready' in answer) sendReady(request, response, answer.ready);
    else sendBuilt(request, response, answer);
  };

type RecentNeeds = ViewNeeds & Parameters<typeof recentOfSite>[0] & { readonly sites: Pick<SiteBook, 'bySlug'> };

export const recentRoute =
  (needs: RecentNeeds): RequestHandler =>
  async (request, response) => {
    const query = RecentQuery.parse(request.query);
    const site = await needs.sites.bySlug(query.site);
    const items = await recentOfSite(needs, site, query.limit);
    const comments = items.map(({ comment, page }) => ({
      ...shownViewOf(needs, site, comment),
      page: { url: page.url, title: page.title },
    }));
    sendBuilt(request, response, { json: { comments }, sMaxAge: site.settings.sMaxAge });
  };

type CountsNeeds = { readonly store: Pick<Store, 'pages'>; readonly sites: Pick<SiteBook, 'bySlug'> };

export const countsRoute =
  (needs: CountsNeeds): RequestHandler =>
  async (request, response) => {
    const query = CountsQuery.parse(request.query);
    const site = await needs.sites.bySlug(query.site);
    sendBuilt(request, response, {
      json: { counts: await countsOf(needs.store, site, query.url) },
      sMaxAge: site.settings.sMaxAge,
    });
  };

type FormNeeds = CountsNeeds & {
  readonly keys: Keys;
  readonly now: () => number;
  readonly config: Pick<Config, 'akismetKey' | 'smtpUrl'>;
};

export const formRoute =
  (needs: FormNeeds): RequestHandler =>
  async (request, response) => {
    const query = PageQuery.parse(request.query);
    const site = await needs.sites.bySlug(query.site);
    const { page } = await findPage(needs.store, site, query.url);
    const form: FormView = {
      open: isOpen(page, site.settings),
      requireNameAndEmail: site.settings.requireNameAndEmail,
      subscribe: needs.config.smtpUrl !== null,
      maxDepth: site.settings.maxDepth,
      limits: textLimits,
      formToken: makeFormToken(needs.keys, site.id, needs.now()),
      policy: site.settings.commentPolicy || null,
      privacy: privacyOf(site.settings, needs.config.akismetKey !== null),
    };
    response.set('Cache-Control', 'no-store').json(form);
  };

export const previewRoute =
  (needs: { readonly sites: Pick<SiteBook, 'bySlug'> }): RequestHandler =>
  async (request, response) => {
    const draft = PreviewRequest.parse(request.body);
    await needs.sites.bySlug(draft.site);
    response.set('Cache-Control', 'no-store').json({ html: renderBody(draft.text, 'markdown') });
  };

// Writing

export type WritingNeeds = SubmitNeeds &
  EditNeeds &
  ProofNeeds &
  RemoveNeeds &
  ReportNeeds &
  ViewNeeds & { readonly store: Pick<Store, 'people' | 'sessions'>; readonly sites: Pick<SiteBook, 'bySlug' | 'byId'> };

export const submitRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const body = SubmitRequest.parse(request.body);
    const { 'idempotency-key': key } = SubmitHeaders.parse(request.headers);
    const submitted = await submitFrom(needs, request, { body, key: key ?? null });
    answerOwn(needs, response, { own: submitted, visible: 201 });
  };

/** Judges where the request comes from and who sends it, and takes the comment. */
export async function submitFrom(
  needs: WritingNeeds,
  request: Request,
  { body, key }: { readonly body: SubmitRequest; readonly key: string | null },
): Promise<Own> {
  const site = await needs.sites.bySlug(body.site);
  const form = signsOf(needs, site, body);
  requireOrigin(request, {
    site,
    publicUrl: needs.publicUrl,
    hasFormToken: typeof form.signedAt === 'number' && needs.now() - form.signedAt < formTokenAge,
  });
  const moderator = await moderatorFrom(needs, request);
  const comment = await submitComment(needs, {
    site,
    request: moderator ? { ...body, name: body.name ?? moderator.publicName ?? site.name } : body,
    visitor: visitorOf(request, site, moderator),
    form,
    idempotencyKey: key,
  });
  return { comment, site };
}

export const ownRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const own = await ownComment(needs, idOf(request), requestToken(request));
    response
      .set('Cache-Control', 'no-store')
      .json({ comment: viewOf(needs, own.site, own.comment), editUntil: iso(editUntil(own)) });
  };

export const editRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const { text } = EditRequest.parse(request.body);
    const id = idOf(request);
    const site = await requireOriginOfComment(needs, request, id);
    const own = await editComment(needs, { id, token: requestToken(request), text, visitor: visitorOf(request, site, null) });
    answerOwn(needs, response, { own, visible: 200 });
  };

export const proofRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const { nonce } = ProofRequest.parse(request.body);
    const id = idOf(request);
    await requireOriginOfComment(needs, request, id);
    answerOwn(needs, response, { own: await takeProof(needs, { id, token: requestToken(request), nonce }), visible: 200 });
  };

export const removeRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const id = idOf(request);
    await requireOriginOfComment(needs, request, id);
    await removeComment(needs, id, requestToken(request));
    response.status(204).end();
  };

export const reportRoute =
  (needs: WritingNeeds): RequestHandler =>
  async (request, response) => {
    const { reason, text } = ReportRequest.parse(request.body);
    const id = idOf(request);
    await requireOriginOfComment(needs, request, id);
    await reportComment(needs, { commentId: id, reason, text: text ?? null, address: clientOf(request).group });
    response.status(202).json({ reported: true });
  };

function answerOwn(needs: WritingNeeds, response: Response, { own, visible }: { own: Own; visible: 200 | 201 }): void {
  const isWaiting = own.comment.status !== 'approved';
  response
    .status(isWaiting ? 202 : visible)
    .set('Cache-Control', 'no-store')
    .json({
      comment: viewOf(needs, own.site, own.comment),
      editToken: editTokenOf(needs.keys, own.comment),
      editUntil: iso(editUntil(own)),
      ...(isWaiting && own.site.settings.proofOfWork && { proofOfWork: challengeFor(needs.keys, own.comment) }),
    });
}

async function requireOriginOfComment(needs: WritingNeeds, request: Request, id: string): Promise<Site | null> {
  const comment = await needs.store.comments.byId(id);
  const site = comment && (await needs.sites.byId(comment.siteId));
  if (site) requireOrigin(request, { site, publicUrl: needs.publicUrl, hasFormToken: false });
  return site;
}

function signsOf(needs: { readonly keys: Keys }, site: Site, { topic, formToken }: SubmitRequest): FormSigns {
  return { topic: topic ?? null, signedAt: formToken === undefined ? null : readFormToken(needs.keys, site.id, formToken) };
}

function visitorOf(request: Request, site: Site | null, moderator: Moderator | null): Visitor {
  const client = clientOf(request);
  const moderates = moderator !== null && site !== null && may(moderator, 'moderate', site.id);
  return {
    address: client.address,
    addressKnown: client.known,
    userAgent: client.userAgent,
    moderator: moderates ? moderator.actor : null,
  };
}

function idOf(request: Request): string {
  return IdParams.parse(request.params).id;
}

import type { Request, RequestHandler } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { MailParams, MailsQuery } from '../wire/mails.ts';
import { listMails, type MailsNeeds, sendAgain } from './list-mails.ts';

export type MailRouteNeeds = AuthenticateNeeds & MailsNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'all'> };

const moderated =
  (handle: (needs: MailRouteNeeds, moderator: Moderator, request: Request) => Promise<unknown>) =>
  (needs: MailRouteNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    response.set('Cache-Control', 'no-store').json(await handle(needs, moderator, request));
  };

export const mailsRoute = moderated(async (needs, moderator, request) => {
  const { site: slug, ...query } = MailsQuery.parse(request.query);
  const site = slug === undefined ? null : await needs.sites.bySlug(slug);
  if (site) requireMay(moderator, 'moderate', site.id);
  return listMails(needs, site ? [site.id] : moderator.sites, query);
});

export const sendAgainRoute = moderated((needs, moderator, request) =>
  sendAgain(needs, moderator, MailParams.parse(request.params).id),
);

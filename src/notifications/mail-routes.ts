import type { AuthenticateNeeds } from '../moderators/authenticate.ts';
import { requireMay } from '../moderators/may.ts';
import { signedRoutes } from '../moderators/signed-routes.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { MailParams, MailsQuery } from '../wire/mails.ts';
import { listMails, type MailsNeeds, sendAgain } from './list-mails.ts';

export type MailRouteNeeds = AuthenticateNeeds & MailsNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'all'> };

const { moderated } = signedRoutes<MailRouteNeeds>();

export const mailsRoute = moderated(async (needs, { moderator, request }) => {
  const { site: slug, ...query } = MailsQuery.parse(request.query);
  const site = slug === undefined ? null : await needs.sites.bySlug(slug);
  if (site) requireMay(moderator, 'moderate', site.id);
  return listMails(needs, site ? [site.id] : moderator.sites, query);
});

export const sendAgainRoute = moderated((needs, { moderator, request }) =>
  sendAgain(needs, moderator, MailParams.parse(request.params).id),
);

import type { AuthenticateNeeds } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { signedRoutes } from '../moderators/signed-routes.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { MailParams, MailsQuery } from '../wire/mails.ts';
import { listMails, type MailsNeeds, sendAgain } from './list-mails.ts';

export type MailRouteNeeds = AuthenticateNeeds & MailsNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'all'> };

const { moderated } = signedRoutes<MailRouteNeeds>();

export const mailsRoute = moderated(async (needs, { moderator, request }) => {
  const { site: slug, ...query } = MailsQuery.parse(request.query);
  const site = slug === undefined ? null : await needs.sites.bySlug(slug);
  if (site) requireMay(moderator, 'moderate', site.id);
  return listMails(needs, site ? sitesOf(moderator, site) : moderator.sites, query);
});

/** Mails about accounts are of no site: an operator sees them beside those of any. */
function sitesOf({ role }: Moderator, { id }: Pick<Site, 'id'>): readonly string[] {
  return role === 'operator' ? [id, ''] : [id];
}

export const sendAgainRoute = moderated((needs, { moderator, request }) =>
  sendAgain(needs, moderator, MailParams.parse(request.params).id),
);

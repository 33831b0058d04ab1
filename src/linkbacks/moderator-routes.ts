import type { Request, RequestHandler } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { requireMay } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { DiscoverQuery, LinkbacksQuery, SendRequest } from '../wire/linkbacks.ts';
import { type ListNeeds, listLinkbacks } from './list.ts';
import { testPage } from './self-test.ts';
import { orderSending, type SendNeeds } from './send.ts';

export type LinkbackNeeds = AuthenticateNeeds &
  ListNeeds &
  SendNeeds & {
    readonly store: AuthenticateNeeds['store'] & ListNeeds['store'] & SendNeeds['store'];
    readonly sites: Pick<SiteBook, 'bySlug'>;
  };

/** What a deploy hook calls: a page, a feed or a sitemap whose links are to be told of. */
export const sendRoute =
  (needs: LinkbackNeeds): RequestHandler =>
  async (request, response) => {
    const site = await moderatedSite(needs, request);
    const { url, feed, sitemap } = SendRequest.parse(request.body);
    const what = url !== undefined ? 'page' : feed !== undefined ? 'feed' : 'sitemap';
    await orderSending(needs, site, { what, url: url ?? feed ?? sitemap ?? '', stamp: '' });
    response.status(202).set('Cache-Control', 'no-store').json({ accepted: true });
  };

export const listRoute =
  (needs: LinkbackNeeds): RequestHandler =>
  async (request, response) => {
    const site = await moderatedSite(needs, request);
    response.set('Cache-Control', 'no-store').json(await listLinkbacks(needs, site, LinkbacksQuery.parse(request.query)));
  };

export const discoverRoute =
  (needs: LinkbackNeeds): RequestHandler =>
  async (request, response) => {
    const site = await moderatedSite(needs, request);
    const { url } = DiscoverQuery.parse(request.query);
    // For one's own pages: it is not there for looking at those of others from here.
    if (!nameOfPage(site, url)) refuse('page-not-of-this-site');
    response.set('Cache-Control', 'no-store').json(await testPage(needs.fetchPage, url));
  };

async function moderatedSite(needs: LinkbackNeeds, request: Request): Promise<Site> {
  const moderator = await requireModerator(needs, request);
  const site = await needs.sites.bySlug(String(request.params['site']));
  requireMay(moderator, 'moderate', site.id);
  return site;
}

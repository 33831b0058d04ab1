import type { RequestHandler } from 'express';
import { avatarSvg } from '../comments/avatar.ts';
import { recentOfSite } from '../comments/recent.ts';
import { sendBuilt } from '../http/send.ts';
import { refuse } from '../refusal.ts';
import { findPage } from '../sites/find-page.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { PageFeedQuery } from '../wire/thread.ts';
import { atomFeed } from './feed.ts';

export interface FeedNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'recent' | 'shown'>;
    readonly pages: Pick<Store['pages'], 'byId' | 'byKey'>;
  };
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly publicUrl: string;
}

const entries = 50;
const atom = 'application/atom+xml; charset=utf-8';

export const siteFeedRoute =
  (needs: FeedNeeds): RequestHandler =>
  async (request, response) => {
    const site = await needs.sites.bySlug(String(request.params['site']));
    const items = await recentOfSite(needs, site, entries);
    const selfUrl = `${needs.publicUrl}/feeds/${site.slug}.atom`;
    const feed = atomFeed({ title: `Comments on ${site.name}`, selfUrl, pageUrl: null, items });
    sendBuilt(request, response, { body: Buffer.from(feed), type: atom, sMaxAge: site.settings.sMaxAge });
  };

export const pageFeedRoute =
  (needs: FeedNeeds): RequestHandler =>
  async (request, response) => {
    const site = await needs.sites.bySlug(String(request.params['site']));
    const { page, url } = await findPage(needs.store, site, PageFeedQuery.parse(request.query).url);
    const comments = page ? await needs.store.comments.shown(page.id, 'all', { order: 'newest', limit: entries }) : [];
    const items = comments.flatMap((comment) => (page && comment.status === 'approved' ? [{ comment, page }] : []));
    const selfUrl = `${needs.publicUrl}/feeds/${site.slug}/page.atom?url=${encodeURIComponent(page?.url ?? url)}`;
    const feed = atomFeed({ title: `Comments on ${page?.title ?? page?.url ?? url}`, selfUrl, pageUrl: page?.url ?? url, items });
    sendBuilt(request, response, { body: Buffer.from(feed), type: atom, sMaxAge: site.settings.sMaxAge });
  };

const hashPattern = /^[0-9a-f]{16}$/;

/** The picture is drawn from its own address, so that it depends on nothing stored and never changes. */
export const avatarRoute: RequestHandler = (request, response) => {
  const hash = String(request.params['hash']);
  if (!hashPattern.test(hash)) refuse('not-found');
  response
    .set('Cache-Control', 'public, max-age=31536000, immutable')
    .set('Cross-Origin-Resource-Policy', 'cross-origin')
    .type('image/svg+xml')
    .send(avatarSvg(hash));
};

import type { Job } from '../jobs/job.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { type FeedItem, readFeed } from './read-feed.ts';
import { askAgain, isPage, isUnchanged, orderSending, type SendNeeds, sendKey, sendStep } from './send.ts';
import type { Sending } from './sending.ts';

export interface SendAllNeeds extends SendNeeds {
  readonly sites: Pick<SiteBook, 'all' | 'byId'>;
}

/** Sends what was ordered: a page's linkbacks, or orders those of the pages that a feed or sitemap names. */
export async function sendLinkbacks(
  needs: SendAllNeeds,
  job: Pick<Job, 'key' | 'subjectId'>,
): Promise<{ readonly againAt: number } | null> {
  const sending = await needs.store.sendings.byId(job.subjectId);
  if (sending?.state !== 'due' || sendKey(sending) !== job.key) return null;
  if (sending.what !== 'page') {
    await orderPages(needs, sending);
    return null;
  }
  const { againAt } = await sendStep(needs, sending);
  return againAt === null ? null : { againAt };
}

/** Of a site, the newest so many at a time: whoever has more calls for them page by page. */
const mostPages = 50;

/** Orders each page that is new, or of which the feed says that it changed. Answers what it ordered. */
export async function orderPages(needs: SendAllNeeds, feed: Sending, delayMs = 0): Promise<readonly Sending[]> {
  const site = await needs.sites.byId(feed.siteId);
  const fetched = await askAgain(needs, feed);
  const items = isPage(fetched) ? readFeed(fetched.body, fetched.url) : null;
  const ordered: Sending[] = [];
  for (const item of site && items ? ownItems(site, items) : []) {
    const before = await needs.store.sendings.byKey(feed.siteId, `page ${item.url}`);
    if (site && (!before || before.stamp !== item.stamp || item.stamp === ''))
      ordered.push(await orderSending(needs, site, { what: 'page', delayMs, ...item }));
  }
  const { etag = null, 'last-modified': lastModified = null } = isPage(fetched) ? fetched.headers : {};
  const validators = items === null ? {} : { etag, lastModified };
  const state = items !== null || isUnchanged(fetched) ? 'sent' : 'failed';
  const after: Sending = { ...feed, ...validators, state, changedAt: needs.now(), version: feed.version + 1 };
  await needs.store.sendings.change(after, { jobs: [], log: null });
  return ordered;
}

function ownItems(site: Site, items: readonly FeedItem[]): readonly FeedItem[] {
  return items.filter(({ url }) => nameOfPage(site, url) !== null).slice(0, mostPages);
}

/** Looks at the feeds that sites name. */
export async function watchFeeds(needs: SendAllNeeds): Promise<void> {
  for (const site of await needs.sites.all()) {
    const { watchFeed } = site.settings;
    if (watchFeed !== null && nameOfPage(site, watchFeed))
      await orderSending(needs, site, { what: 'feed', url: watchFeed, stamp: '' });
  }
}

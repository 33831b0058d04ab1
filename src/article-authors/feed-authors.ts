import { LRUCache } from 'lru-cache';
import type { SafeFetch } from '../net/safe-fetch.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Page, PageAuthor } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { readFeedAuthors } from './read-feed-authors.ts';

/**
 * What the feed of a site says of a page. said: this is its author, or nobody with an email. silent: it does not name the page, there is
 * none, or it could not be read. busy: its host was asked enough for now.
 */
export type FeedWord =
  | { readonly outcome: 'said'; readonly author: PageAuthor | null }
  | { readonly outcome: 'silent' }
  | { readonly outcome: 'busy'; readonly freeAt: number };

/** The feeds that sites name as their own, as far as they say who wrote what. */
export interface FeedAuthors {
  of(site: Site, page: Pick<Page, 'url'>): Promise<FeedWord>;
}

type ByKey = ReadonlyMap<string, PageAuthor | null>;
type Busy = { readonly freeAt: number };
type Reading = { readonly at: number; readonly read: Promise<ByKey | Busy> };

/** A feed is asked for once in this time, also one that could not be read. */
const freshMs = 15 * 60_000;
const mostFeeds = 100;

export function createFeedAuthors({
  fetchPage,
  now,
}: {
  readonly fetchPage: SafeFetch;
  readonly now: () => number;
}): FeedAuthors {
  const readings = new LRUCache<string, Reading>({ max: mostFeeds });
  const readingOf = (site: Site, feed: string): Promise<ByKey | Busy> => {
    const key = `${site.id} ${feed}`;
    const known = readings.get(key);
    if (known && now() - known.at < freshMs) return known.read;
    const reading = { at: now(), read: readFeed(fetchPage, site, feed) };
    readings.set(key, reading);
    const forget = () => readings.get(key) === reading && readings.delete(key);
    reading.read.then((names) => 'freeAt' in names && forget(), forget);
    return reading.read;
  };
  return {
    of: async (site, page) => {
      const { watchFeed } = site.settings;
      const key = nameOfPage(site, page.url)?.key;
      if (watchFeed === null || key === undefined || nameOfPage(site, watchFeed) === null) return { outcome: 'silent' };
      const names = await readingOf(site, watchFeed);
      if ('freeAt' in names) return { outcome: 'busy', freeAt: names.freeAt };
      const author = names.get(key);
      return author === undefined ? { outcome: 'silent' } : { outcome: 'said', author };
    },
  };
}

/** Where a feed leads to another site it is not the owner's word any more. */
async function readFeed(fetchPage: SafeFetch, site: Site, feed: string): Promise<ByKey | Busy> {
  const fetched = await fetchPage({ url: feed });
  if (fetched.outcome === 'busy') return { freeAt: fetched.freeAt };
  const isRead = fetched.outcome === 'answered' && fetched.status >= 200 && fetched.status < 300 && !fetched.isCut;
  const names = isRead && nameOfPage(site, fetched.url) !== null ? readFeedAuthors(fetched.body, fetched.url) : null;
  const byKey = new Map<string, PageAuthor | null>();
  for (const [url, author] of names ?? []) {
    const key = nameOfPage(site, url)?.key;
    if (key !== undefined && !byKey.has(key)) byKey.set(key, author);
  }
  return byKey;
}

import { entryOf } from '../moderation/log-entry.ts';
import type { Moderator } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { nameOfPage } from './find-page.ts';
import { newPage, type Page, type PageAuthor } from './page.ts';
import type { Site } from './site.ts';

export interface PageNeeds {
  readonly store: { readonly pages: Pick<Store['pages'], 'byKey' | 'ensure' | 'setOpen' | 'nameAuthor' | 'move' | 'merge'> };
  readonly now: () => number;
  readonly newId: () => string;
}

interface Place {
  readonly site: Site;
  readonly url: string;
}

/** Opens or closes a page's thread by a moderator's word (null: as the settings say), also before its first comment. */
export async function openPage(
  needs: PageNeeds,
  by: Moderator,
  { site, url, open }: Place & { readonly open: boolean | null },
): Promise<Page> {
  const page = await madePage(needs, { site, url });
  const log = entryOf(needs, by, { siteId: site.id, act: 'open-page', note: null, detail: { page: page.url, open } });
  return (await needs.store.pages.setOpen(page.id, open, { jobs: [], log })) ?? refuse('not-found');
}

/** Says who wrote a page, or that nobody is told of its comments. The log keeps that it was said, and not whom: an erasure would miss it. */
export async function nameAuthor(
  needs: PageNeeds,
  by: Moderator,
  { site, url, author }: Place & { readonly author: PageAuthor | null },
): Promise<Page> {
  const page = await madePage(needs, { site, url });
  const detail = { page: page.url, author: author === null ? 'nobody' : 'named' };
  const log = entryOf(needs, by, { siteId: site.id, act: 'page', note: null, detail });
  return (await needs.store.pages.nameAuthor(page.id, { author, from: 'moderator' }, { jobs: [], log })) ?? refuse('not-found');
}

export function authorViewOf({ author, authorFrom: from }: Pick<Page, 'author' | 'authorFrom'>) {
  return author && from && { ...author, from };
}

function madePage(needs: PageNeeds, { site, url }: Place): Promise<Page> {
  const named = nameOfPage(site, url) ?? refuse('page-not-of-this-site');
  return needs.store.pages.ensure(newPage({ id: needs.newId(), siteId: site.id, url: named.url }), named.key);
}

/** The thread of `url` stands at `to` from now on, and is found at both. */
export async function movePage(
  needs: PageNeeds,
  by: Moderator,
  { site, url, to }: Place & { readonly to: string },
): Promise<void> {
  const oldKey = keyOf(site, url, 'old');
  const next = nameOfPage(site, to) ?? refuseField('new', 'foreign', `${to} is no page of this site.`);
  const log = entryOf(needs, by, { siteId: site.id, act: 'page', note: null, detail: { moved: url, to: next.url } });
  const outcome = await needs.store.pages.move(site.id, { oldKey, newKey: next.key, newUrl: next.url }, { jobs: [], log });
  if (outcome === 'unknown') refuseField('old', 'unknown', `Nothing is stored of ${url}.`);
  if (outcome === 'taken') refuseField('new', 'taken', `${to} has a thread of its own: merge the two.`);
}

/** Both addresses lead to the thread of `into`, which takes the comments of `url` by a job. Answers the id of the page that goes. */
export async function mergePages(
  needs: PageNeeds,
  by: Moderator,
  { site, url, into }: Place & { readonly into: string },
): Promise<string> {
  const from = await storedPage(needs, site, { url, field: 'from' });
  const target = await storedPage(needs, site, { url: into, field: 'into' });
  if (from.id === target.id) refuseField('into', 'same', 'These two are one page already.');
  const log = entryOf(needs, by, { siteId: site.id, act: 'page', note: null, detail: { merged: url, into: target.url } });
  const job = {
    id: needs.newId(),
    key: `merge-page:${from.id}`,
    kind: 'merge-page',
    subjectId: from.id,
    runAt: needs.now(),
  } as const;
  await needs.store.pages.merge(from.id, target.id, { jobs: [job], log });
  return from.id;
}

async function storedPage(needs: PageNeeds, site: Site, { url, field }: { url: string; field: string }): Promise<Page> {
  const page = await needs.store.pages.byKey(site.id, keyOf(site, url, field));
  return page ?? refuseField(field, 'unknown', `Nothing is stored of ${url}.`);
}

function keyOf(site: Site, url: string, field: string): string {
  return nameOfPage(site, url)?.key ?? refuseField(field, 'foreign', `${url} is no page of this site.`);
}

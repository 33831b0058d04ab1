import { findPage } from '../sites/find-page.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { ThreadQuery, ThreadView } from '../wire/thread.ts';
import { makeReady, type Ready } from './ready-bytes.ts';
import { defaultForm, emptyThread, readThread, type ThreadNeeds, type ThreadRequest } from './thread.ts';
import type { ThreadCache } from './thread-cache.ts';

export interface ReadingNeeds extends ThreadNeeds {
  readonly store: ThreadNeeds['store'] & { readonly pages: Pick<Store['pages'], 'byKey' | 'byId'> };
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly threads: ThreadCache;
}

/** What a request for a thread is answered with: bytes kept ready, or a body made for this request alone. */
export type ThreadAnswer =
  | { readonly ready: Ready }
  | { readonly body: Buffer; readonly type?: string; readonly sMaxAge: number };

/** Answers a thread in any form. Only the default form of a stored page is kept. */
export async function answerThread(needs: ReadingNeeds, query: ThreadQuery, target: string): Promise<ThreadAnswer> {
  const { site: slug, url, ...request } = query;
  const site = await needs.sites.bySlug(slug);
  const { page } = await findPage(needs.store, site, url);
  const { sMaxAge } = site.settings;
  if (!page) return { body: bytesOf(emptyThread(site, request)), sMaxAge };
  if (!isDefault(request)) return { body: bytesOf(await readThread(needs, { site, page }, request)), sMaxAge };
  return { ready: await needs.threads.answer({ site, page, kind: 'json', target }, () => readyThread(needs, site, page)) };
}

async function readyThread(needs: ReadingNeeds, site: Site, page: Page): Promise<Ready> {
  return makeReady(bytesOf(await readDefault(needs, site, page)), { sMaxAge: site.settings.sMaxAge });
}

/** Read anew, since the page at hand may be older than the change that made these bytes necessary. */
export async function readDefault(needs: ReadingNeeds, site: Site, page: Page): Promise<ThreadView> {
  const current = await needs.store.pages.byId(page.id);
  return readThread(needs, { site, page: current ?? page }, defaultForm);
}

export function isDefault(request: ThreadRequest): boolean {
  return Object.values(request).every((value) => value === undefined);
}

function bytesOf(view: unknown): Buffer {
  return Buffer.from(JSON.stringify(view));
}

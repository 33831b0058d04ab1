import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import type { Store } from '../storage/store.ts';
import type { PagesQuery, PagesView } from '../wire/overview.ts';
import { authorViewOf } from './change-page.ts';
import { isOpen, type Page } from './page.ts';
import type { Site } from './site.ts';

interface Needs {
  readonly store: { readonly overview: Pick<Store['overview'], 'latestPages'> };
}

const pagesAtOnce = 500;
/** So many pages are looked at for one answer, however few of them are meant. */
const mostLookedAt = 10_000;

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Pages of a site, the latest made first, those whose address or title contains `q`. The cursor is the last page looked at. */
export async function listPages(
  { store }: Needs,
  site: Site,
  { q = '', cursor, limit }: z.infer<typeof PagesQuery>,
): Promise<z.infer<typeof PagesView>> {
  const wanted = folded(q);
  const isMeant = ({ url, title }: Page) => wanted === '' || folded(`${url}\n${title ?? ''}`).includes(wanted);
  const found: Page[] = [];
  let last: string | null = cursor ?? null;
  for (let looked = 0; looked < mostLookedAt; looked += pagesAtOnce) {
    const pages = await store.overview.latestPages(site.id, last, pagesAtOnce);
    for (const page of pages) {
      if (found.length === limit) return { pages: found.map((one) => viewOf(site, one)), next: last };
      if (isMeant(page)) found.push(page);
      last = page.id;
    }
    if (pages.length < pagesAtOnce) return { pages: found.map((one) => viewOf(site, one)), next: null };
    await nextTurn();
  }
  return { pages: found.map((one) => viewOf(site, one)), next: last };
}

function viewOf(site: Site, page: Page): z.infer<typeof PagesView>['pages'][number] {
  const { url, title, open: said, count } = page;
  return { url, title, open: isOpen(page, site.settings), said, count, aged: page.aged, author: authorViewOf(page) };
}

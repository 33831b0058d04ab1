import { nameOfPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';

/** How many approved comments each of these addresses has, under the address as asked. One that is no page of the site has none. */
export async function countsOf(
  store: { readonly pages: Pick<Store['pages'], 'byKeys'> },
  site: Site,
  urls: readonly string[],
): Promise<Record<string, number>> {
  const keys = new Map(urls.map((url) => [url, nameOfPage(site, url)?.key ?? null]));
  const known = [...new Set([...keys.values()].filter((key) => key !== null))];
  const pages = await store.pages.byKeys(site.id, known);
  return Object.fromEntries([...keys].map(([url, key]) => [url, (key !== null && pages.get(key)?.count) || 0]));
}

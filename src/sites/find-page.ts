import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { isHostOf } from './host.ts';
import type { Page } from './page.ts';
import { pageKeyOf } from './page-key.ts';
import type { Site } from './site.ts';

/** A page as named from outside: its key, its cleaned address, and what is stored of it. */
export interface FoundPage {
  readonly key: string;
  readonly url: string;
  readonly page: Page | null;
}

/** @throws Refusal `page-not-of-this-site` */
export async function findPage(
  store: { readonly pages: Pick<Store['pages'], 'byKey'> },
  site: Site,
  url: string,
): Promise<FoundPage> {
  const named = nameOfPage(site, url) ?? refuse('page-not-of-this-site');
  return { ...named, page: await store.pages.byKey(site.id, named.key) };
}

/** Key and cleaned address of a page of this site; null for any other address. */
export function nameOfPage(site: Site, url: string): { readonly key: string; readonly url: string } | null {
  const named = pageKeyOf(url, { pageQuery: site.settings.pageQuery });
  return named && isHostOf(site.hosts, new URL(named.url)) ? named : null;
}

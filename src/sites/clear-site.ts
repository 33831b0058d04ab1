import type { Store } from '../storage/store.ts';

const batch = 500;

/** Empties a removed site. A step that finds less than it may do is no last one: each kind of row has its own. */
export async function clearSite(needs: { readonly store: Pick<Store, 'sites'> }, siteId: string): Promise<void> {
  while ((await needs.store.sites.clear(siteId, batch)) > 0);
}

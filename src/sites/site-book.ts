import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { isHostOf } from './host.ts';
import type { Site } from './site.ts';

/** All sites with their settings, in memory: every request needs one. Read again after any change of a site, ours or another process'. */
export interface SiteBook {
  all(): Promise<readonly Site[]>;
  /** @throws Refusal `unknown-site` */
  bySlug(slug: string): Promise<Site>;
  byId(id: string): Promise<Site | null>;
  /** Whether any site has this origin's host; answered from what is in memory. */
  isHostOfAnySite(origin: string): boolean;
  close(): void;
}

export function createSiteBook(store: Pick<Store, 'sites' | 'events'>): SiteBook {
  let reading: Promise<readonly Site[]> | null = null;
  let known: readonly Site[] = [];
  const read = async (): Promise<readonly Site[]> => {
    known = await store.sites.all();
    return known;
  };
  const all = (): Promise<readonly Site[]> => {
    if (reading) return reading;
    const mine = read();
    reading = mine;
    // A failed reading is not an answer to keep.
    mine.catch(() => {
      if (reading === mine) reading = null;
    });
    return mine;
  };
  const close = store.events.watch((changes) => {
    if (changes !== null && !changes.some((change) => change.kind === 'site')) return;
    reading = null;
    // Read at once: a preflight of a new site is answered from what is known, and fails by itself when the store is away.
    all().catch(() => undefined);
  });
  return {
    all,
    bySlug: async (slug) => (await all()).find((site) => site.slug === slug) ?? refuse('unknown-site'),
    byId: async (id) => (await all()).find((site) => site.id === id) ?? null,
    isHostOfAnySite: (origin) => URL.canParse(origin) && known.some((site) => isHostOf(site.hosts, new URL(origin))),
    close,
  };
}

import type { Store } from '../storage/store.ts';
import { defaultSettings } from '../wire/settings.ts';

interface Needs {
  readonly store: Pick<Store, 'sites'>;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The site of the demo article: made at the first start on a database nobody named, so that there is something to look at. */
export async function makeDemoSite({ store, publicUrl, now, newId }: Needs): Promise<void> {
  if ((await store.sites.all()).length > 0) return;
  const hosts = [...new Set([new URL(publicUrl).hostname, '127.0.0.1', 'localhost'])];
  const site = { id: newId(), slug: 'demo', name: 'Demo', hosts, settings: defaultSettings, version: 1, createdAt: now() };
  // Two processes may start at once: whoever comes second finds it taken, and all is well.
  await store.sites.add(site, { shareHosts: false }, { jobs: [], log: null });
}

import type { z } from 'zod';
import { type Moderator, may } from '../moderators/may.ts';
import type { Store } from '../storage/store.ts';
import type { SitesView } from '../wire/overview.ts';
import type { SiteBook } from './site-book.ts';

interface Needs {
  readonly store: { readonly queue: Pick<Store['queue'], 'counts'> };
  readonly sites: Pick<SiteBook, 'all'>;
}

const mostCounted = 200;

/** The sites that somebody may moderate, by name, with what is in the queue of each. */
export async function listSites({ store, sites }: Needs, moderator: Moderator): Promise<z.infer<typeof SitesView>> {
  const own = (await sites.all()).filter(({ id }) => may(moderator, 'moderate', id));
  const byName = own.toSorted((a, b) => a.name.localeCompare(b.name) || (a.slug < b.slug ? -1 : 1));
  const counted = await Promise.all(
    byName.map(async ({ id, slug, name, hosts }, at) => ({
      ...{ slug, name, hosts: [...hosts], owner: may(moderator, 'own', id) },
      counts: at < mostCounted ? await store.queue.counts(id) : null,
    })),
  );
  return { sites: counted };
}

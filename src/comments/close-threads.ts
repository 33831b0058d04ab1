import { inBatches } from '../jobs/in-batches.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';

interface Needs {
  readonly store: { readonly pages: Pick<Store['pages'], 'age'> };
  readonly sites: Pick<SiteBook, 'all'>;
  readonly now: () => number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Closes the threads of pages older than their site's `closeAfterDays`, and opens those again that a changed setting spares. */
export async function closeThreads(needs: Needs, siteId?: string): Promise<void> {
  for (const { id, settings } of await needs.sites.all()) {
    if (siteId !== undefined && id !== siteId) continue;
    const dueAt = settings.closeAfterDays === null ? null : needs.now() - settings.closeAfterDays * dayMs;
    await inBatches((limit) => needs.store.pages.age(id, dueAt, limit));
  }
}

import { inBatches } from '../jobs/in-batches.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';

interface Needs {
  readonly store: { readonly comments: Pick<Store['comments'], 'expire' | 'forgetFormer' | 'shortenAddresses'> };
  readonly sites: Pick<SiteBook, 'all'>;
  readonly now: () => number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Deletes spam and trash that have been there for as long as the site keeps them, and with the trash what moderators edited out. */
export async function expireComments(needs: Needs): Promise<void> {
  for (const { id, settings } of await needs.sites.all()) {
    const before = (days: number) => needs.now() - days * dayMs;
    await inBatches((limit) =>
      needs.store.comments.expire({ siteId: id, status: 'spam', before: before(settings.spamDays) }, limit),
    );
    await inBatches((limit) =>
      needs.store.comments.expire({ siteId: id, status: 'trash', before: before(settings.trashDays) }, limit),
    );
    await inBatches((limit) => needs.store.comments.forgetFormer(id, before(settings.trashDays), limit));
  }
}

/** Cuts addresses down once the site's days with the whole ones are over. */
export async function shortenAddresses(needs: Needs): Promise<void> {
  for (const { id, settings } of await needs.sites.all()) {
    const before = needs.now() - settings.ipDays * dayMs;
    await inBatches((limit) => needs.store.comments.shortenAddresses(id, before, limit));
  }
}

import { inBatches } from '../jobs/in-batches.ts';
import type { Store } from '../storage/store.ts';

/** Brings the comments of a merged page to where its keys point now. */
export async function mergePage(needs: { readonly store: Pick<Store, 'pages'> }, pageId: string): Promise<void> {
  await inBatches((limit) => needs.store.pages.rehome(pageId, limit));
}

import type { Store } from '../storage/store.ts';

const most = 500;

/** The newest linkbacks that a page shows, by their sources: what pingback.extensions.getPingbacks answers. */
export async function approvedSources(
  store: { readonly comments: Pick<Store['comments'], 'shown'> },
  pageId: string,
): Promise<readonly string[]> {
  const shown = await store.comments.shown(pageId, 'top', { order: 'newest', limit: most });
  return shown.flatMap(({ status, source }) => (status === 'approved' && source ? [source.url] : []));
}

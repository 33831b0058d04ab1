import type { StoredComment } from '../comments/comment.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';

export interface OrderTellingNeeds {
  readonly store: { readonly pages: Pick<Store['pages'], 'byId'>; readonly jobs: Pick<Store['jobs'], 'add'> };
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Orders that the author of a comment's article be told of it, where anybody may be named. A job of its own: the feed may be slow. */
export async function orderTelling(needs: OrderTellingNeeds, { id, siteId, pageId }: StoredComment): Promise<void> {
  const site = await needs.sites.byId(siteId);
  if (!site?.settings.notifyAuthors) return;
  const page = site.settings.watchFeed === null ? await needs.store.pages.byId(pageId) : null;
  if (site.settings.watchFeed === null && !page?.author) return;
  const job = { id: needs.newId(), key: `tell-author:${id}`, kind: 'tell-author', subjectId: id, runAt: needs.now() } as const;
  await needs.store.jobs.add([job]);
}

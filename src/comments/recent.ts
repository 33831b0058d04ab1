import type { FeedItem } from '../feeds/feed.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';

interface Needs {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'recent' | 'shown'>;
    readonly pages: Pick<Store['pages'], 'byId'>;
  };
}

/** The newest approved comments of a site with their pages. */
export async function recentOfSite(needs: Needs, site: Pick<Site, 'id'>, limit: number): Promise<FeedItem[]> {
  const comments = await needs.store.comments.recent(site.id, limit);
  const ids = [...new Set(comments.map((comment) => comment.pageId))];
  const pages = new Map((await Promise.all(ids.map((id) => needs.store.pages.byId(id)))).map((page) => [page?.id, page]));
  return comments.flatMap((comment) => {
    const page = pages.get(comment.pageId);
    return page ? [{ comment, page }] : [];
  });
}

import type { StoredComment } from '../comments/comment.ts';
import { commentByOwnLink, type OwnLinkNeeds } from '../comments/own-link.ts';
import { emptyThread, readThread, type ThreadNeeds, type ThreadRequest } from '../comments/thread.ts';
import { viewOf } from '../comments/view.ts';
import { Refusal } from '../refusal.ts';
import { findPage } from '../sites/find-page.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { ThreadPageQuery } from '../wire/reader.ts';
import type { ThreadView } from '../wire/thread.ts';
import { withOwn } from './own-comment.ts';

export type ShownNeeds = ThreadNeeds &
  OwnLinkNeeds & {
    readonly store: ThreadNeeds['store'] & { readonly pages: Pick<Store['pages'], 'byKey'> };
    readonly sites: Pick<SiteBook, 'bySlug'>;
  };

/** What a request for the page without JavaScript gets to see. */
export interface Shown {
  readonly site: Site;
  readonly url: string;
  readonly thread: ThreadView;
  /** The comment that was asked for is not shown here, or not any more: this is the thread without it. */
  readonly isGone: boolean;
}

export async function readShown(needs: ShownNeeds, query: ThreadPageQuery): Promise<Shown> {
  const site = await needs.sites.bySlug(query.site);
  const { page, url } = await findPage(needs.store, site, query.url);
  const part = partOf(query);
  if (page === null) return { site, url, thread: emptyThread(site, part), isGone: false };
  const own = await ownOn(needs, page, query.own);
  const isShown = own?.status === 'approved' && part.cursor === undefined && part.root === undefined;
  const asked = isShown ? { ...part, around: own.id } : part;
  const { thread, isGone } = await readOrWithout(needs, { site, page }, asked);
  const isWaiting = own?.status === 'pending' || own?.status === 'spam';
  const order = query.order ?? site.settings.order;
  const mine = own && isWaiting ? { comment: own, view: viewOf(needs, site, own) } : null;
  const whole = mine ? withOwn(thread, mine, { maxDepth: site.settings.maxDepth, order }) : thread;
  return { site, url: page.url, thread: whole, isGone };
}

/** Which part of the thread is meant. Who replies to a comment sees it. */
export function partOf({ order, limit, cursor, around, root, replyto }: ThreadPageQuery): ThreadRequest {
  const isPlaced = cursor !== undefined || root !== undefined;
  return { order, limit, cursor, around: around ?? (isPlaced ? undefined : replyto), root };
}

async function ownOn(needs: ShownNeeds, page: Page, link: string | undefined): Promise<StoredComment | null> {
  const own = link === undefined ? null : await commentByOwnLink(needs, link);
  return own?.pageId === page.id ? own : null;
}

/** A link may name a comment that was removed since: whoever follows it gets the thread all the same. */
async function readOrWithout(
  needs: ShownNeeds,
  place: { readonly site: Site; readonly page: Page },
  part: ThreadRequest,
): Promise<Pick<Shown, 'thread' | 'isGone'>> {
  try {
    return { thread: await readThread(needs, place, part), isGone: false };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unknown-comment') throw error;
    const { order, limit } = part;
    return { thread: await readThread(needs, place, { order, limit }), isGone: true };
  }
}

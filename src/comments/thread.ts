import { refuse } from '../refusal.ts';
import { isOpen, type Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { decodeCursor } from '../storage/cursor.ts';
import type { Range, Store } from '../storage/store.ts';
import type { CommentView, ThreadQuery, ThreadView } from '../wire/thread.ts';
import { isShown, type StoredComment } from './comment.ts';
import { nest } from './nest.ts';
import { type Replies, repliesUnder } from './replies.ts';
import { type Slice, slice, sliceAround } from './slice.ts';
import { shownViewOf, type ViewNeeds } from './view.ts';

export interface ThreadNeeds extends ViewNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId' | 'byIds' | 'shown' | 'replies' | 'firstReplies'> };
}

export interface Place {
  readonly site: Site;
  readonly page: Page;
}

export type ThreadRequest = Pick<ThreadQuery, 'order' | 'limit' | 'cursor' | 'around' | 'root'>;

/** The form of a thread that most readers ask for, and the only one kept ready. */
export const defaultForm: ThreadRequest = {};

const repliesUnderOneRoot = 50;
const commentsInOneAnswer = 1_000;

/**
 * Reads the rows one answer shows and no others, so that a thread of any size costs the same.
 * @throws Refusal `unknown-comment` when `around` or `root` is not shown on this page, `invalid` for a cursor that is none.
 */
export async function readThread(needs: ThreadNeeds, place: Place, request: ThreadRequest): Promise<ThreadView> {
  if (request.root !== undefined) return readRestOfReplies(needs, place, { ...request, root: request.root });
  const target = request.around === undefined ? null : await shownHere(needs, place, request.around);
  const tops = await readTops(needs, place, { request, target });
  return threadView(place, tops, await viewsUnder(needs, place, { tops: tops.rows, target }));
}

/** The one answer for every page of a site of which nothing is stored. A cursor that is none is one here as well. */
export function emptyThread(site: Site, { cursor }: Pick<ThreadRequest, 'cursor'>): ThreadView {
  if (cursor !== undefined) decodeCursor(cursor);
  return { page: { url: null, title: null, open: isOpen(null, site.settings) }, count: 0, comments: [], prev: null, next: null };
}

async function readTops(
  needs: ThreadNeeds,
  { site, page }: Place,
  about: { request: ThreadRequest; target: StoredComment | null },
): Promise<Slice> {
  const { request, target } = about;
  const level = isFlat(site) ? 'all' : 'top';
  const read = (range: Range) => needs.store.comments.shown(page.id, level, range);
  const order = request.order ?? site.settings.order;
  const limit = request.limit ?? site.settings.perPage;
  if (target) return sliceAround(read, await rootOf(needs, site, target), { order, limit });
  return slice(read, { order, limit, cursor: request.cursor === undefined ? null : decodeCursor(request.cursor) });
}

async function viewsUnder(
  needs: ThreadNeeds,
  { site }: Place,
  { tops, target }: { tops: readonly StoredComment[]; target: StoredComment | null },
): Promise<CommentView[]> {
  if (isFlat(site)) return tops.flatMap((top) => nestedViews(needs, site, { top, replies: noReplies }));
  const inAll = commentsInOneAnswer - tops.length;
  const replies = await repliesUnder(needs.store.comments, { tops, target, underOneRoot: repliesUnderOneRoot, inAll });
  return tops.flatMap((top, at) => nestedViews(needs, site, { top, replies: replies[at] ?? noReplies }));
}

const noReplies: Replies = { rows: [], more: null };

function nestedViews(needs: ThreadNeeds, site: Site, { top, replies }: { top: StoredComment; replies: Replies }): CommentView[] {
  const view = { ...shownViewOf(needs, site, top), moreReplies: replies.more };
  const below = replies.rows.map((comment) => ({ comment, view: shownViewOf(needs, site, comment) }));
  return nest([{ comment: top, view }, ...below], site.settings.maxDepth);
}

async function readRestOfReplies(
  needs: ThreadNeeds,
  place: Place,
  request: ThreadRequest & { root: string },
): Promise<ThreadView> {
  const root = await shownHere(needs, place, request.root);
  const cursor = request.cursor === undefined ? null : decodeCursor(request.cursor);
  const read = (range: Range) => needs.store.comments.replies(root.id, range);
  const rest = await slice(read, { order: 'oldest', limit: request.limit ?? repliesUnderOneRoot, cursor });
  const placed = rest.rows.map((comment) => ({ comment, view: shownViewOf(needs, place.site, comment) }));
  return threadView(place, rest, nest(placed, place.site.settings.maxDepth));
}

function threadView({ site, page }: Place, { prev, next }: Slice, comments: CommentView[]): ThreadView {
  return {
    page: { url: page.url, title: page.title, open: isOpen(page, site.settings) },
    count: page.count,
    comments,
    prev,
    next,
  };
}

async function shownHere(needs: ThreadNeeds, { page }: Place, id: string): Promise<StoredComment> {
  const comment = await needs.store.comments.byId(id);
  return comment && comment.pageId === page.id && isShown(comment) ? comment : refuse('unknown-comment');
}

async function rootOf(needs: ThreadNeeds, site: Site, comment: StoredComment): Promise<StoredComment> {
  const rootId = comment.lineage[0];
  if (rootId === undefined || isFlat(site)) return comment;
  return (await needs.store.comments.byId(rootId)) ?? refuse('unknown-comment');
}

/** Without levels there are no roots: everything stands in one list by date. */
function isFlat(site: Site): boolean {
  return site.settings.maxDepth === 1;
}

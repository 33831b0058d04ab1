import type { CommentView } from '../wire/thread.ts';
import type { StoredComment } from './comment.ts';

/** One comment with its finished view. */
export interface Placed {
  readonly comment: StoredComment;
  readonly view: CommentView;
}

/**
 * Hangs replies under what they answer, at most `maxDepth` levels deep; a deeper one stands at the deepest level and keeps its
 * true parent. Answers those with nothing above them among `placed`, in the order given.
 */
export function nest(placed: readonly Placed[], maxDepth: number): CommentView[] {
  const views = new Map(placed.map(({ comment, view }) => [comment.id, view]));
  const tops: CommentView[] = [];
  for (const { comment, view } of placed) {
    const above = shownAbove(comment, maxDepth, views);
    if (above) above.replies.push(view);
    else tops.push(view);
  }
  return tops;
}

/** The deepest ancestor that may carry replies and is here. */
export function shownAbove(
  comment: Pick<StoredComment, 'lineage'>,
  maxDepth: number,
  views: ReadonlyMap<string, CommentView>,
): CommentView | null {
  for (let level = Math.min(comment.lineage.length, maxDepth - 1) - 1; level >= 0; level -= 1) {
    const above = views.get(comment.lineage[level] ?? '');
    if (above) return above;
  }
  return null;
}

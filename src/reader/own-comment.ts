import type { StoredComment } from '../comments/comment.ts';
import { shownAbove } from '../comments/nest.ts';
import type { CommentView, ThreadView } from '../wire/thread.ts';

export interface OwnComment {
  readonly comment: Pick<StoredComment, 'lineage'>;
  readonly view: CommentView;
}

/** A thread with one's own comment where it will stand once it is approved, or at the end where new ones come. */
export function withOwn(
  thread: ThreadView,
  { comment, view }: OwnComment,
  { maxDepth, order }: { readonly maxDepth: number; readonly order: 'oldest' | 'newest' },
): ThreadView {
  const shown = everyOne(thread.comments);
  if (shown.some(({ id }) => id === view.id)) return thread;
  const above = shownAbove(comment, maxDepth, new Map(shown.map((one) => [one.id, one])));
  if (above) above.replies.push(view);
  else if (order === 'oldest') thread.comments.push(view);
  else thread.comments.unshift(view);
  return thread;
}

export function everyOne(comments: readonly CommentView[]): CommentView[] {
  return comments.flatMap((comment) => [comment, ...everyOne(comment.replies)]);
}

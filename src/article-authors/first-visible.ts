import type { StoredComment } from '../comments/comment.ts';
import type { LogEntry, LogItem } from '../moderation/log.ts';

/** When a comment was first to be seen, by the decisions on it, oldest first; milliseconds. What came in approved has none that let it out. */
export function firstVisibleAt(comment: Pick<StoredComment, 'createdAt'>, history: readonly (LogEntry & LogItem)[]): number {
  const first = history.find(({ from, to }) => from === 'approved' || to === 'approved');
  return first?.to === 'approved' && first.from !== 'approved' ? first.at : comment.createdAt;
}

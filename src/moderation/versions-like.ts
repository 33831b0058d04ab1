import type { StoredComment } from '../comments/comment.ts';
import { type LogEntry, type LogItem, takenBackBy } from './log.ts';

export type Histories = ReadonlyMap<string, readonly (LogEntry & LogItem)[]>;

/**
 * The version that a comment has, and the earlier ones that it is like: whoever takes back a change makes a new version that is like the
 * one before it. So several acts on one comment are taken back one after the other, the latest first.
 */
export function versionsLike({ id, version, former }: StoredComment, histories: Histories): readonly number[] {
  const history = histories.get(id) ?? [];
  const like = [version];
  for (let last: number | undefined = version; last !== undefined; ) {
    const at: number = last;
    last = former?.version === at ? former.as : likeBefore(history, at);
    // Only ever earlier ones, whatever stands in the log.
    if (last === undefined || last >= at) return like;
    like.push(last);
  }
  return like;
}

function likeBefore(history: readonly (LogEntry & LogItem)[], version: number): number | undefined {
  const last = history.find((item) => item.version === version);
  const undone = last && history.find(({ id }) => takenBackBy(last).includes(id));
  return undone && undone.version - 1;
}

import type { Status, StoredComment } from '../comments/comment.ts';
import type { FieldError } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import type { LogEntry, LogItem } from './log.ts';

interface Needs {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byIds'>;
    readonly queue: Pick<Store['queue'], 'entry' | 'history'>;
  };
}

type Since = Pick<LogItem, 'commentId' | 'version'>;

/** Of more, only that they were changed is said. */
const mostExplained = 5;

const acts: Readonly<Record<Status, string>> = {
  approved: 'approved it',
  pending: 'held it',
  spam: 'called it spam',
  trash: 'put it into the trash',
  deleted: 'deleted it for good',
};

/** Why an entry of the log can not be taken back any more: who did what to its comments since, a sentence each. */
export async function changesSince(needs: Needs, undone: LogEntry, items: readonly Since[]): Promise<FieldError[]> {
  const ids = items.slice(0, mostExplained).map(({ commentId }) => commentId);
  const [comments, histories] = await Promise.all([needs.store.comments.byIds(ids), needs.store.queue.history(ids)]);
  return Promise.all(
    items.map(async (item, at) => {
      const comment = comments.find(({ id }) => id === item.commentId);
      const last = histories.get(item.commentId)?.at(-1);
      const told = at < mostExplained ? await changeOf(needs, { undone, item, comment, last }) : null;
      return { field: item.commentId, code: 'stale', message: told ?? 'This comment was changed since.' };
    }),
  );
}

interface Changed {
  readonly undone: LogEntry;
  readonly item: Since;
  readonly comment: StoredComment | undefined;
  readonly last: (LogEntry & LogItem) | undefined;
}

async function changeOf({ store }: Needs, { undone, item, comment, last }: Changed): Promise<string | null> {
  const decided = last && last.id > undone.id ? `${last.actor.name} ${acts[last.to]} since.` : null;
  if (!comment || comment.status === 'deleted') return (last?.to === 'deleted' ? decided : null) ?? 'It was deleted for good.';
  const { former, editedAt } = comment;
  if (former && former.entry !== undone.id && former.version > Math.max(item.version, last?.version ?? 0)) {
    const edit = await store.queue.entry(former.entry);
    return edit && `${edit.entry.actor.name} edited it since.`;
  }
  if (decided !== null && (last?.version ?? 0) > item.version) return decided;
  // Of an edit by its author nothing is kept, and of one by a moderator not for good.
  if (editedAt !== null && editedAt > undone.at) return 'It was edited since, by its author or a moderator.';
  return item.version === 0 ? 'What it said before is no longer kept.' : null;
}

import type { QueuedView } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { fill, words } from '../words/words.ts';
import { fresh } from './queue.ts';
import type { Row } from './rows.ts';

interface Log {
  readonly entries: readonly { readonly who: string; readonly act: string; readonly detail: Readonly<Record<string, unknown>> }[];
}

export interface ChangedBy {
  /** As it is now; null where it is gone. */
  readonly comment: QueuedView | null;
  readonly text: string;
}

/** Who changed a comment since it was shown, and to what, in a sentence. */
export async function changedBy(row: Pick<Row, 'id' | 'history'> & Partial<Row>, site: string): Promise<ChangedBy> {
  const comment = await fresh(row.id).catch((error: unknown) => {
    if (error instanceof Refused && error.code === 'unknown-comment') return null;
    throw error;
  });
  if (comment === null || comment.status === 'deleted') return { comment: null, text: words.queue.changed.deleted };
  const last = comment.history.at(-1);
  if (last && last.id !== row.history.at(-1)?.id) return { comment, text: decidedBy(last.who, last.to) };
  const editor = await editorOf(comment.id, site);
  const text = editor === null ? words.queue.changed.byAuthor : fill(words.queue.changed.edited, { who: editor });
  return { comment, text };
}

export function decidedBy(who: string, to: string): string {
  return fill(words.queue.changed.to[to] ?? words.queue.changed.decided, { who });
}

async function editorOf(id: string, site: string): Promise<string | null> {
  const { entries } = await ask<Log>('moderation/log', { query: { site, limit: '50' } });
  return entries.find(({ act, detail }) => (act === 'edit' || act === 'undo') && detail['comment'] === id)?.who ?? null;
}

import type { LogView } from '../../wire/log.ts';
import type { QueuedView } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { fill, words } from '../words/words.ts';
import { fresh } from './queue.ts';

type Held = Pick<QueuedView, 'id' | 'version'>;

export interface ChangedBy {
  /** As it is now; null where it is gone. */
  readonly comment: QueuedView | null;
  readonly text: string;
}

/** Who changed a comment since the version that somebody has before them, and to what, in a sentence. */
export async function changedBy(held: Held, site: string): Promise<ChangedBy> {
  const comment = await fresh(held.id).catch((error: unknown) => {
    if (error instanceof Refused && error.code === 'unknown-comment') return null;
    throw error;
  });
  if (comment === null || comment.status === 'deleted') return { comment: null, text: words.queue.changed.deleted };
  const decided = comment.history.findLast(({ version }) => version > held.version);
  if (decided) return { comment, text: decidedBy(decided.who, decided.to) };
  const editor = await editorSince(held, site);
  const text = editor === null ? words.queue.changed.byAuthor : fill(words.queue.changed.edited, { who: editor });
  return { comment, text };
}

export function decidedBy(who: string, to: string): string {
  return fill(words.queue.changed.to[to] ?? words.queue.changed.decided, { who });
}

async function editorSince({ id, version }: Held, site: string): Promise<string | null> {
  const { entries } = await ask<LogView>('moderation/log', { query: { site, comment: id } });
  return entries.find(({ detail }) => 'fields' in detail && Number(detail['version']) > version)?.who ?? null;
}

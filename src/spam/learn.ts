import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredComment } from '../comments/comment.ts';
import { type LogEntry, type LogItem, takenBackBy } from '../moderation/log.ts';
import type { Store } from '../storage/store.ts';
import { contentOf } from './filter/content.ts';
import type { Lesson } from './lesson.ts';
import { sampleOf } from './sample.ts';

export interface LearnNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byIds'>;
    readonly queue: Pick<Store['queue'], 'entry' | 'history'>;
    readonly lessons: Pick<Store['lessons'], 'teach' | 'forget'>;
  };
  readonly newId: () => string;
}

type Happened = LogEntry & LogItem;

/**
 * Learns what an entry of the log decided, or unlearns what it took back. It goes by what stands now, so that it may be done twice, late,
 * and in any order.
 */
export async function learnFromEntry(needs: LearnNeeds, entryId: string): Promise<void> {
  const decided = await needs.store.queue.entry(entryId);
  const siteId = decided?.entry.siteId;
  if (decided && siteId) {
    await learnFrom(
      needs,
      siteId,
      decided.items.map((item) => item.commentId),
    );
  }
}

/** A comment was changed: what it taught before is not what stands there now. */
export async function relearn(needs: LearnNeeds, commentId: string): Promise<void> {
  const [comment] = await needs.store.comments.byIds([commentId]);
  if (comment) await learnFrom(needs, comment.siteId, [commentId]);
}

async function learnFrom({ store, newId }: LearnNeeds, siteId: string, ids: readonly string[]): Promise<void> {
  const [comments, histories] = await Promise.all([store.comments.byIds(ids), store.queue.history(ids)]);
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const lessons: Lesson[] = [];
  const forgotten: string[] = [];
  for (const id of ids) {
    const comment = byId.get(id);
    const label = labelOf(comment, histories.get(id) ?? []);
    if (label === 'forget') forgotten.push(id);
    if (label === 'keep' || label === 'forget' || !comment) continue;
    lessons.push({ id, isSpam: label === 'spam', taughtAt: newId(), ...contentOf(sampleOf(comment)) });
    if (lessons.length % 20 === 0) await nextTurn();
  }
  if (lessons.length > 0) await store.lessons.teach(siteId, lessons);
  if (forgotten.length > 0) await store.lessons.forget(siteId, forgotten);
}

/** What a comment teaches by what moderators decided on it; `keep` where it expired since, and there is nothing left to read. */
function labelOf(comment: StoredComment | undefined, history: readonly Happened[]): 'ham' | 'spam' | 'forget' | 'keep' {
  const decision = standingDecision(history);
  if (!decision || decision.to === 'deleted') return 'forget';
  if (!comment || comment.status === 'deleted') return 'keep';
  const isEdited = comment.editedAt !== null && comment.editedAt > decision.at;
  if (isEdited || comment.status !== decision.to) return 'forget';
  return decision.to === 'approved' ? 'ham' : decision.to === 'spam' ? 'spam' : 'forget';
}

/** The last word of a person on a comment that was not taken back. What the service did by itself is nobody's word. */
export function standingDecision(history: readonly Happened[]): Happened | null {
  const undone = new Set<unknown>();
  for (const happened of history.toReversed()) {
    if (undone.has(happened.id)) continue;
    for (const id of takenBackBy(happened)) undone.add(id);
    if (happened.act === 'decide' && happened.actor.kind !== 'service') return happened;
  }
  return null;
}

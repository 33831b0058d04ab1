import type { Status } from '../comments/comment.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Decided, Store } from '../storage/store.ts';
import type { DecisionAnswer, DecisionRequest } from '../wire/moderation.ts';
import { entryOf } from './log-entry.ts';

export interface DecideNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byIds'>;
    readonly queue: Pick<Store['queue'], 'decide' | 'entry'>;
  };
  readonly now: () => number;
  readonly newId: () => string;
}

interface Item {
  readonly id: string;
  readonly version: number | null;
  readonly to: Status;
}

/** Moves comments of one site to a status. What changed since the version named is left alone and listed. */
export async function decide(needs: DecideNeeds, moderator: Moderator, request: DecisionRequest): Promise<DecisionAnswer> {
  const items = itemsOf(request);
  const siteId = await siteOf(needs, moderator, items);
  if (siteId === null) return { changed: 0, stale: items.map((item) => item.id), undo: null };
  const entry = entryOf(needs, moderator, { siteId, act: 'decide', note: request.note ?? null, detail: { to: request.to } });
  const decided = await needs.store.queue.decide({ entry, items, also: [] });
  return answerOf(decided, request.to === 'deleted' ? null : entry.id);
}

/**
 * Takes a decision back: each comment returns to where it was, unless it changed since.
 * @throws Refusal `stale` when nothing of it can be taken back any more
 */
export async function undoDecision(needs: DecideNeeds, moderator: Moderator, entryId: string): Promise<DecisionAnswer> {
  const undone = await needs.store.queue.entry(entryId);
  const siteId = undone?.entry.siteId ?? null;
  if (!undone || siteId === null || !may(moderator, 'moderate', siteId)) return refuse('not-found');
  const items = undone.items.map((item) => ({ id: item.commentId, version: item.version, to: item.from }));
  const entry = entryOf(needs, moderator, { siteId, act: 'undo', note: null, detail: { undoes: entryId } });
  const decided = await needs.store.queue.decide({ entry, items, also: [] });
  if (decided.changed.length === 0) refuse('stale', { errors: decided.stale.map(changedSince) });
  return answerOf(decided, entry.id);
}

function itemsOf(request: DecisionRequest): readonly Item[] {
  const named = request.items ?? (request.ids ?? []).map((id) => ({ id, version: null }));
  if (new Set(named.map((item) => item.id)).size < named.length)
    refuseField('ids', 'repeated', 'Each comment may be named once.');
  return named.map((item) => ({ ...item, to: request.to }));
}

/** The one site of all these comments; null when none of them exists. A comment of a foreign site counts as not existing. */
async function siteOf(needs: DecideNeeds, moderator: Moderator, items: readonly Item[]): Promise<string | null> {
  const comments = await needs.store.comments.byIds(items.map((item) => item.id));
  const sites = new Set(comments.map((comment) => comment.siteId));
  const foreign = [...sites].some((siteId) => !may(moderator, 'moderate', siteId));
  if (foreign) refuse('not-allowed');
  if (sites.size > 1) refuseField('ids', 'several-sites', 'Decide on the comments of one site at a time.');
  return [...sites][0] ?? null;
}

function answerOf(decided: Decided, undo: string | null): DecisionAnswer {
  return { changed: decided.changed.length, stale: [...decided.stale], undo: decided.changed.length > 0 ? undo : null };
}

function changedSince(id: string) {
  return { field: id, code: 'stale', message: 'This comment was changed since.' };
}

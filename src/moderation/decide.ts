import type { Status } from '../comments/comment.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import { learning } from '../spam/learning-jobs.ts';
import type { Decided, Store } from '../storage/store.ts';
import { type DecisionAnswer, type DecisionRequest, type LookAlike, mostDecided } from '../wire/moderation.ts';
import { entryOf } from './log-entry.ts';
import { lookAlikes } from './look-alikes.ts';

export interface DecideNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byIds'>;
    readonly queue: Pick<Store['queue'], 'decide' | 'list' | 'search'>;
  };
  readonly now: () => number;
  readonly newId: () => string;
}

const mostAsked = 5;

interface Item {
  readonly id: string;
  readonly version: number | null;
  readonly to: Status;
}

/** Moves comments of one site to a status. What changed since the version named is left alone and listed. */
export async function decide(needs: DecideNeeds, moderator: Moderator, request: DecisionRequest): Promise<DecisionAnswer> {
  const items = itemsOf(request);
  const siteId = await siteOf(needs, moderator, items);
  if (siteId === null) return { changed: 0, stale: items.map((item) => item.id), undo: null, after: [], since: [], alike: [] };
  const entry = entryOf(needs, moderator, { siteId, act: 'decide', note: request.note ?? null, detail: { to: request.to } });
  const decided = await needs.store.queue.decide({ entry, items, also: [learning(needs, entry.id)] });
  const alike = request.to === 'spam' ? await alikeOf(needs, decided) : [];
  return answerOf(decided, request.to === 'deleted' ? null : entry.id, alike);
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

/** Of a few comments; who calls hundreds spam has found the wave already. */
async function alikeOf(needs: DecideNeeds, { changed }: Decided): Promise<LookAlike[]> {
  const ids = changed.map((item) => item.commentId);
  if (ids.length === 0 || ids.length > mostAsked) return [];
  const found = new Map<string, LookAlike>();
  for (const comment of await needs.store.comments.byIds(ids)) {
    for (const one of await lookAlikes(needs, comment, new Set(ids))) found.set(one.id, one);
  }
  return [...found.values()].slice(0, mostDecided);
}

/** What came of it, for who may decide on the same again. */
export function answerOf({ changed, stale }: Decided, undo: string | null, alike: LookAlike[]): DecisionAnswer {
  const after = changed.map(({ commentId: id, to: status, version }) => ({ id, status, version }));
  return { changed: changed.length, stale: [...stale], undo: changed.length > 0 ? undo : null, after, since: [], alike };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import type { QueueStatus } from '../comments/comment.ts';
import type { Site } from '../sites/site.ts';
import type { Decided } from '../storage/overview.ts';
import type { Store } from '../storage/store.ts';
import type { StatsView } from '../wire/overview.ts';
import { dayMs, isWhole, nameOfDay, startOfDay } from './day-figures.ts';
import { placeAt, timeOf } from './log-place.ts';

export interface StatsNeeds {
  readonly store: {
    readonly overview: Pick<Store['overview'], 'arrivals' | 'decisions'>;
    readonly days: Pick<Store['days'], 'byKey'>;
  };
  readonly now: () => number;
}

type Counts = Readonly<Record<QueueStatus, number>>;
type Stats = z.infer<typeof StatsView>;

/** So many acts of a day are reckoned with. */
const mostOfADay = 20_000;

/** What came to a site in the last days and what became of it, day by day in UTC, so that no step holds the store for long. */
export async function statsOf(needs: StatsNeeds, site: Site, days: number): Promise<Stats> {
  const today = startOfDay(needs.now());
  const starts = Array.from({ length: days }, (_, at) => today - (days - 1 - at) * dayMs);
  const counted: (Counts & { readonly day: string })[] = [];
  for (const start of starts) {
    counted.push({ day: nameOfDay(start), ...(await countsOf(needs, site, start)) });
    // An embedded store answers without leaving the thread: whoever waits has a turn between two days.
    await nextTurn();
  }
  const moderated = await moderatedSince(needs, site, days);
  const judged = judgedByDay(counted, moderated);
  const all = total(counted);
  const came = all.approved + all.pending + all.spam + all.trash;
  const { missed, mistakes, waits } = reckoned(moderated);
  return {
    days: judged,
    spamShare: came === 0 ? null : all.spam / came,
    decided: { count: waits.length, medianSeconds: quantile(waits, 0.5), p90Seconds: quantile(waits, 0.9) },
    filter: { caught: judged.reduce((sum, { caught }) => sum + caught, 0), missed, mistakes },
  };
}

/** What was caught belongs to the day it came on, what moderators did to the day they did it on. */
function judgedByDay(counted: readonly (Counts & { readonly day: string })[], moderated: readonly Moderated[]): Stats['days'] {
  const taken = Map.groupBy(moderated.filter(isTaken), ({ commentId }) => nameOfDay(timeOf(commentId)));
  const decided = Map.groupBy(moderated, ({ at }) => nameOfDay(at));
  return counted.map((counts) => {
    const { missed, mistakes, waits } = reckoned(decided.get(counts.day) ?? []);
    const caught = Math.max(0, counts.spam - (taken.get(counts.day)?.length ?? 0));
    return { ...counts, caught, missed, mistakes, decided: waits.length, medianSeconds: quantile(waits, 0.5) };
  });
}

/** What moderators made of a comment, from where it stood before, net of what was taken back. */
export interface Moderated extends Outcome {
  readonly commentId: string;
}

/** Called spam by a moderator, wherever it stood. */
const isTaken = ({ to }: Moderated): boolean => to === 'spam';

/** By how many comments moderators corrected the filter, and how long others had waited for them. */
export interface Reckoned {
  /** Called spam by a moderator where readers could see them. */
  readonly missed: number;
  /** Called spam by the filter, and good. */
  readonly mistakes: number;
  /** Seconds from a held comment's arrival to its decision, in order. */
  readonly waits: readonly number[];
}

export function reckoned(moderated: readonly Moderated[]): Reckoned {
  const count = (isSo: (outcome: Outcome) => boolean) => moderated.filter(isSo).length;
  const held = moderated.filter(({ from }) => from === 'pending');
  return {
    missed: count(({ from, to }) => from === 'approved' && to === 'spam'),
    mistakes: count(({ from, to }) => from === 'spam' && to === 'approved'),
    waits: held.map(({ commentId, at }) => Math.max(0, at - timeOf(commentId)) / 1_000).sort((a, b) => a - b),
  };
}

export async function moderatedSince({ store, now }: StatsNeeds, { id }: Pick<Site, 'id'>, days: number): Promise<Moderated[]> {
  const began = startOfDay(now()) - (days - 1) * dayMs;
  const outcomes = new Map<string, Outcome>();
  for (let start = began; start <= now(); start += dayMs) {
    const between = { after: placeAt(start), before: placeAt(start + dayMs) };
    for (const decided of await store.overview.decisions(id, between, mostOfADay)) reckon(outcomes, decided);
    await nextTurn();
  }
  return [...outcomes].filter(([, { from, to }]) => from !== to).map(([commentId, outcome]) => ({ commentId, ...outcome }));
}

interface Outcome extends Pick<Decided, 'from' | 'to' | 'at'> {}

/** Where a comment stood before anybody decided, when that was, and where the last one left it. What rules or the service did is nobody's word. */
function reckon(outcomes: Map<string, Outcome>, { commentId, from, to, at, act, by }: Decided): void {
  if (by === 'service' || by === 'author' || (act !== 'decide' && act !== 'undo' && act !== 'reply')) return;
  const before = outcomes.get(commentId);
  outcomes.set(commentId, { from: before?.from ?? from, to, at: before?.at ?? at });
}

/** A day whose spam is deleted already is taken from what was kept of it. */
async function countsOf({ store, now }: StatsNeeds, { id, settings }: Site, start: number): Promise<Counts> {
  const kept = isWhole(start, settings, now()) ? null : await store.days.byKey(id, nameOfDay(start));
  return kept?.counts ?? store.overview.arrivals(id, start, start + dayMs);
}

function total(days: readonly Counts[]): Counts {
  const sum = (status: QueueStatus) => days.reduce((all, counts) => all + counts[status], 0);
  return { pending: sum('pending'), approved: sum('approved'), spam: sum('spam'), trash: sum('trash') };
}

/** The nearest rank of what is in order; null of nothing. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

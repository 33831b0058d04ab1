import { inBatches } from '../jobs/in-batches.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { type DayFigures, dayMs, isWhole, nameOfDay, startOfDay } from './day-figures.ts';

interface Needs {
  readonly store: {
    readonly overview: Pick<Store['overview'], 'arrivals'>;
    readonly days: Pick<Store['days'], 'byKey' | 'add' | 'change' | 'trim'>;
  };
  readonly sites: Pick<SiteBook, 'all'>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** How far back the figures go, and how many days are counted anew at most. */
const keptDays = 400;
const mostRecounted = 30;

/** Keeps how many comments came on each of the last days, again and again until what they count begins to expire. */
export async function keepDays(needs: Needs): Promise<void> {
  for (const site of await needs.sites.all()) await keepDaysOf(needs, site);
  const old = { states: ['kept'], before: needs.now() - keptDays * dayMs };
  await inBatches((limit) => needs.store.days.trim(old, limit));
}

async function keepDaysOf(needs: Needs, site: Site): Promise<void> {
  const now = needs.now();
  const today = startOfDay(now);
  for (let back = 0; back < mostRecounted && isWhole(today - back * dayMs, site.settings, now); back += 1)
    await keepDay(needs, site, today - back * dayMs);
}

/** A day on which nothing came is not kept. */
async function keepDay({ store, now, newId }: Needs, { id: siteId }: Site, day: number): Promise<void> {
  const counts = await store.overview.arrivals(siteId, day, day + dayMs);
  const key = nameOfDay(day);
  const before = await store.days.byKey(siteId, key);
  const also = { jobs: [], log: null };
  const known = { siteId, key, state: 'kept', group: '', changedAt: now(), counts };
  if (before && isSame(before, counts)) return;
  if (before) await store.days.change({ ...before, ...known, version: before.version + 1 }, also);
  else if (Object.values(counts).some((n) => n > 0)) await store.days.add({ id: newId(), ...known, version: 1 }, also);
}

function isSame({ counts: before }: DayFigures, counts: DayFigures['counts']): boolean {
  return (Object.keys(counts) as (keyof typeof counts)[]).every((status) => before[status] === counts[status]);
}

import type { FilterView, StatsView } from '../../wire/overview.ts';
import { ask } from '../ask.ts';
import { hrefTo, route } from '../route.ts';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { duration, fill, number, percent, plural, words } from '../words/words.ts';
import { saidOf } from './bars.tsx';
import { Charts, cameOn } from './charts.tsx';

const spans = ['7', '30', '90', '365'];

/** What came, what became of it, how long it waited, and where the filter was right. */
export function StatisticsScreen({ site }: { readonly site: string }) {
  const asked = route.value.query['days'] ?? '30';
  const days = spans.includes(asked) ? asked : '30';
  const loaded = useLoaded(
    () =>
      Promise.all([
        ask<StatsView>('moderation/stats', { query: { site, days } }),
        ask<FilterView>('moderation/filter', { query: { site } }),
      ]),
    [site, days],
  );
  return (
    <>
      <h1>{words.statistics.title}</h1>
      <nav class="parts" aria-label={words.statistics.spans}>
        {spans.map((span) => (
          <a
            key={span}
            href={hrefTo({ screen: 'statistics', query: { days: span } })}
            aria-current={span === days ? 'page' : undefined}
          >
            {plural(words.statistics.span, Number(span))}
          </a>
        ))}
      </nav>
      <Loaded of={loaded}>{([stats, filter]) => <Shown stats={stats} filter={filter} />}</Loaded>
    </>
  );
}

function Shown({ stats, filter }: { readonly stats: StatsView; readonly filter: FilterView }) {
  const all = stats.days.reduce((sum, day) => sum + cameOn(day), 0);
  return (
    <>
      <Figures stats={stats} all={all} />
      <FilterState filter={filter} />
      <Charts days={stats.days} all={all} />
    </>
  );
}

function Figures({ stats: { spamShare, decided, filter }, all }: { readonly stats: StatsView; readonly all: number }) {
  const { figures } = words.statistics;
  const time = (seconds: number | null) => saidOf(seconds, duration);
  const shown: readonly (readonly [string, string])[] = [
    [figures.comments, number(all)],
    [figures.spamShare, saidOf(spamShare, percent)],
    [figures.decided, number(decided.count)],
    [figures.median, time(decided.medianSeconds)],
    [figures.p90, time(decided.p90Seconds)],
    [figures.caught, number(filter.caught)],
    [figures.missed, number(filter.missed)],
    [figures.mistakes, number(filter.mistakes)],
  ];
  return (
    <dl class="figures">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far the filter of the site has come. */
export function FilterState({ filter: { decisions, mistakes, missed, days, akismet } }: { readonly filter: FilterView }) {
  const { learned, corrected, noAkismet, withAkismet } = words.statistics.filter;
  return (
    <p class="filter-state">
      {plural(learned, decisions)} {fill(corrected, { mistakes: number(mistakes), missed: number(missed), days: number(days) })}{' '}
      {akismet === null ? noAkismet : fill(withAkismet, { when: akismet })}
    </p>
  );
}

import { duration, fill, number, percent, words } from '../words/words.ts';
import type { Day, Part } from './bars.tsx';
import { Chart } from './chart.tsx';

const fates: readonly Part[] = (['approved', 'pending', 'spam', 'trash'] as const).map((name) => ({
  name,
  label: words.queue.statuses[name],
  of: (day) => day[name],
}));

/** How many comments and linkbacks came on a day. */
export const cameOn = ({ approved, pending, spam, trash }: Day): number => approved + pending + spam + trash;

const { figures, charts } = words.statistics;

const spamShare: Part = {
  name: 'spam',
  label: figures.spamShare,
  of: (day) => (cameOn(day) === 0 ? null : day.spam / cameOn(day)),
};
const judgements: readonly Part[] = (['caught', 'missed', 'mistakes'] as const).map((name) => ({
  name,
  label: figures[name],
  of: (day) => day[name],
}));
const wait: Part = { name: 'pending', label: figures.median, of: ({ medianSeconds }) => medianSeconds };

/** What the figures are made of, day by day. */
export function Charts({ days, all }: { readonly days: readonly Day[]; readonly all: number }) {
  const label = (text: string) => fill(text, { n: number(all), days: number(days.length) });
  return (
    <div class="charts">
      <Chart title={words.statistics.byDay} label={label(words.statistics.chart)} days={days} parts={fates} says={number} />
      <Chart title={figures.spamShare} label={label(charts.spamShare)} days={days} parts={[spamShare]} says={percent} />
      <Chart title={charts.filterTitle} label={label(charts.filter)} days={days} parts={judgements} says={number} />
      <Chart title={charts.waitsTitle} label={label(charts.waits)} days={days} parts={[wait]} says={duration} />
    </div>
  );
}

import type { StatsView } from '../../wire/overview.ts';
import { dir, fill, words } from '../words/words.ts';

export type Day = StatsView['days'][number];

/** One kind of what a bar is made of. */
export interface Part {
  /** Names its colour. */
  readonly name: string;
  readonly label: string;
  /** null: there is nothing to be said of that day. */
  readonly of: (day: Day) => number | null;
}

export interface Charted {
  readonly days: readonly Day[];
  readonly parts: readonly Part[];
  /** A number of these as it is read. */
  readonly says: (n: number) => string;
}

const height = 160;
const width = 720;

/** What was on each day, as bars from the first day on. The same stands in the table below it. */
export function Bars({ days, parts, says, label }: Charted & { readonly label: string }) {
  const most = mostOf({ days, parts });
  const step = width / days.length;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height + 4}`} role="img" aria-label={label} preserveAspectRatio="none">
        <line x1="0" x2={width} y1={height + 2} y2={height + 2} class="axis" />
        {days.map((day, at) => (
          <Bar
            key={day.day}
            {...{ day, parts, says, step }}
            scale={height / (most || 1)}
            x={(dir === 'rtl' ? days.length - 1 - at : at) * step}
          />
        ))}
      </svg>
      <p class="ends hint">
        <span>{days[0]?.day}</span>
        <span>{fill(words.statistics.atMost, { n: says(most) })}</span>
        <span>{days.at(-1)?.day}</span>
      </p>
      {parts.length > 1 && <Legend parts={parts} />}
    </figure>
  );
}

export function mostOf({ days, parts }: Pick<Charted, 'days' | 'parts'>): number {
  return Math.max(0, ...days.map((day) => parts.reduce((sum, { of }) => sum + (of(day) ?? 0), 0)));
}

function Legend({ parts }: Pick<Charted, 'parts'>) {
  return (
    <ul class="legend">
      {parts.map(({ name, label }) => (
        <li key={name}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" class={`part-${name}`} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

interface BarShown extends Omit<Charted, 'days'> {
  readonly day: Day;
  readonly scale: number;
  readonly x: number;
  readonly step: number;
}

function Bar({ day, parts, says, scale, x, step }: BarShown) {
  let top = height;
  return (
    <g>
      <title>{`${day.day}: ${parts.map(({ label, of }) => `${label} ${saidOf(of(day), says)}`).join(', ')}`}</title>
      {parts.map(({ name, of }) => {
        const high = (of(day) ?? 0) * scale;
        top -= high;
        return high > 0 && <rect key={name} class={`part-${name}`} x={x + step * 0.1} y={top} width={step * 0.8} height={high} />;
      })}
    </g>
  );
}

export const saidOf = (n: number | null, says: Charted['says']): string => (n === null ? words.statistics.none : says(n));

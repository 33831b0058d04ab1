import type { StatsView } from '../../wire/overview.ts';
import { dir, number, words } from '../words/words.ts';

type Day = StatsView['days'][number];
export const parts = ['approved', 'pending', 'spam', 'trash'] as const;

const height = 160;
const width = 720;

/** What came on each day, as bars from the first day on. The same stands in the table below it. */
export function Bars({ days, label }: { readonly days: readonly Day[]; readonly label: string }) {
  const most = Math.max(1, ...days.map(allOf));
  const step = width / days.length;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height + 4}`} role="img" aria-label={label} preserveAspectRatio="none">
        <line x1="0" x2={width} y1={height + 2} y2={height + 2} class="axis" />
        {days.map((day, at) => (
          <Bar key={day.day} day={day} most={most} x={(dir === 'rtl' ? days.length - 1 - at : at) * step} step={step} />
        ))}
      </svg>
      <p class="ends hint">
        <span>{days[0]?.day}</span>
        <span>{words.statistics.atMost.replace('{n}', number(most))}</span>
        <span>{days.at(-1)?.day}</span>
      </p>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part}>
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" class={`part-${part}`} />
            </svg>
            {words.queue.statuses[part]}
          </li>
        ))}
      </ul>
    </figure>
  );
}

const allOf = (day: Day): number => parts.reduce((sum, part) => sum + day[part], 0);

interface BarShown {
  readonly day: Day;
  readonly most: number;
  readonly x: number;
  readonly step: number;
}

function Bar({ day, most, x, step }: BarShown) {
  const scale = (n: number) => (n / most) * height;
  let top = height;
  return (
    <g>
      <title>{`${day.day}: ${parts.map((part) => `${words.queue.statuses[part]} ${number(day[part])}`).join(', ')}`}</title>
      {parts.map((part) => {
        top -= scale(day[part]);
        return (
          day[part] > 0 && (
            <rect key={part} class={`part-${part}`} x={x + step * 0.1} y={top} width={step * 0.8} height={scale(day[part])} />
          )
        );
      })}
    </g>
  );
}

import { WideTable } from '../shell/paged.tsx';
import { words } from '../words/words.ts';
import { Bars, type Charted, mostOf, saidOf } from './bars.tsx';

interface Shown extends Charted {
  readonly title: string;
  /** What the bars show, for who does not see them. */
  readonly label: string;
}

/** Bars under their title, and behind them the same as a table. */
export function Chart({ title, label, ...charted }: Shown) {
  return (
    <section class="charted">
      <h2>{title}</h2>
      {mostOf(charted) === 0 ? (
        <p class="hint">{words.statistics.nothing}</p>
      ) : (
        <>
          <Bars {...charted} label={label} />
          <Table {...charted} title={title} />
        </>
      )}
    </section>
  );
}

function Table({ days, parts, says, title }: Charted & { readonly title: string }) {
  return (
    <details>
      <summary>{words.statistics.table}</summary>
      <WideTable label={title} head={[words.statistics.day, ...parts.map(({ label }) => label)]}>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{day.day}</th>
            {parts.map(({ name, of }) => (
              <td key={name}>{saidOf(of(day), says)}</td>
            ))}
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

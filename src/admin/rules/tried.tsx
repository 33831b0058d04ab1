import type { Tried as Found } from '../../wire/moderation.ts';
import { WideTable } from '../shell/paged.tsx';
import { fill, number, plural, words } from '../words/words.ts';

/** What a dry run found: which comments would be judged otherwise, and why. */
export function Tried({ tried: { looked, changed, changes } }: { readonly tried: Found }) {
  const { tried, outcomes, columns, author, unchanged } = words.rules;
  return (
    <>
      <h2>{words.rules.triedTitle}</h2>
      <p>{changed === 0 ? plural(unchanged, looked) : fill(plural(tried, changed), { looked: number(looked) })}</p>
      {changes.length > 0 && (
        <WideTable label={words.rules.triedTitle} head={[author, columns.text, columns.change, columns.why]}>
          {changes.map(({ id, name, excerpt, from, to, reasons }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td dir="auto">{excerpt}</td>
              <td>
                {outcomes[from]} → <strong>{outcomes[to]}</strong>
              </td>
              <td>{reasons[0]?.text}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  );
}

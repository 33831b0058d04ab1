import { exactly, fill, plural, words } from '../words/words.ts';
import type { Row } from './rows.ts';

interface Line {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly did: string;
  readonly note: string | null;
}

/** What was decided on a comment and what was edited in it, the oldest first. */
export function RowHistory({ row }: { readonly row: Row }) {
  const lines = linesOf(row);
  return (
    <>
      <p class="heading">{plural(words.queue.history, lines.length)}</p>
      {lines.length === 0 && <p>{words.queue.noHistory}</p>}
      <ol>
        {lines.map(({ key, at, who, did, note }) => (
          <li key={key}>
            <bdi>{who}</bdi> {did}, <time dateTime={at}>{exactly(at)}</time>
            {note !== null && <q dir="auto">{note}</q>}
          </li>
        ))}
      </ol>
    </>
  );
}

function linesOf({ type, history, edits }: Row): readonly Line[] {
  const { historyActs, edits: said } = words.queue;
  const decided = history.map(({ id, at, who, to, note }) => ({ key: id, at, who, did: historyActs[to] ?? to, note }));
  const edited = edits.map(({ id, at, who, act, fields }) => ({
    key: id ?? at,
    at,
    who: who ?? (type === 'comment' ? said.itsAuthor : said.itsSource),
    did: fill(said.acts[act] ?? act, { fields: fields.map((field) => said.fields[field] ?? field).join(', ') }),
    note: null,
  }));
  return [...decided, ...edited].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** When its text was edited last, and by whom. */
export function editedWhen({ type, edited, edits }: Row, when: string): string {
  const last = edits.findLast(({ at }) => at === edited);
  if (!last) return fill(words.queue.edited, { when });
  const { byWho, byAuthor, atSource } = words.queue.edits;
  return last.who === null ? fill(type === 'comment' ? byAuthor : atSource, { when }) : fill(byWho, { when, who: last.who });
}

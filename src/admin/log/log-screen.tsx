import type { ListedEntryView, LogView } from '../../wire/log.ts';
import { ask } from '../ask.ts';
import { base } from '../place.ts';
import { go, route } from '../route.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { undoEntry } from '../shell/undo-entry.ts';
import { ago, exactly, words } from '../words/words.ts';
import { LogFacts } from './log-facts.tsx';
import { LogSubject } from './log-subject.tsx';

const filters = ['who', 'act', 'since', 'until', 'comment'] as const;
type Filter = Readonly<Partial<Record<(typeof filters)[number], string>>>;

/** Who did what, when and why. */
export function LogScreen({ site }: { readonly site: string }) {
  const filter = filterOf(route.value.query);
  const query = { site, ...asQuery(filter) };
  const paged = usePaged(
    async (cursor) => {
      const { entries, next } = await ask<LogView>('moderation/log', { query: { ...query, cursor } });
      return { items: entries, next };
    },
    [JSON.stringify(query)],
  );
  return (
    <>
      <h1>{words.log.title}</h1>
      <FilterForm filter={filter} />
      <p class="acts">
        {(['csv', 'jsonl'] as const).map((format) => (
          <a key={format} class="button" href={exportHref({ ...query, format })} download={`backtalk-log.${format}`}>
            {words.log.exports[format]}
          </a>
        ))}
      </p>
      <PagedList of={paged} empty={words.log.empty}>
        {(entries) => (
          <ol class="entries">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} again={paged.again} />
              </li>
            ))}
          </ol>
        )}
      </PagedList>
    </>
  );
}

function filterOf(query: Readonly<Record<string, string>>): Filter {
  return Object.fromEntries(filters.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}

/** A day begins and ends where the moderator is. */
function asQuery({ since, until, ...others }: Filter): Readonly<Record<string, string | undefined>> {
  const start = (day: string, days: number) => {
    const at = new Date(`${day}T00:00`);
    at.setDate(at.getDate() + days);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  };
  return { ...others, since: since && start(since, 0), until: until && start(until, 1) };
}

function exportHref(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${base}api/v1/moderation/log/export?${new URLSearchParams(given)}`;
}

function FilterForm({ filter }: { readonly filter: Filter }) {
  const { fields, acts, any, filter: submit, clear } = words.log;
  const narrow = (event: SubmitEvent) => go({ screen: 'log', query: typedIn(event) });
  return (
    <search>
      <form class="inline" onSubmit={narrow} key={JSON.stringify(filter)}>
        <label>
          {fields.who}
          <input name="who" defaultValue={filter.who ?? ''} maxLength={200} dir="auto" />
        </label>
        <label>
          {fields.act}
          <select name="act">
            <option value="">{any}</option>
            {Object.entries(acts).map(([act, name]) => (
              <option key={act} value={act} selected={act === filter.act}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {fields.since}
          <input type="date" name="since" defaultValue={filter.since ?? ''} />
        </label>
        <label>
          {fields.until}
          <input type="date" name="until" defaultValue={filter.until ?? ''} />
        </label>
        {filter.comment && <input type="hidden" name="comment" value={filter.comment} />}
        <button type="submit">{submit}</button>
        {Object.keys(filter).length > 0 && (
          <button type="button" class="quiet" onClick={() => go({ screen: 'log' })}>
            {clear}
          </button>
        )}
      </form>
    </search>
  );
}

/** What was deleted for good is not there to come back. */
const canUndo = ({ act, detail }: ListedEntryView): boolean => undoable.has(act) && detail['to'] !== 'deleted';
const undoable: ReadonlySet<string> = new Set(['decide', 'rejudge', 'edit', 'reply', 'undo']);

function Entry({ entry, again }: { readonly entry: ListedEntryView; readonly again: () => void }) {
  const { id, at, who, act, note, about, person } = entry;
  const undo = async () => {
    await attempt(() => undoEntry(id), words.log.undone);
    again();
  };
  return (
    <article class="entry">
      <p>
        <strong>
          <bdi>{who}</bdi>
        </strong>{' '}
        {words.log.acts[act]}{' '}
        <time dateTime={at} title={exactly(at)}>
          {ago(at)}
        </time>
      </p>
      {about && <LogSubject about={about} />}
      {person && (
        <p class="about">
          <bdi>{person.name === null ? person.email : `${person.name} · ${person.email}`}</bdi>
        </p>
      )}
      <LogFacts detail={entry.detail} />
      {note && <blockquote dir="auto">{note}</blockquote>}
      {canUndo(entry) && (
        <button type="button" class="link" onClick={() => void undo()}>
          {words.log.undo}
        </button>
      )}
    </article>
  );
}

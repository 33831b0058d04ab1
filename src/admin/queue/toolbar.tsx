import { useSignal } from '@preact/signals';
import { Dialog } from '../shell/dialog.tsx';
import { number, words } from '../words/words.ts';
import { type Counts, type Filter, hrefOf, isNarrowed, statuses, types } from './filter.ts';
import { type Queue, reload } from './queue.ts';

/** The four parts of the queue, each with how much is in it. */
export function Parts({ queue }: { readonly queue: Queue }) {
  const counts: Counts | null = queue.counts.value;
  return (
    <nav class="parts counted" aria-label={words.queue.states}>
      {statuses.map((status) => (
        <a
          key={status}
          href={hrefOf(queue.filter, { status })}
          aria-current={status === queue.filter.status ? 'page' : undefined}
        >
          {words.queue.statuses[status]} {counts && <span class="count">{number(Math.max(0, counts[status]))}</span>}
        </a>
      ))}
    </nav>
  );
}

interface Shown {
  readonly queue: Queue;
  readonly onHelp: () => void;
}

export function Toolbar({ queue, onHelp }: Shown) {
  return (
    <div class="toolbar">
      <Search key={hrefOf(queue.filter)} filter={queue.filter} />
      <button type="button" onClick={() => void reload(queue)}>
        {words.queue.refresh}
      </button>
      <button type="button" class="keyboard" onClick={onHelp}>
        {words.queue.shortcuts} <kbd>?</kbd>
      </button>
    </div>
  );
}

function Search({ filter }: { readonly filter: Filter }) {
  const isHelping = useSignal(false);
  const search = (form: HTMLFormElement) => {
    const typed = new FormData(form);
    location.hash = hrefOf(filter, { q: String(typed.get('q') ?? '').trim(), type: String(typed.get('type') ?? '') });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    search(event.currentTarget as HTMLFormElement);
  };
  return (
    <search>
      <form onSubmit={submit}>
        <input
          type="search"
          id="search"
          name="q"
          aria-label={words.queue.search}
          placeholder={words.queue.searchHint}
          defaultValue={filter.q}
          dir="auto"
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.value === '' && currentTarget.blur()}
        />
        <select name="type" aria-label={words.queue.type} onChange={({ currentTarget: { form } }) => form && search(form)}>
          {['', ...types].map((type) => (
            <option key={type} value={type} selected={type === filter.type}>
              {words.queue.types[type]}
            </option>
          ))}
        </select>
        <button type="submit">{words.queue.find}</button>
        {isNarrowed(filter) && (
          <a class="button" href={hrefOf(filter, { q: '', type: '' })}>
            {words.queue.clear}
          </a>
        )}
        <button type="button" class="link" onClick={() => (isHelping.value = true)}>
          {words.queue.help.open}
        </button>
      </form>
      {isHelping.value && <SearchHelp onClose={() => (isHelping.value = false)} />}
    </search>
  );
}

function SearchHelp({ onClose }: { readonly onClose: () => void }) {
  const { title, intro, operators } = words.queue.help;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{intro}</p>
      <dl class="operators">
        {operators.map(([operator, does]) => (
          <div key={operator}>
            <dt>
              <code>{operator}</code>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

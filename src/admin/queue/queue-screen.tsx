import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { reach } from '../reach.ts';
import { route } from '../route.ts';
import { announce } from '../shell/announce.tsx';
import { Failed, useKeptFocus, Waiting } from '../shell/loaded.tsx';
import { plural, words } from '../words/words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { type Filter, filterOf, isNarrowed } from './filter.ts';
import { keysFor, nameOfPress } from './keys.ts';
import { keysOn } from './keys-on.ts';
import { watch } from './live.ts';
import { LookAlikes } from './look-alikes.tsx';
import { load, newQueue, type Queue, reload, turn } from './queue.ts';
import { QueueRow } from './row.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Parts, Toolbar } from './toolbar.tsx';
import { WithNote } from './with-note.tsx';

/** What waits for a moderator, and what was decided. */
export function QueueScreen({ site }: { readonly site: string }) {
  const { status, type, q } = filterOf(site, route.value.query);
  const queue = useMemo(() => newQueue({ site, status, type, q }), [site, status, type, q]);
  const isHelping = useSignal(false);
  useEffect(() => {
    // The form of a search goes with it, and the focus to what it found.
    queue.follows.value = isSearching(queue);
    void load(queue, null);
    const stopWatching = watch(queue);
    const stopHoping = reach.subscribe((is) => {
      if (is === 'reached' && queue.problem.peek() !== null) void reload(queue);
    });
    return () => {
      stopWatching();
      stopHoping();
    };
  }, [queue]);
  const keys = useKeys(queue, () => {
    isHelping.value = true;
  });
  return (
    <>
      <h1 class="unseen">{words.queue.title}</h1>
      <Parts queue={queue} />
      <Toolbar queue={queue} onHelp={() => (isHelping.value = true)} />
      <Arrived queue={queue} />
      <List key={`${status} ${type} ${q}`} queue={queue} />
      <LookAlikes />
      <WithNote />
      {isHelping.value && <Shortcuts keys={keys} onClose={() => (isHelping.value = false)} />}
    </>
  );
}

function useKeys(queue: Queue, help: () => void) {
  const keys = useMemo(() => keysFor({ search: toSearch, help }), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = keysOn.peek() ? nameOfPress(event) : null;
      const pressed = keys.find(({ key }) => key === name);
      if (!pressed) return;
      event.preventDefault();
      pressed.act(queue);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [queue, keys]);
  return keys;
}

const isSearching = ({ filter }: Queue): boolean => isNarrowed(filter) && document.activeElement === document.body;

function toSearch(): void {
  const field = document.getElementById('search');
  if (field instanceof HTMLInputElement) field.select();
  field?.focus();
}

function Arrived({ queue }: { readonly queue: Queue }) {
  const count = queue.arrived.value.size;
  const show = () => {
    queue.before.value = [];
    queue.follows.value = true;
    void load(queue, null);
  };
  return (
    <div class="arrived" role="status">
      {count > 0 && (
        <button type="button" onClick={show}>
          {plural(words.queue.arrived, count)}
        </button>
      )}
    </div>
  );
}

function List({ queue }: { readonly queue: Queue }) {
  const { rows, loading, problem, next, saving } = queue;
  const isEmpty = rows.value.length === 0;
  const isWaiting = loading.value !== null || (saving.value > 0 && next.value !== null);
  const focus = useKeptFocus();
  return (
    <section aria-label={words.queue.comments} aria-busy={loading.value !== null} {...focus}>
      {problem.value !== null && <Failed problem={problem.value} again={() => void reload(queue)} />}
      {isEmpty && isWaiting && <Waiting />}
      {isEmpty && !isWaiting && problem.value === null && <Empty filter={queue.filter} isWhole={next.value === null} />}
      {!isEmpty && <BulkBar queue={queue} />}
      <ul class={loading.value === 'first' ? 'rows turning' : 'rows'}>
        {rows.value.map((row) => (
          <li key={row.id}>
            <QueueRow queue={queue} row={row} />
          </li>
        ))}
      </ul>
      <Pages queue={queue} />
    </section>
  );
}

function Empty({ filter, isWhole }: { readonly filter: Filter; readonly isWhole: boolean }) {
  const { empty, emptyHint, nothingFound, nothingFoundHint, nothingYet, nothingYetHint } = words.queue;
  const here = isNarrowed(filter) ? [nothingFound, nothingFoundHint] : [empty[filter.status], emptyHint[filter.status]];
  const [title = '', hint] = isWhole ? here : [nothingYet, nothingYetHint];
  useEffect(() => announce(title), [title]);
  return (
    <div class="nothing">
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  );
}

function Pages({ queue }: { readonly queue: Queue }) {
  const { next, before, loading } = queue;
  if (next.value === null && before.value.length === 0) return null;
  return (
    <nav class="pages" aria-label={words.queue.pages}>
      <button type="button" disabled={before.value.length === 0} onClick={() => turn(queue, 'newer')}>
        {words.queue.newer}
      </button>
      {loading.value === 'more' && <span class="hint">{words.queue.loadingMore}</span>}
      <button type="button" disabled={next.value === null} onClick={() => turn(queue, 'older')}>
        {words.queue.older}
      </button>
    </nav>
  );
}

import { type ReadonlySignal, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Refused } from '../ask.ts';
import { reach } from '../reach.ts';
import { words } from '../words/words.ts';

export interface Loading<T> {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly data: T | null;
  readonly problem: string;
}

export interface Loadable<T> {
  readonly now: ReadonlySignal<Loading<T>>;
  /** Asks once more; what is shown stays until the answer is here. */
  again(): void;
}

/** What a screen shows, asked for whenever `about` changes, and once more when the service answers again. */
export function useLoaded<T>(load: () => Promise<T>, about: readonly unknown[]): Loadable<T> {
  // `load` is made anew at each rendering; `about` says when it asks for another thing.
  const loadable = useMemo(() => loadingOf(load), about);
  useEffect(() => {
    loadable.again();
    return reach.subscribe((is) => {
      if (is === 'reached' && loadable.now.peek().state === 'failed') loadable.again();
    });
  }, [loadable]);
  return loadable;
}

function loadingOf<T>(load: () => Promise<T>): Loadable<T> {
  const now = signal<Loading<T>>({ state: 'loading', data: null, problem: '' });
  let asked = 0;
  const again = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    now.value = { ...now.peek(), state: 'loading' };
    const found = await load().then(
      (data) => ({ state: 'ready', data, problem: '' }) as const,
      (error: unknown) => ({ state: 'failed', data: now.peek().data, problem: sentenceOf(error) }) as const,
    );
    if (mine === asked) now.value = found;
  };
  return { now, again: () => void again() };
}

export function sentenceOf(error: unknown): string {
  return error instanceof Refused ? error.message : words.refusals.unknown;
}

interface Shown<T> {
  readonly of: Loadable<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** What was loaded, or that it is loading, or why not. */
export function Loaded<T>({ of, children }: Shown<T>) {
  const { state, data, problem } = of.now.value;
  const focus = useKeptFocus();
  return (
    <div aria-busy={state === 'loading'} {...focus}>
      {state === 'failed' && <Failed problem={problem} again={of.again} />}
      {data === null ? state === 'loading' && <Waiting /> : children(data)}
    </div>
  );
}

/** Where what had the focus has gone, as an entry does that was dealt with, it is on the screen, and not at the page's beginning. */
export function useKeptFocus() {
  const isWithin = useRef(false);
  useLayoutEffect(() => {
    if (isWithin.current && document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true });
  });
  return {
    onFocusIn: () => {
      isWithin.current = true;
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) isWithin.current = false;
    },
  };
}

export function Waiting() {
  return <p class="waiting">{words.shell.loading}</p>;
}

export function Failed({ problem, again }: { readonly problem: string; readonly again: () => void }) {
  // Then it stands above all screens, with its button, and comes by itself.
  const isAway = reach.value !== 'reached';
  return (
    <div class="failed" role="alert">
      <p>{isAway ? words.shell.notLoaded : problem}</p>
      {!isAway && (
        <button type="button" onClick={again}>
          {words.shell.tryAgain}
        </button>
      )}
    </div>
  );
}

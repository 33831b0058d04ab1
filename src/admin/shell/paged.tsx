import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';
import { attempt } from './attempt.ts';
import { type Loadable, Loaded, useLoaded } from './loaded.tsx';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

type Load<T> = (cursor: string | undefined) => Promise<Page<T>>;

/** A list that goes on page by page, below what is shown already. */
export interface Paged<T> {
  readonly first: Loadable<Page<T>>;
  readonly items: readonly T[];
  readonly next: string | null;
  more(): void;
  again(): void;
}

export function usePaged<T>(load: Load<T>, about: readonly unknown[]): Paged<T> {
  const first = useLoaded(() => load(undefined), about);
  const further = useSignal<readonly Page<T>[]>([]);
  useEffect(() => {
    further.value = [];
  }, about);
  const begun = first.now.value.data;
  const pages = begun === null ? [] : [begun, ...further.value];
  const next = pages.at(-1)?.next ?? null;
  const more = async () => {
    const page = await load(next ?? undefined);
    further.value = [...further.value, page];
  };
  const again = () => {
    further.value = [];
    first.again();
  };
  return { first, items: pages.flatMap(({ items }) => items), next, more: () => void attempt(more), again };
}

interface Shown<T> {
  readonly of: Paged<T>;
  readonly empty: { readonly title: string; readonly hint: string };
  readonly children: (items: readonly T[]) => ComponentChildren;
}

/** What there is, how to see more, or that there is nothing. A search may have looked far and found nothing so far. */
export function PagedList<T>({ of, empty, children }: Shown<T>) {
  return (
    <Loaded of={of.first}>
      {() => (
        <>
          {of.items.length > 0 ? children(of.items) : of.next === null && <Empty {...empty} />}
          {of.next !== null && (
            <p class="pages">
              <button type="button" onClick={of.more}>
                {words.around.more}
              </button>
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}

export function Empty({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div class="nothing">
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  );
}

/** A wide table scrolls in its own frame, which the keyboard reaches. */
export function WideTable({
  label,
  head,
  children,
}: {
  readonly label: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section class="wide" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

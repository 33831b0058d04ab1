import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { fill, words } from '../words/words.ts';
import { choose } from './choose.ts';
import { CommentHtml } from './comment-html.tsx';
import { EditForm } from './edit-form.tsx';
import type { Queue } from './queue.ts';
import { ReplyForm } from './reply-form.tsx';
import { RowActs } from './row-acts.tsx';
import { nameOf, RowAuthor } from './row-author.tsx';
import { RowMore, RowWhy } from './row-why.tsx';
import type { Row } from './rows.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

/** One comment with all that a moderator needs to decide on it. */
export function QueueRow({ queue, row }: Shown) {
  const { id, type, page } = row;
  const isCurrent = useComputed(() => queue.current.value === id).value;
  const gone = useComputed(() => queue.gone.value.get(id)).value;
  const note = useComputed(() => queue.notes.value.get(id)).value;
  const isMore = useSignal(false);
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isCurrent && queue.follows.peek() && queue.form.peek() === null) follow(article.current);
  }, [isCurrent, queue]);
  const label = fill(words.queue.rowLabel, {
    kind: words.queue.kinds[type] ?? type,
    name: nameOf(row),
    page: page.title ?? page.url,
  });
  const take = () => {
    queue.current.value = id;
  };
  return (
    <article
      ref={article}
      class={`row${isCurrent ? ' current' : ''}${gone === undefined ? '' : ' gone'}`}
      tabIndex={-1}
      aria-label={label}
      aria-current={isCurrent ? 'true' : undefined}
      data-id={id}
      onFocusIn={take}
    >
      <Tick queue={queue} row={row} />
      <RowAuthor queue={queue} row={row} />
      {(gone ?? note) && (
        <p class="note" role="status">
          {gone ?? note}
        </p>
      )}
      <Text row={row} />
      <RowWhy row={row} />
      <RowActs queue={queue} row={row} isGone={gone !== undefined} isMore={isMore} />
      <RowForm queue={queue} row={row} />
      {isMore.value && <RowMore queue={queue} row={row} isGone={gone !== undefined} />}
    </article>
  );
}

function follow(article: HTMLElement | null): void {
  article?.focus({ preventScroll: true });
  article?.scrollIntoView({ block: 'nearest' });
}

function Tick({ queue, row }: Shown) {
  const isChosen = useComputed(() => queue.chosen.value.has(row.id));
  return (
    <input
      type="checkbox"
      class="tick"
      checked={isChosen}
      aria-label={fill(words.queue.choose, { name: nameOf(row) })}
      onChange={({ currentTarget: tick }) => {
        choose(queue, row.id, tick.checked);
        // Of more than can be chosen the browser has ticked it all the same.
        tick.checked = isChosen.value;
      }}
    />
  );
}

/** Longer ones begin folded: one comment must not push all others out of sight. */
const longText = 1_500;

function Text({ row: { html, text, linkback, author } }: Pick<Shown, 'row'>) {
  const isOpen = useSignal(false);
  const isFolded = text.length > longText && !isOpen.value;
  return (
    <div class={isFolded ? 'said folded' : 'said'}>
      {linkback?.title && linkback.title !== author.name && (
        <p class="linkback-title" dir="auto">
          {linkback.title}
        </p>
      )}
      <CommentHtml html={html} />
      {isFolded && (
        <button type="button" class="unfold" onClick={() => (isOpen.value = true)}>
          {words.queue.showAll}
        </button>
      )}
    </div>
  );
}

function RowForm({ queue, row }: Shown) {
  const form = useComputed(() => (queue.form.value?.id === row.id ? queue.form.value.what : null)).value;
  if (form === null) return null;
  if (form === 'reply') return <ReplyForm queue={queue} row={row} />;
  return <EditForm key={form} queue={queue} row={row} isQuick={form === 'quick'} />;
}

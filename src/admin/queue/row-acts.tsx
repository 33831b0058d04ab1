import type { Signal } from '@preact/signals';
import { fill, words } from '../words/words.ts';
import { decide } from './decide.ts';
import type { Form, Queue } from './queue.ts';
import { restore } from './restore.ts';
import { nameOf } from './row-author.tsx';
import type { Row } from './rows.ts';
import { targetsOf } from './targets.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

interface Line extends Shown {
  /** Somebody else moved it elsewhere: there is nothing to do about it here but to read. */
  readonly isGone: boolean;
  readonly isMore: Signal<boolean>;
}

export function RowActs({ queue, row, isGone, isMore }: Line) {
  return (
    <p class="acts row-acts">
      {!isGone && <Acts queue={queue} row={row} />}
      <button
        type="button"
        class="opens"
        aria-label={fill(words.queue.moreOf, { name: nameOf(row) })}
        aria-expanded={isMore}
        onClick={() => {
          isMore.value = !isMore.value;
        }}
      >
        {words.queue.more}
      </button>
    </p>
  );
}

function Acts({ queue, row }: Shown) {
  const { id, version, status } = row;
  const open = (what: Form) => {
    queue.current.value = id;
    queue.form.value = { id, what };
  };
  const mayReply = status === 'pending' || status === 'approved';
  return (
    <>
      {targetsOf(queue).map((to) => (
        <button
          key={to}
          type="button"
          class={`to-${to}`}
          aria-label={fill(words.queue.actsOn[to] ?? '', { name: nameOf(row) })}
          onClick={() => void decide(queue, { items: [{ id, version }], to })}
        >
          {words.queue.acts[to]}
        </button>
      ))}
      {status === 'trash' && (
        <button type="button" onClick={() => void restore(queue, [{ id, version }])}>
          {words.queue.restore}
        </button>
      )}
      {mayReply && (
        <button type="button" onClick={() => open('reply')}>
          {words.queue.reply}
        </button>
      )}
      <button type="button" onClick={() => open('quick')}>
        {words.queue.quickEdit}
      </button>
      <button type="button" onClick={() => open('edit')}>
        {words.queue.edit}
      </button>
    </>
  );
}

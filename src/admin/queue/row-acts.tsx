import { fill, words } from '../words/words.ts';
import { decide, type Target } from './decide.ts';
import { statuses } from './filter.ts';
import { trashOf } from './keys.ts';
import type { Form, Queue } from './queue.ts';
import { restore } from './restore.ts';
import { nameOf } from './row-author.tsx';
import type { Row } from './rows.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

/** Where a comment of this part of the queue may go, what is meant most often first. */
function targetsOf(queue: Queue): readonly Target[] {
  const others = statuses.filter((status) => status !== queue.filter.status && status !== 'trash');
  const first = (['approved', 'pending', 'spam'] as const).filter((status) => others.includes(status));
  return [...first, trashOf(queue)];
}

export function RowActs({ queue, row }: Shown) {
  const { id, version, status } = row;
  const open = (what: Form) => {
    queue.current.value = id;
    queue.form.value = { id, what };
  };
  const mayReply = status === 'pending' || status === 'approved';
  return (
    <p class="acts row-acts">
      {targetsOf(queue).map((to) => (
        <button
          key={to}
          type="button"
          class={`to-${to}`}
          aria-label={fill(words.queue.actsOn[to] ?? '', { name: nameOf(row) })}
          onClick={() => void decide(queue, [{ id, version }], to)}
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
    </p>
  );
}

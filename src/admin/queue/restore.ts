import { decide, type Items } from './decide.ts';
import type { Status } from './filter.ts';
import type { Queue } from './queue.ts';
import type { Row } from './rows.ts';

/** Brings comments out of spam or trash, each to where it was before: to the queue where nobody knows. */
export async function restore(queue: Queue, items: Items): Promise<void> {
  const byTarget = Map.groupBy(items, ({ id }) => before(queue.rows.value.find((row) => row.id === id)));
  for (const [to, some] of byTarget) await decide(queue, { items: some, to });
}

function before(row: Row | undefined): Status {
  const from = row?.history.at(-1)?.from;
  return from === 'approved' ? 'approved' : 'pending';
}

import type { Target } from './decide.ts';
import type { Queue } from './queue.ts';

export const trashOf = ({ filter: { status } }: Queue): Target => (status === 'spam' || status === 'trash' ? 'deleted' : 'trash');

const order: readonly Target[] = ['approved', 'pending', 'spam'];

/** Where a comment of this part of the queue may go, what is meant most often first. */
export function targetsOf(queue: Queue): readonly Target[] {
  return [...order.filter((status) => status !== queue.filter.status), trashOf(queue)];
}

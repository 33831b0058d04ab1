import { announce } from '../shell/announce.tsx';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { plural, words } from '../words/words.ts';
import type { Items } from './decide.ts';
import { page, type Queue } from './queue.ts';

/** No decision takes more. */
export const mostAtOnce = 500;
export const mostAPage = 100;

export function choose(queue: Queue, id: string, isChosen: boolean): void {
  const chosen = new Map(queue.chosen.value);
  const row = queue.rows.value.find((one) => one.id === id);
  if (isChosen && row) chosen.set(id, row.version);
  else chosen.delete(id);
  tell(queue, chosen);
}

/** All rows, or none of them. */
export function chooseShown(queue: Queue, isChosen: boolean): void {
  tell(queue, new Map(isChosen ? queue.rows.value.map(({ id, version }) => [id, version]) : []));
}

/** As WordPress does: what is ticked is not, and the other way round. */
export function invert(queue: Queue): void {
  const { rows, chosen } = queue;
  const others = rows.value.filter(({ id }) => !chosen.value.has(id));
  tell(queue, new Map(others.map(({ id, version }) => [id, version])));
}

/** Everything that the search finds, beyond the rows shown, up to what one decision takes. */
export async function chooseAllFound(queue: Queue): Promise<void> {
  const found = new Map<string, number>();
  let cursor: string | null = null;
  try {
    do {
      const { comments, next } = await page(queue.filter, cursor, mostAPage);
      for (const { id, version } of comments) found.set(id, version);
      cursor = next;
    } while (cursor !== null && found.size <= mostAtOnce);
    tell(queue, found);
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'alarm' });
  }
}

export function chosenItems(queue: Queue): Items {
  return [...queue.chosen.value].map(([id, version]) => ({ id, version }));
}

/** What one decision does not take is not chosen either. */
function tell(queue: Queue, wanted: ReadonlyMap<string, number>): void {
  const chosen = new Map([...wanted].slice(0, mostAtOnce));
  queue.chosen.value = chosen;
  announce(plural(words.queue.chosen, chosen.size));
  if (chosen.size < wanted.size) toast({ text: words.queue.chosenMost });
}

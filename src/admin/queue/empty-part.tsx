import { useSignal } from '@preact/signals';
import type { DecisionAnswer } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { askFirst } from '../shell/dialog.tsx';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { number, plural, words } from '../words/words.ts';
import { mostAPage, mostAtOnce } from './choose.ts';
import type { Items } from './decide.ts';
import { page, type Queue, reload, tellCounts } from './queue.ts';

/** WordPress' “Empty Spam” and “Empty Trash”: all of it, beyond the rows shown, after a question, and stopped whenever one likes. */
export function EmptyPart({ queue, part }: { readonly queue: Queue; readonly part: 'spam' | 'trash' }) {
  const left = useSignal<number | null>(null);
  const isStopped = useSignal(false);
  const { emptying } = words.queue;
  const begin = async () => {
    const count = queue.counts.value?.[part] ?? 0;
    const question = { title: plural(emptying.title[part], count), text: words.queue.deleting.text, yes: emptying.start[part] };
    if (!(await askFirst(question))) return;
    isStopped.value = false;
    left.value = count;
    const told = (now: number) => {
      left.value = now;
      return !isStopped.value;
    };
    await emptyPart(queue, told).catch((error: unknown) => toast({ text: sentenceOf(error), tone: 'alarm' }));
    left.value = null;
    await reload(queue);
  };
  if (left.value === null)
    return (
      <button type="button" class="emptying to-deleted" onClick={() => void begin()}>
        {emptying.start[part]}
      </button>
    );
  return (
    <span class="emptying" role="status">
      {emptying.left.replace('{n}', number(left.value))}{' '}
      <button type="button" disabled={isStopped} onClick={() => (isStopped.value = true)}>
        {emptying.stop}
      </button>
    </span>
  );
}

/** Deletes as much at once as one decision takes, until there is no more or `goOn`, told how many are left, says to stop. */
async function emptyPart(queue: Queue, goOn: (left: number) => boolean): Promise<void> {
  let cursor: string | null = null;
  let deleted = 0;
  do {
    const found = await read(queue, cursor);
    if (found.items.length === 0) break;
    const { changed } = await ask<DecisionAnswer>('moderation/decisions', { body: { items: found.items, to: 'deleted' } });
    deleted += changed;
    cursor = found.next;
  } while (cursor !== null && goOn(queue.counts.value?.[queue.filter.status] ?? 0));
  toast({ text: plural(words.queue.emptying.done, deleted) });
}

async function read(queue: Queue, from: string | null): Promise<{ items: Items; next: string | null }> {
  const items: Items[number][] = [];
  let next = from;
  do {
    const read = await page(queue.filter, next, mostAPage);
    tellCounts(queue, read.counts);
    items.push(...read.comments.map(({ id, version }) => ({ id, version })));
    next = read.next;
  } while (next !== null && items.length < mostAtOnce);
  return { items, next };
}

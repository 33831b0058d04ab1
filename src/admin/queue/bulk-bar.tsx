import { plural, words } from '../words/words.ts';
import { chooseAllFound, chooseShown, chosenItems } from './choose.ts';
import { decide } from './decide.ts';
import { EmptyPart } from './empty-part.tsx';
import { isNarrowed } from './filter.ts';
import type { Queue } from './queue.ts';
import { targetsOf } from './targets.ts';
import { decideWithNote } from './with-note.tsx';

/** What may be done to many at once; as long as nothing is chosen, how to choose. */
export function BulkBar({ queue }: { readonly queue: Queue }) {
  const { rows, chosen, next, before } = queue;
  const { status } = queue.filter;
  const count = chosen.value.size;
  const isAllShown = count > 0 && rows.value.every(({ id }) => chosen.value.has(id));
  const hasMore = next.value !== null || before.value.length > 0;
  return (
    <div class={count > 0 ? 'bulk chosen' : 'bulk'}>
      <label>
        <input type="checkbox" checked={isAllShown} onChange={({ currentTarget: { checked } }) => chooseShown(queue, checked)} />{' '}
        {count > 0 ? plural(words.queue.chosen, count) : words.queue.chooseShown}
      </label>
      {hasMore && (
        <button type="button" class="link" onClick={() => void chooseAllFound(queue)}>
          {words.queue.chooseAll}
        </button>
      )}
      {count > 0 && <Acts queue={queue} />}
      {(status === 'spam' || status === 'trash') && !isNarrowed(queue.filter) && <EmptyPart queue={queue} part={status} />}
    </div>
  );
}

function Acts({ queue }: { readonly queue: Queue }) {
  return (
    <fieldset class="acts">
      <legend class="unseen">{words.queue.withChosen}</legend>
      {targetsOf(queue).map((to) => (
        <button key={to} type="button" class={`to-${to}`} onClick={() => void decide(queue, { items: chosenItems(queue), to })}>
          {words.queue.acts[to]}
        </button>
      ))}
      <button type="button" onClick={() => decideWithNote(queue, chosenItems(queue))}>
        {words.queue.withNote.open}
      </button>
    </fieldset>
  );
}

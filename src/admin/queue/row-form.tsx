import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { closeForm } from './drafts.ts';
import type { Queue } from './queue.ts';

interface Shown {
  readonly queue: Queue;
  readonly send: string;
  readonly hint: string;
  /** Answers what is wrong, or nothing. */
  readonly onSend: () => Promise<string>;
  readonly children: ComponentChildren;
}

/** A form in a row: says what was wrong and keeps what was typed. */
export function RowForm({ queue, send, hint, onSend, children }: Shown) {
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    problem.value = await onSend();
    isBusy.value = false;
  };
  return (
    <form class="row-form" onSubmit={(event) => void submit(event)} onKeyDown={keysOf(queue)}>
      <Problem text={problem} />
      {children}
      <p class="hint">{hint}</p>
      <p class="acts">
        <button type="submit" class="main" disabled={isBusy}>
          {send}
        </button>
        <button type="button" onClick={() => closeForm(queue)}>
          {words.shell.cancel}
        </button>
      </p>
    </form>
  );
}

function Problem({ text }: { readonly text: ReadonlySignal<string> }) {
  if (text.value === '') return null;
  return (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}

/** Escape closes, Ctrl+Enter sends. */
function keysOf(queue: Queue) {
  return (event: KeyboardEvent): void => {
    if (event.key === 'Escape') closeForm(queue);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      (event.currentTarget as HTMLFormElement).requestSubmit();
    }
  };
}

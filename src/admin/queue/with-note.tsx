import { signal } from '@preact/signals';
import { typedIn } from '../shell/attempt.ts';
import { closeAround, Dialog } from '../shell/dialog.tsx';
import { plural, words } from '../words/words.ts';
import { decide, type Items, type Target } from './decide.ts';
import type { Queue } from './queue.ts';
import { targetsOf } from './targets.ts';

const asked = signal<{ readonly queue: Queue; readonly items: Items } | null>(null);

/** Lets a moderator say why before they decide on these. */
export function decideWithNote(queue: Queue, items: Items): void {
  if (items.length > 0) asked.value = { queue, items };
}

const longest = 1_000;

export function WithNote() {
  if (!asked.value) return null;
  const { queue, items } = asked.value;
  const { title, why, hint } = words.queue.withNote;
  const close = () => {
    asked.value = null;
  };
  const submit = (event: SubmitEvent) => {
    const { note } = typedIn(event);
    const to = (event.submitter as HTMLButtonElement).value as Target;
    closeAround(event);
    close();
    void decide(queue, { items, to, note: note || undefined });
  };
  return (
    <Dialog title={plural(title, items.length)} onClose={close}>
      <form onSubmit={submit}>
        <label>
          {why}
          <textarea name="note" rows={3} required maxLength={longest} dir="auto" data-first />
        </label>
        <p class="hint">{hint}</p>
        <p class="acts">
          {targetsOf(queue).map((to) => (
            <button key={to} type="submit" value={to} class={`to-${to}`}>
              {words.queue.acts[to]}
            </button>
          ))}
        </p>
      </form>
    </Dialog>
  );
}

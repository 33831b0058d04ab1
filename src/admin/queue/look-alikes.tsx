import { signal } from '@preact/signals';
import type { DecisionAnswer } from '../../wire/moderation.ts';
import { closeAround, Dialog } from '../shell/dialog.tsx';
import { toast } from '../shell/toasts.tsx';
import { fill, plural, words } from '../words/words.ts';
import type { Queue } from './queue.ts';

type Alike = DecisionAnswer['alike'];
type Why = Alike[number]['why'];

interface Offered {
  readonly queue: Queue;
  readonly alike: Alike;
  readonly callSpam: (alike: Alike) => void;
}

const offered = signal<Offered | null>(null);
const whys: readonly Why[] = ['link', 'text', 'address'];

/** After something was called spam: what looks like it may go the same way by one more act. */
export function offerLookAlikes(queue: Queue, alike: Alike, callSpam: Offered['callSpam']): void {
  const show = () => {
    offered.value = { queue, alike, callSpam };
  };
  toast({ text: plural(words.queue.alike.found, alike.length), act: { label: words.queue.alike.show, do: show } });
}

/** Says why each is taken for one, and lets the moderator choose by that. */
export function LookAlikes() {
  if (!offered.value) return null;
  const { queue, alike, callSpam } = offered.value;
  const close = () => {
    offered.value = null;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const ticked = new FormData(event.currentTarget as HTMLFormElement).getAll('why');
    closeAround(event);
    close();
    callSpam(alike.filter(({ why }) => ticked.includes(why)));
  };
  return (
    <Dialog title={plural(words.queue.alike.title, alike.length)} onClose={close}>
      <form onSubmit={submit}>
        {whys.map((why) => (
          <Group key={why} why={why} alike={alike.filter((one) => one.why === why)} queue={queue} />
        ))}
        <p class="acts">
          <button type="submit" class="main">
            {words.queue.alike.spam}
          </button>
          <button type="button" onClick={close}>
            {words.shell.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function Group({ why, alike, queue }: { readonly why: Why; readonly alike: Alike; readonly queue: Queue }) {
  if (alike.length === 0) return null;
  const approved = alike.filter(({ status }) => status === 'approved').length;
  const names = queue.rows.value.filter(({ id }) => alike.some((one) => one.id === id)).map(({ author }) => author.name);
  return (
    <>
      <label class="beside">
        <input type="checkbox" name="why" value={why} checked /> {plural(words.queue.alike.why[why], alike.length)}
      </label>
      <p class="hint">
        {approved > 0 && plural(words.queue.alike.approved, approved)}{' '}
        {names.length > 0 && fill(words.queue.alike.by, { names: [...new Set(names)].join(', ') })}
      </p>
    </>
  );
}

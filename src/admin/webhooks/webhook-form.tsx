import { useSignal } from '@preact/signals';
import type { WebhookEvent, WebhookFormat } from '../../wire/webhooks.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { words } from '../words/words.ts';

export interface Typed {
  readonly url: string;
  readonly format: WebhookFormat;
  readonly events: readonly WebhookEvent[];
}

interface Shown {
  readonly title: string;
  readonly from: Typed;
  readonly submit: string;
  /** @throws Refused, whose sentence is shown at the form */
  readonly onSend: (typed: Typed) => Promise<void>;
  /** Where there is something to go back to. */
  readonly onCancel?: () => void;
}

const events = Object.keys(words.webhooks.event) as WebhookEvent[];
const formats = Object.entries(words.webhooks.formats);

/** Whom to tell of what, and how. What was typed stays where the service says no. */
export function WebhookForm({ title, from, submit, onSend, onCancel }: Shown) {
  const problem = useSignal('');
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const typed = typedIn(form);
    problem.value = typed.events.length === 0 ? words.webhooks.noEvents : '';
    if (problem.value !== '') return;
    try {
      await onSend(typed);
      form.reset();
    } catch (error) {
      problem.value = sentenceOf(error);
    }
  };
  return (
    <form class="inline" aria-label={title} onSubmit={(event) => void send(event)}>
      <Fields from={from} />
      <p class="acts">
        <button type="submit">{submit}</button>
        {onCancel && (
          <button type="button" class="quiet" onClick={onCancel}>
            {words.shell.cancel}
          </button>
        )}
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}

function Fields({ from }: Pick<Shown, 'from'>) {
  return (
    <>
      <label class="wide-field">
        {words.webhooks.url}
        <input type="url" name="url" required maxLength={2_000} dir="ltr" autocomplete="off" defaultValue={from.url} />
      </label>
      <label>
        {words.webhooks.format}
        <select name="format">
          {formats.map(([format, name]) => (
            <option key={format} value={format} selected={format === from.format}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="ticks">
        <legend>{words.webhooks.events}</legend>
        {events.map((event) => (
          <label key={event}>
            <input type="checkbox" name="events" value={event} defaultChecked={from.events.includes(event)} />
            {words.webhooks.event[event]}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function typedIn(form: HTMLFormElement): Typed {
  const fields = new FormData(form);
  return {
    url: String(fields.get('url')).trim(),
    format: String(fields.get('format')) as WebhookFormat,
    events: fields.getAll('events').map((event) => String(event) as WebhookEvent),
  };
}

import type { DeliveryView } from '../../wire/webhooks.ts';
import { ago, exactly, fill, number, plural, words } from '../words/words.ts';

/** What it answered, in one line: its status with what it said, or why there was no answer. */
export function sayingOf({ status, answer }: Pick<DeliveryView, 'status' | 'answer'>): string {
  const said = status === null ? '' : fill(words.webhooks.answered, { status: String(status) });
  return [said, answer].filter(Boolean).join(': ');
}

/** What was told, when, and what became of it. */
export function DeliveryFacts({ delivery }: { readonly delivery: DeliveryView }) {
  const { event, state, at, attempts, status, againAt } = delivery;
  return (
    <>
      {words.webhooks.event[event] ?? words.webhooks.testEvent}{' '}
      <span class={state === 'failed' || state === 'dropped' ? 'badge new' : 'badge'}>{words.webhooks.delivery[state]}</span>{' '}
      <time dateTime={at} title={exactly(at)}>
        {ago(at)}
      </time>
      {attempts > 0 && ` · ${plural(words.webhooks.tries, attempts)}`}
      {status !== null && ` · ${fill(words.webhooks.answered, { status: number(status) })}`}
      {againAt !== null && attempts > 0 && ` · ${fill(words.webhooks.next, { time: exactly(againAt) })}`}
    </>
  );
}

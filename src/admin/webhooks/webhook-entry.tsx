import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DeliveryAnswer, ListedWebhook, WebhookSecretView } from '../../wire/webhooks.ts';
import { ask } from '../ask.ts';
import { attempt } from '../shell/attempt.ts';
import { askFirst } from '../shell/dialog.tsx';
import { toast } from '../shell/toasts.tsx';
import { exactly, fill, words } from '../words/words.ts';
import { Deliveries } from './deliveries.tsx';
import { DeliveryFacts, sayingOf } from './delivery-facts.tsx';
import { nameOf } from './name-of.ts';
import { type Typed, WebhookForm } from './webhook-form.tsx';

interface Shown {
  /** Of the API, below `/api/v1/`. */
  readonly path: string;
  readonly webhook: ListedWebhook;
  readonly again: () => void;
  readonly tell: (secret: WebhookSecretView) => void;
}

/** One of them: whether it is on, what it was last told, and what can be done about it. */
export function WebhookEntry({ path, webhook, again, tell }: Shown) {
  const isChanging = useSignal(false);
  const isOpen = useSignal(false);
  const name = nameOf(webhook);
  const entry = useRef<HTMLElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // The focus goes along with the form, and back to what opened it.
    if (isChanging.value !== was.current) entry.current?.querySelector<HTMLElement>('input, [data-change]')?.focus();
    was.current = isChanging.value;
  }, [isChanging.value]);
  const change = async (body: Typed) => {
    await ask(path, { method: 'PATCH', body });
    isChanging.value = false;
    toast({ text: words.webhooks.saved });
    again();
  };
  return (
    <article class="entry" ref={entry}>
      <Heading webhook={webhook} name={name} />
      <State webhook={webhook} />
      {isChanging.value ? (
        <WebhookForm
          title={fill(words.webhooks.changeOf, { name })}
          from={webhook}
          submit={words.webhooks.save}
          onSend={change}
          onCancel={() => (isChanging.value = false)}
        />
      ) : (
        <Acts {...{ path, webhook, again, tell }} change={() => (isChanging.value = true)} />
      )}
      <details class="more" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
        <summary aria-label={fill(words.webhooks.deliveriesOf, { name })}>{words.webhooks.deliveries}</summary>
        {isOpen.value && <Deliveries path={path} isOn={webhook.state === 'on'} latest={webhook.last} />}
      </details>
    </article>
  );
}

function Heading({ webhook: { state, reason, failingSince, format }, name }: Pick<Shown, 'webhook'> & { readonly name: string }) {
  const standing = state === 'off' ? (reason === null ? 'off' : 'stopped') : failingSince === null ? 'on' : 'failing';
  return (
    <p>
      <strong>
        <bdi dir="ltr">{name}</bdi>
      </strong>{' '}
      <span class={standing === 'on' ? 'badge known' : 'badge new'}>{words.webhooks.states[standing]}</span>{' '}
      <span class="badge">{words.webhooks.formats[format]}</span>
    </p>
  );
}

function State({ webhook: { events, reason, failingSince, last, state } }: Pick<Shown, 'webhook'>) {
  return (
    <>
      <p class="hint">
        {words.webhooks.events}: {events.map((event) => words.webhooks.event[event]).join(', ')}
      </p>
      {reason !== null && <p class="said">{reason}</p>}
      {state === 'on' && failingSince !== null && <p>{fill(words.webhooks.failingSince, { time: exactly(failingSince) })}</p>}
      {last === null ? (
        <p class="hint">{words.webhooks.never}</p>
      ) : (
        <p class="hint">
          {words.webhooks.last} <DeliveryFacts delivery={last} />
        </p>
      )}
    </>
  );
}

function Acts({ path, webhook, again, tell, change }: Shown & { readonly change: () => void }) {
  const name = nameOf(webhook);
  const isOn = webhook.state === 'on';
  const test = () =>
    attempt(async () => {
      const { delivery } = await ask<DeliveryAnswer>(`${path}/test`, { method: 'POST' });
      const isTaken = delivery.state === 'delivered';
      const text = fill(isTaken ? words.webhooks.tested : words.webhooks.testFailed, { name, saying: sayingOf(delivery) });
      toast({ text, tone: isTaken ? 'plain' : 'alarm' });
      again();
    });
  const turn = async () => {
    const body = { state: isOn ? 'off' : 'on' };
    await attempt(() => ask(path, { method: 'PATCH', body }), isOn ? words.webhooks.paused : words.webhooks.resumed);
    again();
  };
  const renew = async () => {
    const { newSecretTitle, newSecretText: text, newSecret: yes } = words.webhooks;
    if (!(await askFirst({ title: fill(newSecretTitle, { name }), text, yes }))) return;
    await attempt(async () => tell(await ask<WebhookSecretView>(`${path}/secret`, { method: 'POST' })));
  };
  const remove = async () => {
    const { removeTitle, removeText: text, remove: yes, removed } = words.webhooks;
    if (!(await askFirst({ title: fill(removeTitle, { name }), text, yes }))) return;
    await attempt(() => ask(path, { method: 'DELETE' }), removed);
    again();
  };
  return (
    <p class="acts">
      <Act does={words.webhooks.test} of={words.webhooks.testOf} name={name} onClick={test} />
      <Act
        does={isOn ? words.webhooks.pause : words.webhooks.resume}
        of={isOn ? words.webhooks.pauseOf : words.webhooks.resumeOf}
        name={name}
        onClick={turn}
      />
      <Act does={words.webhooks.change} of={words.webhooks.changeOf} name={name} onClick={change} isChange />
      <Act does={words.webhooks.newSecret} of={words.webhooks.newSecretOf} name={name} onClick={renew} />
      <Act does={words.webhooks.remove} of={words.webhooks.removeOf} name={name} onClick={remove} isAlarming />
    </p>
  );
}

interface OneAct {
  readonly does: string;
  /** The same with the name of what it is done to, for who hears it alone. */
  readonly of: string;
  readonly name: string;
  readonly onClick: () => unknown;
  readonly isAlarming?: boolean;
  readonly isChange?: boolean;
}

function Act({ does, of, name, onClick, isAlarming = false, isChange = false }: OneAct) {
  return (
    <button
      type="button"
      class={isAlarming ? 'alarming' : undefined}
      aria-label={fill(of, { name })}
      data-change={isChange || undefined}
      onClick={() => void onClick()}
    >
      {does}
    </button>
  );
}

import { useSignal } from '@preact/signals';
import type { WebhookSecretView, WebhooksView } from '../../wire/webhooks.ts';
import { ask } from '../ask.ts';
import { SaidOnce } from '../people/said-once.tsx';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { Empty } from '../shell/paged.tsx';
import { fill, words } from '../words/words.ts';
import { nameOf } from './name-of.ts';
import { WebhookEntry } from './webhook-entry.tsx';
import { type Typed, WebhookForm } from './webhook-form.tsx';

const untouched = { url: '', format: 'json', events: ['comment.approved', 'comment.held', 'comment.reported'] } as const;

/** Whom a site tells of its comments, what became of that, and how to have others told. */
export function WebhooksScreen({ site }: { readonly site: string }) {
  const loaded = useLoaded(() => ask<WebhooksView>(`sites/${site}/webhooks`), [site]);
  const told = useSignal<WebhookSecretView | null>(null);
  const add = async (body: Typed) => {
    told.value = await ask<WebhookSecretView>(`sites/${site}/webhooks`, { body });
    loaded.again();
  };
  return (
    <>
      <h1>{words.webhooks.title}</h1>
      <p class="hint">{words.webhooks.hint}</p>
      <WebhookForm title={words.webhooks.add} from={untouched} submit={words.webhooks.submit} onSend={add} />
      {told.value && (
        <SaidOnce
          label={fill(words.webhooks.secret, { name: nameOf(told.value.webhook) })}
          hint={words.webhooks.secretHint}
          text={told.value.secret}
        />
      )}
      <Loaded of={loaded}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <Empty {...words.webhooks.empty} />
          ) : (
            <ul class="entries">
              {webhooks.map((webhook) => (
                <li key={webhook.id}>
                  <WebhookEntry
                    path={`sites/${site}/webhooks/${webhook.id}`}
                    webhook={webhook}
                    again={loaded.again}
                    tell={(secret) => (told.value = secret)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

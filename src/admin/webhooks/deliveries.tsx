import type { DeliveriesView, DeliveryView } from '../../wire/webhooks.ts';
import { ask } from '../ask.ts';
import { hrefTo } from '../route.ts';
import { attempt } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { exactly, fill, words } from '../words/words.ts';
import { DeliveryFacts } from './delivery-facts.tsx';

interface Shown {
  readonly path: string;
  readonly isOn: boolean;
  /** What the list above knows to be the latest: another one, and this list is asked for anew. */
  readonly latest: DeliveryView | null;
}

const atOnce = '20';

/** What a webhook was told, latest first, with what it answered. */
export function Deliveries({ path, isOn, latest }: Shown) {
  const paged = usePaged(
    async (cursor) => {
      const { deliveries, next } = await ask<DeliveriesView>(`${path}/deliveries`, { query: { cursor, limit: atOnce } });
      return { items: deliveries, next };
    },
    [path, latest?.id, latest?.triedAt],
  );
  const retry = async ({ id }: DeliveryView) => {
    await attempt(() => ask(`${path}/retry`, { body: { delivery: id } }), words.webhooks.retried);
    paged.again();
  };
  return (
    <PagedList of={paged} empty={words.webhooks.nothingTold}>
      {(deliveries) => (
        <ol class="entries">
          {deliveries.map((delivery) => (
            <li key={delivery.id}>
              <DeliveryEntry delivery={delivery} retry={isOn ? () => void retry(delivery) : null} />
            </li>
          ))}
        </ol>
      )}
    </PagedList>
  );
}

function DeliveryEntry({ delivery, retry }: { readonly delivery: DeliveryView; readonly retry: (() => void) | null }) {
  const { event, state, at, answer, comment } = delivery;
  const isOver = state === 'failed' || state === 'dropped';
  const named = { event: words.webhooks.event[event] ?? words.webhooks.testEvent, time: exactly(at) };
  return (
    <article class="entry">
      <p>
        <DeliveryFacts delivery={delivery} />
      </p>
      {answer && state !== 'delivered' && (
        <pre class="said" dir="auto">
          {answer}
        </pre>
      )}
      <p class="acts">
        {comment && <a href={hrefTo({ screen: 'log', query: { comment } })}>{words.webhooks.log}</a>}
        {isOver && retry && (
          <button type="button" aria-label={fill(words.webhooks.retryOf, named)} onClick={retry}>
            {words.webhooks.retry}
          </button>
        )}
      </p>
    </article>
  );
}

import { iso } from '../comments/view.ts';
import type { DeliveryView, WebhookView } from '../wire/webhooks.ts';
import type { Delivery } from './delivery.ts';
import type { Webhook } from './webhook.ts';

/** All but its secret. */
export function webhookView({ id, url, events, format, state, reason, failingSince, createdAt }: Webhook): WebhookView {
  return {
    ...{ id, url, events: [...events], format, state: state === 'on' ? 'on' : 'off', reason },
    ...{ failingSince: iso(failingSince), createdAt: iso(createdAt) },
  };
}

export function deliveryView(delivery: Delivery): DeliveryView {
  const { id, event, commentId, at, state, attempts, triedAt, againAt, status, answer } = delivery;
  return {
    ...{ id, event, comment: commentId, at: iso(at), state, attempts },
    ...{ triedAt: iso(triedAt), againAt: iso(againAt), status, answer },
  };
}

import { commandLine } from '../moderators/command-line.ts';
import type { Service } from '../service.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  renewSecret,
  tryWebhook,
  webhookById,
  webhooksOf,
} from '../webhooks/change-webhooks.ts';
import { deliveryView, webhookView } from '../webhooks/view.ts';
import type { Webhook } from '../webhooks/webhook.ts';
import { type DeliveryView, WebhookPatch, WebhookRequest, webhookFormats } from '../wire/webhooks.ts';
import { type Command, type Given, oneOf, required, text, texts } from './command.ts';

const site = { type: 'string' } as const;
const shape = { site, event: { type: 'string', multiple: true }, format: { type: 'string' } } as const;

async function named({ sites }: Service, given: Given) {
  return { site: await sites.bySlug(required(given, 'site')), id: given.positionals[0] ?? '' };
}

function shapeOf(given: Given) {
  const events = texts(given, 'event');
  const format = oneOf(given, 'format', webhookFormats);
  return { ...(events.length > 0 && { events }), ...(format !== null && { format }) };
}

const withSecret = (webhook: Webhook) => ({
  json: { webhook: webhookView(webhook), secret: webhook.secret },
  text: `${webhook.id}\t${webhook.secret}`,
});

export const webhookAdd: Command = {
  usage: 'webhook add URL --site SLUG [--event EVENT …] [--format json|slack|discord]',
  about: 'Tells an address of what happens to a site’s comments. The secret that signs it is shown this once.',
  options: shape,
  words: [1, 1],
  run: async (service, given) => {
    const { site, id: url } = await named(service, given);
    const request = WebhookRequest.parse({ url, ...shapeOf(given) });
    return withSecret(await addWebhook(service, commandLine, { site, request }));
  },
};

export const webhookList: Command = {
  usage: 'webhook list --site SLUG',
  about: 'Lists a site’s webhooks, without their secrets.',
  options: { site },
  words: [0, 0],
  run: async (service, given) => {
    const views = (await webhooksOf(service, (await named(service, given)).site)).map(webhookView);
    const lines = views.map(({ id, state, format, url, events, reason }) =>
      [id, state, format, url, events.join(' '), ...(reason === null ? [] : [reason])].join('\t'),
    );
    return { json: views, text: lines.join('\n') || 'There are none.' };
  },
};

export const webhookSet: Command = {
  usage: 'webhook set ID --site SLUG [--url URL] [--event EVENT …] [--format …] [--state on|off]',
  about: 'Changes a webhook, or switches it off or on.',
  options: { ...shape, url: { type: 'string' }, state: { type: 'string' } },
  words: [1, 1],
  run: async (service, given) => {
    const [url, state] = [text(given, 'url'), oneOf(given, 'state', ['on', 'off'] as const)];
    const patch = WebhookPatch.parse({ ...shapeOf(given), ...(url !== null && { url }), ...(state !== null && { state }) });
    const view = webhookView(await changeWebhook(service, commandLine, { ...(await named(service, given)), patch }));
    return { json: view, text: `${view.id}\t${view.state}\t${view.url}` };
  },
};

export const webhookSecret: Command = {
  usage: 'webhook secret ID --site SLUG',
  about: 'Gives a webhook a new secret, shown this once. The former one signs beside it for a day.',
  options: { site },
  words: [1, 1],
  run: async (service, given) => withSecret(await renewSecret(service, commandLine, await named(service, given))),
};

export const webhookTest: Command = {
  usage: 'webhook test ID --site SLUG',
  about: 'Sends a webhook a test, and says what it answered.',
  options: { site },
  words: [1, 1],
  run: async (service, given) => {
    const view = deliveryView(await tryWebhook(service, await named(service, given)));
    return { json: view, text: line(view) };
  },
};

const newest = 100;

export const webhookDeliveries: Command = {
  usage: 'webhook deliveries ID --site SLUG',
  about: `Lists the last ${newest} things that a webhook was told of, and what it answered.`,
  options: { site },
  words: [1, 1],
  run: async (service, given) => {
    const { site, id } = await named(service, given);
    const { id: group } = await webhookById(service, site, id);
    const views = (await service.store.deliveries.listOf({ siteId: site.id, group }, null, newest)).map(deliveryView);
    return { json: views, text: views.map(line).join('\n') || 'There are none.' };
  },
};

export const webhookRemove: Command = {
  usage: 'webhook remove ID --site SLUG',
  about: 'Removes a webhook.',
  options: { site },
  words: [1, 1],
  run: async (service, given) => {
    const of = await named(service, given);
    await removeWebhook(service, commandLine, of);
    return { json: { id: of.id, removed: true }, text: `Removed ${of.id}.` };
  },
};

function line({ at, event, state, attempts, status, answer }: DeliveryView): string {
  return [at, event, state, `${attempts} attempts`, status ?? '-', answer].join('\t');
}

import { createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { addWebhook, tryWebhook } from '../../src/webhooks/change-webhooks.ts';
import type { Webhook } from '../../src/webhooks/webhook.ts';
import { forWebhooks } from '../../src/wire/operations-for-webhooks.ts';
import { type DeliveryView, type WebhookPayload, WebhookRequest, webhookEvents } from '../../src/wire/webhooks.ts';
import { doWhatIsDue } from './due.ts';
import { otherSite } from './other-sites.ts';
import { ask } from './reader.ts';
import { type Running, running } from './running.ts';
import type { Parts } from './signing-in.ts';

export interface Got {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that webhooks are sent to. */
export interface Receiver {
  readonly url: string;
  readonly pair: string;
  readonly got: Got[];
  /** How it answers from now on. */
  answer(status: number, body?: string, headers?: Readonly<Record<string, string>>): void;
}

export async function receiver(test: TestContext): Promise<Receiver> {
  const got: Got[] = [];
  const site = await otherSite(test);
  let answering: readonly [number, string, Readonly<Record<string, string>>] = [204, '', {}];
  site.answer('/hook', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const [status, body, headers] = answering;
      response.writeHead(status, headers).end(body);
    });
  });
  const answer: Receiver['answer'] = (status, body = '', headers = {}) => {
    answering = [status, body, headers];
  };
  return { url: `${site.url}/hook`, pair: site.pair, got, answer };
}

export async function webhookAt(service: Running, request: Readonly<Record<string, unknown>>, slug = 'blog'): Promise<Webhook> {
  const site = await service.service.sites.bySlug(slug);
  return addWebhook(service.service, commandLine, { site, request: WebhookRequest.parse(request) });
}

/** A service, and a receiver that is told of everything. */
export async function webhookScene(test: TestContext, more: Readonly<Record<string, unknown>> = {}) {
  const told = await receiver(test);
  const settings = { holdUnknownAuthors: false, heldWords: ['wait'] };
  const service = await running(test, { env: { FETCH_ALLOW: told.pair }, settings });
  const webhook = await webhookAt(service, { url: told.url, events: [...webhookEvents], ...more });
  return { service, told, webhook };
}

/** What was told so far, by receiver, each read as `json` sends it. */
export const toldTo = ({ got }: Receiver): WebhookPayload[] => got.map(({ body }) => JSON.parse(body) as WebhookPayload);

export const typesOf = (told: Receiver): string[] => toldTo(told).map(({ type }) => type);

/** As the page on webhooks tells a receiver to do it. */
export function isSignedBy(secret: string, { headers, body }: Got): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
}

export async function deliveriesOf(service: Running, { id }: Pick<Webhook, 'id'>): Promise<readonly DeliveryView[]> {
  const token = await service.token('owner');
  return (await ask<{ deliveries: DeliveryView[] }>(service, `/api/v1/sites/blog/webhooks/${id}/deliveries`, { token })).body
    .deliveries;
}

/** Does what is due until nothing is: what is ordered by one round is sent by the next. */
export async function sendAll(service: Running): Promise<void> {
  for (let rounds = 0; rounds < 3; rounds += 1) await doWhatIsDue(service);
}

/** Refused without a look at any name server. */
const nowhere = 'http://127.0.0.1:9/';

/** The id of a delivery to that webhook that failed. */
export async function failedAt(service: Running, { id }: Pick<Webhook, 'id'>): Promise<string> {
  return (await tryWebhook(service.service, { site: await service.service.sites.bySlug('blog'), id })).id;
}

/** What sound requests about webhooks consist of; those that are removed or stay on are not the one that the others are about. */
export async function webhookParts(service: Running): Promise<Readonly<Record<string, Parts>>> {
  const at = { url: nowhere };
  const [kept, removed, on] = [await webhookAt(service, at), await webhookAt(service, at), await webhookAt(service, at)];
  const others: Readonly<Record<string, Webhook>> = { delete: removed, retry: on };
  const bodies: Readonly<Record<string, object>> = {
    retry: { delivery: await failedAt(service, on) },
    post: { url: 'https://hook.example/other', events: ['comment.held'], format: 'slack' },
    patch: { url: 'https://hook.example/new', events: ['comment.approved'], format: 'discord', state: 'off' },
  };
  return Object.fromEntries(
    forWebhooks.map(({ method, path, body }) => {
      const kind = path.endsWith('retry') ? 'retry' : method;
      const parts = {
        id: (others[kind] ?? kept).id,
        ...(path.endsWith('deliveries') && { query: { limit: '5' } }),
        ...(body && { body: bodies[kind] as Readonly<Record<string, unknown>> }),
      };
      return [`${method.toUpperCase()} ${path}`, parts];
    }),
  );
}

/** Webhooks that made-up requests may be about, by path: those that are removed by one are no other's. */
export async function webhookFields(
  service: Running,
): Promise<Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>> {
  const ids: string[] = [];
  for (let count = 0; count < 10; count += 1) ids.push((await webhookAt(service, { url: nowhere })).id);
  const delivery = [await failedAt(service, { id: ids[0] ?? '' })];
  const paths = [...new Set(forWebhooks.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map((path) => [
      path,
      { site: ['blog'], url: [nowhere], delivery, id: path.endsWith('{id}') ? ids.slice(2) : ids.slice(0, 2) },
    ]),
  );
}

import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeliveryView, WebhookView } from '../../src/wire/webhooks.ts';
import { ask } from '../support/reader.ts';
import { day } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';
import { isSignedBy, sendAll, webhookScene } from '../support/webhooks.ts';

const hooks = '/api/v1/sites/blog/webhooks';

describe('an owner', () => {
  test('makes, lists, changes, tries and removes webhooks; the secret is told once', async (t) => {
    const { service, told } = await webhookScene(t);
    const token = await service.token('owner');
    const made = await ask<{ webhook: WebhookView; secret: string }>(service, hooks, { body: { url: told.url }, token });
    equal(made.status, 201);
    deepEqual(made.body.webhook.events, ['comment.approved', 'comment.held', 'comment.reported']);
    const one = `${hooks}/${made.body.webhook.id}`;
    const tried = await ask<{ delivery: DeliveryView }>(service, `${one}/test`, { method: 'POST', token });
    deepEqual([tried.body.delivery.event, tried.body.delivery.state], ['webhook.test', 'delivered']);
    ok(isSignedBy(made.body.secret, told.got[0] ?? { headers: {}, body: '' }));

    const renewed = await ask<{ secret: string }>(service, `${one}/secret`, { method: 'POST', token });
    notEqual(renewed.body.secret, made.body.secret);
    await ask(service, `${one}/test`, { method: 'POST', token });
    const isSigned = () =>
      [made.body.secret, renewed.body.secret].map((secret) => isSignedBy(secret, told.got.at(-1) ?? { headers: {}, body: '' }));
    deepEqual(isSigned(), [true, true]);
    service.clock.pass(day);
    await ask(service, `${one}/test`, { method: 'POST', token });
    deepEqual(isSigned(), [false, true]);

    const listed = await ask(service, hooks, { token });
    equal(JSON.stringify(listed.body).includes('whsec_'), false);
    equal((await ask(service, one, { method: 'DELETE', token })).status, 204);
    equal((await ask<{ webhooks: unknown[] }>(service, hooks, { token })).body.webhooks.length, 1);
    for (const gone of [one, `${one}/deliveries`]) {
      const how = gone === one ? { method: 'PATCH', body: { state: 'on' } } : {};
      equal((await ask(service, gone, { ...how, token })).status, 404);
    }
    await sendAll(service);
    const kept = JSON.stringify(await storedIn(service));
    equal(kept.includes(made.body.secret) || kept.includes(renewed.body.secret), false);
  });

  test('gets a clear no for what is no webhook', async (t) => {
    const { service } = await webhookScene(t);
    const token = await service.token('owner');
    const said = async (body: object) => {
      const answer = await ask(service, hooks, { body, token });
      return [answer.status, ...(answer.body.errors ?? []).map(({ field }) => field)].join(' ');
    };
    equal(await said({ url: 'ftp://example.org/' }), '400 url');
    equal(await said({ url: 'https://user:pass@example.org/' }), '400 url');
    equal(await said({ url: 'https://example.org/', events: [] }), '400 events');
    equal(await said({ url: 'https://example.org/', events: ['comment.approved', 'comment.approved'] }), '400 events');
    equal(await said({ url: 'https://example.org/', events: ['comment.loved'] }), '400 events.0');
    equal(await said({ url: 'https://example.org/', format: 'xml' }), '400 format');
    equal(await said({ url: 'https://example.org/', secret: 'mine' }), '400 secret');
    for (let count = 1; count < 20; count += 1) equal(await said({ url: 'https://example.org/' }), '201');
    equal(await said({ url: 'https://example.org/' }), '400 ');
  });
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeliveryView, ListedWebhook, WebhookView } from '../../src/wire/webhooks.ts';
import { ask, post } from '../support/reader.ts';
import { day, minute } from '../support/running.ts';
import { deliveriesOf, sendAll, toldTo, webhookAt, webhookScene } from '../support/webhooks.ts';

const hooks = '/api/v1/sites/blog/webhooks';

describe('a receiver in trouble', () => {
  test('is tried again, later and later, with the same id, until it takes it', async (t) => {
    const { service, told, webhook } = await webhookScene(t);
    told.answer(500, 'Sorry, <b>no</b>');
    await post(service, { text: 'Hello' });
    await sendAll(service);
    for (const wait of [0.1, 1, 5]) {
      service.clock.pass(wait * minute);
      await sendAll(service);
    }
    const [delivery] = await deliveriesOf(service, webhook);
    deepEqual([delivery?.state, delivery?.attempts, delivery?.status], ['waiting', 4, 500]);
    equal(delivery?.answer, 'Sorry, <b>no</b>');
    told.answer(200);
    service.clock.pass(30 * minute);
    await sendAll(service);
    deepEqual(
      (await deliveriesOf(service, webhook)).map(({ state }) => state),
      ['delivered'],
    );
    equal(new Set(told.got.map(({ headers }) => headers['webhook-id'])).size, 1);
    equal(new Set(told.got.map(({ headers }) => headers['webhook-timestamp'])).size, 5);
  });

  test('is given up after ten tries in two days, and its webhook switched off after three days of nothing else', async (t) => {
    const { service, told, webhook } = await webhookScene(t);
    told.answer(503);
    await post(service, { text: 'Hello' });
    for (let hours = 0; hours < 56; hours += 1) {
      await sendAll(service);
      service.clock.pass(60 * minute);
    }
    const [first] = await deliveriesOf(service, webhook);
    deepEqual([first?.state, first?.attempts, first?.againAt], ['failed', 10, null]);
    ok(told.got.length <= 10, String(told.got.length));
    service.clock.pass(day);
    await post(service, { text: 'Still there?' });
    await sendAll(service);
    const token = await service.token('owner');
    const view = async () => (await ask<{ webhooks: WebhookView[] }>(service, hooks, { token })).body.webhooks[0];
    match((await view())?.reason ?? '', /^It has taken nothing since 2026-11-24\. The last answer was 503\.$/);
    equal((await view())?.state, 'off');
    await post(service, { text: 'Told to nobody' });
    service.clock.pass(minute);
    await sendAll(service);
    deepEqual(
      (await deliveriesOf(service, webhook)).map(({ state }) => state),
      ['dropped', 'failed'],
    );
    const retry = (delivery = first?.id) =>
      ask<{ delivery?: DeliveryView; code?: string }>(service, `${hooks}/${webhook.id}/retry`, { body: { delivery }, token });
    deepEqual([(await retry()).status, (await retry()).body.code], [400, 'invalid'], 'it is off');

    const on = await ask<{ webhook: WebhookView }>(service, `${hooks}/${webhook.id}`, {
      method: 'PATCH',
      body: { state: 'on' },
      token,
    });
    deepEqual([on.body.webhook.reason, on.body.webhook.failingSince], [null, null]);
    told.answer(200);
    await post(service, { text: 'Back' });
    await sendAll(service);
    equal(toldTo(told).at(-1)?.data.comment?.text, 'Back');

    const again = await Promise.all([retry(), retry()]);
    deepEqual(again.map(({ status }) => status).toSorted(), [202, 409], 'of two at once one');
    equal((await retry()).body.code, 'stale');
    await sendAll(service);
    equal(toldTo(told).at(-1)?.data.comment?.text, 'Hello');
    equal(told.got.at(-1)?.headers['webhook-id'], told.got[0]?.headers['webhook-id']);
    const listed = await ask<{ webhooks: ListedWebhook[] }>(service, hooks, { token });
    const deliveries = await deliveriesOf(service, webhook);
    deepEqual(listed.body.webhooks[0]?.last, deliveries[0]);
    deepEqual(
      deliveries.map(({ state, attempts }) => [state, attempts]),
      [
        ['delivered', 1],
        ['dropped', 1],
        ['delivered', 1],
      ],
    );
    const other = await webhookAt(service, { url: told.url });
    const elsewhere = await ask(service, `${hooks}/${other.id}/retry`, { body: { delivery: deliveries[1]?.id }, token });
    equal(elsewhere.status, 404, 'it is another one’s');
  });

  test('may ask for time, and is switched off at once where it is gone for good', async (t) => {
    const { service, told, webhook } = await webhookScene(t);
    told.answer(429, '', { 'Retry-After': '3600' });
    await post(service, { text: 'Hello' });
    await sendAll(service);
    service.clock.pass(59 * minute);
    await sendAll(service);
    equal(told.got.length, 1);
    told.answer(410);
    service.clock.pass(2 * minute);
    await sendAll(service);
    equal(told.got.length, 2);
    const stored = await service.service.store.webhooks.byId(webhook.id);
    deepEqual([stored?.state, stored?.reason], ['off', 'It answered 410: it wants nothing any more.']);
  });

  test('that cannot be reached, or is in our own network, is told apart from nothing', async (t) => {
    const { service, told, webhook } = await webhookScene(t, { events: ['comment.deleted'] });
    const token = await service.token('owner');
    const answers: string[] = [];
    for (const url of ['http://127.0.0.1:1/', 'http://10.0.0.1/', 'http://[::1]/', 'http://no-such-name.invalid/']) {
      const { id } = await webhookAt(service, { url });
      const { body } = await ask<{ delivery: DeliveryView }>(service, `${hooks}/${id}/test`, { method: 'POST', token });
      answers.push(`${body.delivery.state} ${body.delivery.status} ${body.delivery.answer}`);
    }
    deepEqual(new Set(answers), new Set(['failed null It could not be reached.']));
    told.answer(302, '', { Location: told.url });
    const { body } = await ask<{ delivery: DeliveryView }>(service, `${hooks}/${webhook.id}/test`, { method: 'POST', token });
    equal(body.delivery.answer, 'It answered with a redirect, and none is followed.');
    equal(told.got.length, 1);
  });

  test('that many wait for has them come back one after the other', async (t) => {
    const { service, told } = await webhookScene(t);
    told.answer(500);
    for (let n = 0; n < 60; n += 1) await post(service, { text: `Number ${n}`, name: `Name ${n}` });
    await sendAll(service);
    ok(told.got.length <= 10, String(told.got.length));
    const now = service.clock.now();
    const waiting = (await service.service.store.jobs.claim(now + day, now + 2 * day, 200)).filter(
      ({ kind }) => kind === 'deliver',
    );
    const [perSecond] = [...Map.groupBy(waiting, ({ runAt }) => Math.floor(runAt / 1_000)).values()]
      .map((some) => some.length)
      .sort((a, b) => b - a);
    equal(waiting.length, 60);
    ok((perSecond ?? 0) <= 10, `${perSecond} in one second`);
  });

  test('that says back what it got leaves none of it in the list', async (t) => {
    const { service, told, webhook } = await webhookScene(t);
    told.answer(500, 'Cannot take a comment by \\u0041nna');
    await post(service, { text: 'Hello' });
    await sendAll(service);
    deepEqual(
      (await deliveriesOf(service, webhook)).map(({ answer }) => answer),
      ['(It says back what was sent.)'],
    );
  });
});

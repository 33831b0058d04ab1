import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { DeliveryView, WebhookView } from '../../src/wire/webhooks.ts';
import { decide, undo } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { day, minute, type Running, running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';
import { deliveriesOf, isSignedBy, receiver, sendAll, toldTo, typesOf, webhookAt } from '../support/webhooks.ts';

const hooks = '/api/v1/sites/blog/webhooks';
const everything = [
  'comment.approved',
  'comment.held',
  'comment.spam',
  'comment.trashed',
  'comment.deleted',
  'comment.edited',
  'comment.reported',
];

async function scene(t: TestContext, more: Readonly<Record<string, unknown>> = {}) {
  const told = await receiver(t);
  const service = await running(t, {
    env: { FETCH_ALLOW: told.pair },
    settings: { holdUnknownAuthors: false, heldWords: ['wait'] },
  });
  const webhook = await webhookAt(service, { url: told.url, events: everything, ...more });
  return { service, told, webhook };
}

test('every change of a comment is told of once, signed, in the order it came', async (t) => {
  const { service, told, webhook } = await scene(t);
  const token = await service.token();
  const { comment, editToken } = (await post(service, { text: 'Please *wait*' })).body;
  await sendAll(service);
  const [held] = toldTo(told);
  deepEqual(held?.data.page, { url: article, title: null });
  const { html, date, score, ...rest } = held?.data.comment ?? { html: '', date: '', score: 2 };
  deepEqual(rest, {
    ...{ id: comment.id, type: 'comment', parent: null, status: 'pending', previousStatus: null },
    ...{ url: `${article}#comment-${comment.id}`, author: { name: 'Anna', url: null, moderator: false } },
    ...{ text: 'Please *wait*', source: null, edited: null },
  });
  ok(html?.includes('<em>wait</em>') && date === comment.date && score <= 1);
  for (const got of told.got) {
    ok(isSignedBy(webhook.secret, got));
    equal(isSignedBy(webhook.secret, { ...got, body: `${got.body} ` }), false);
    equal(got.headers['content-type'], 'application/json');
  }

  const approved = await decide(service, token, { ids: [comment.id], to: 'approved' });
  await sendAll(service);
  await undo(service, token, approved.body.undo);
  await sendAll(service);
  await decide(service, token, { ids: [comment.id], to: 'approved' });
  await sendAll(service);
  const own = { method: 'PATCH', body: { text: 'Better' }, token: editToken };
  equal((await ask(service, `/api/v1/comments/${comment.id}`, own)).status, 200);
  await sendAll(service);
  equal((await ask(service, `/api/v1/comments/${comment.id}/report`, { body: { reason: 'spam' } })).status, 202);
  await sendAll(service);
  for (const to of ['spam', 'trash', 'deleted']) {
    await decide(service, token, { ids: [comment.id], to });
    await sendAll(service);
  }
  const types = typesOf(told).map((type) => type.slice('comment.'.length));
  deepEqual(types.toSorted(), ['approved', 'approved', 'deleted', 'edited', 'held', 'held', 'reported', 'spam', 'trashed']);
  deepEqual(types.slice(0, 4), ['held', 'approved', 'held', 'approved']);
  const last = toldTo(told).at(-1)?.data.comment;
  deepEqual([last?.status, last?.previousStatus, last?.text, last?.author], ['deleted', 'trash', null, null]);
  equal(new Set(told.got.map(({ headers }) => headers['webhook-id'])).size, told.got.length);
  deepEqual(
    (await deliveriesOf(service, webhook)).map(({ state, status }) => [state, status]),
    told.got.map(() => ['delivered', 204]),
  );
});

test('a decision on many comments is told of comment by comment, and only to who asked for it', async (t) => {
  const { service, told } = await scene(t, { events: ['comment.trashed'] });
  const ids: string[] = [];
  for (const text of ['One', 'Two', 'Three']) ids.push((await post(service, { text })).body.comment.id);
  await decide(service, await service.token(), { ids, to: 'trash' });
  for (let turns = 0; turns < 3; turns += 1) {
    await sendAll(service);
    service.clock.pass(minute);
  }
  deepEqual(
    toldTo(told)
      .map(({ data }) => data.comment?.id)
      .toSorted(),
    ids.toSorted(),
  );
  deepEqual(new Set(typesOf(told)), new Set(['comment.trashed']));
});

test('no email, no address and no user agent is sent, in any format', async (t) => {
  const { service, told } = await scene(t);
  for (const format of ['slack', 'discord']) await webhookAt(service, { url: told.url, format, events: everything });
  await post(service, { text: 'wait', email: 'secret.canary@example.org' }, { headers: { 'User-Agent': 'canary-agent' } });
  for (let turns = 0; turns < 3; turns += 1) {
    await sendAll(service);
    service.clock.pass(minute);
  }
  equal(told.got.length, 3);
  for (const { body } of told.got) equal(/canary|127\.0\.0\.1(?!:)|\b10\.\d+\./.test(body), false, body);
});

test('what a stranger writes stays words in a chat', async (t) => {
  const { service, told } = await scene(t, { format: 'slack' });
  await webhookAt(service, { url: told.url, format: 'discord', events: everything });
  await post(service, {
    name: '<!channel> & *bold*',
    text: '<https://evil.example|click> @everyone <@123> [x](https://evil.example)',
  });
  for (let turns = 0; turns < 2; turns += 1) {
    await sendAll(service);
    service.clock.pass(minute);
  }
  const [slack, discord] = told.got.map(({ body }) => JSON.parse(body)).toSorted((a) => ('text' in a ? -1 : 1));
  deepEqual(Object.keys(slack), ['text']);
  ok(
    slack.text.includes('&lt;!channel&gt; &amp; *bold*') &&
      !/<(?!https:\/\/blog\.example|http:\/\/127\.0\.0\.1:\d+\/admin\|)/.test(slack.text),
    slack.text,
  );
  deepEqual(discord.allowed_mentions, { parse: [] });
  equal(slack.text.includes('@everyone'), false);
  ok(discord.content.includes('\\<\\@123\\>') && discord.content.includes('\\[x\\]\\(https'), discord.content);
});

describe('a receiver in trouble', () => {
  test('is tried again, later and later, with the same id, until it takes it', async (t) => {
    const { service, told, webhook } = await scene(t);
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
    const { service, told, webhook } = await scene(t);
    told.answer(503);
    await post(service, { text: 'Hello' });
    for (let hours = 0; hours < 56; hours += 1) {
      await sendAll(service);
      service.clock.pass(60 * minute);
    }
    const [first] = await deliveriesOf(service, webhook);
    deepEqual([first?.state, first?.attempts, first?.againAt], ['failed', 10, null]);
    equal(told.got.length, 10);
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
  });

  test('may ask for time, and is switched off at once where it is gone for good', async (t) => {
    const { service, told, webhook } = await scene(t);
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
    const { service, told, webhook } = await scene(t, { events: ['comment.deleted'] });
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

  test('that says back what it got leaves none of it in the list', async (t) => {
    const { service, told, webhook } = await scene(t);
    told.answer(500, 'Cannot take a comment by \\u0041nna');
    await post(service, { text: 'Hello' });
    await sendAll(service);
    deepEqual(
      (await deliveriesOf(service, webhook)).map(({ answer }) => answer),
      ['(It says back what was sent.)'],
    );
  });
});

describe('an owner', () => {
  test('makes, lists, changes, tries and removes webhooks; the secret is told once', async (t) => {
    const { service, told } = await scene(t);
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
    const { service } = await scene(t);
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

test('no comment waits for a receiver, and what was to be told survives a restart', async (t) => {
  const { service, told } = await scene(t);
  await post(service, { text: 'Hello' });
  equal(told.got.length, 0);
  await service.restart();
  await sendAll(service);
  deepEqual(typesOf(told), ['comment.approved']);
  await sendAll(service);
  equal(told.got.length, 1);
});

test('what is sent is what stands by then: of a person who was erased nothing is left to send', async (t) => {
  const { service, told } = await scene(t);
  const { comment } = (await post(service, { text: 'My canary words', name: 'Canary Person' })).body;
  told.answer(503);
  await sendAll(service);
  await decide(service, await service.token(), { ids: [comment.id], to: 'deleted' });
  const stored = await storedIn(service);
  equal(/canary/i.test(JSON.stringify([stored['ledger'], stored['deliveries'], stored['jobs']])), false);
  told.answer(200);
  service.clock.pass(minute);
  await sendAll(service);
  equal(
    /canary/i.test(
      told.got
        .slice(1)
        .map(({ body }) => body)
        .join(),
    ),
    false,
  );
});

async function alone(t: TestContext): Promise<Running> {
  return running(t, { settings: { holdUnknownAuthors: false } });
}

test('where nobody is to be told, nothing is stored for it', async (t) => {
  const service = await alone(t);
  await post(service, { text: 'Hello' });
  equal(JSON.stringify((await storedIn(service))['jobs']).includes('announce'), false);
});

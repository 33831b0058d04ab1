import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { webhookEvents } from '../../src/wire/webhooks.ts';
import { decide, undo } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';
import { deliveriesOf, isSignedBy, sendAll, toldTo, typesOf, webhookAt, webhookScene } from '../support/webhooks.ts';

test('every change of a comment is told of once, signed, in the order it came', async (t) => {
  const { service, told, webhook } = await webhookScene(t);
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
  const { service, told } = await webhookScene(t, { events: ['comment.trashed'] });
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
  const { service, told } = await webhookScene(t);
  for (const format of ['slack', 'discord']) await webhookAt(service, { url: told.url, format, events: [...webhookEvents] });
  await post(service, { text: 'wait', email: 'secret.canary@example.org' }, { headers: { 'User-Agent': 'canary-agent' } });
  for (let turns = 0; turns < 3; turns += 1) {
    await sendAll(service);
    service.clock.pass(minute);
  }
  equal(told.got.length, 3);
  for (const { body } of told.got) equal(/canary|127\.0\.0\.1(?!:)|\b10\.\d+\./.test(body), false, body);
});

test('what a stranger writes stays words in a chat', async (t) => {
  const { service, told } = await webhookScene(t, { format: 'slack' });
  await webhookAt(service, { url: told.url, format: 'discord', events: [...webhookEvents] });
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

test('what is too long for a chat is cut between characters', async (t) => {
  const { service, told } = await webhookScene(t, { format: 'discord' });
  const title = '*'.repeat(800);
  for (const before of ['a', 'aa']) {
    await post(service, { text: `${before}${'\u{1f600}'.repeat(400)}`, title });
    await sendAll(service);
    service.clock.pass(minute);
    await sendAll(service);
  }
  const contents = told.got.map(({ body }) => (JSON.parse(body) as { content: string }).content);
  equal(contents.length, 2);
  for (const content of contents) ok(content.length <= 2_000 && content.length > 1_990 && content.isWellFormed());
});

test('no comment waits for a receiver, and what was to be told survives a restart', async (t) => {
  const { service, told } = await webhookScene(t);
  await post(service, { text: 'Hello' });
  equal(told.got.length, 0);
  await service.restart();
  await sendAll(service);
  deepEqual(typesOf(told), ['comment.approved']);
  await sendAll(service);
  equal(told.got.length, 1);
});

test('what is sent is what stands by then: of a person who was erased nothing is left to send', async (t) => {
  const { service, told } = await webhookScene(t);
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

test('where nobody is to be told, nothing is stored for it', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  await post(service, { text: 'Hello' });
  equal(JSON.stringify((await storedIn(service))['jobs']).includes('announce'), false);
});

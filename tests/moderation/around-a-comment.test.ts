import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { OneQueuedView, ReplyView } from '../../src/wire/moderation.ts';
import { decide, queue, undo } from '../support/moderator.ts';
import { ask, outline, post, thread } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

test('a row says how many of its author were approved before, itself aside, and what it answers', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token();
  const by = (text: string, more: Record<string, unknown> = {}) => post(service, { text, ...more });
  const first = (await by('First')).body.comment.id;
  await by('Second');
  await service.set({ holdEverything: true });
  const long = 'An answer '.repeat(40);
  await by(long, { parent: first, name: 'Ben', email: 'ben@example.org' });
  await by('Third', { email: 'ANNA@example.org', parent: first });
  const facts = async (status: string) =>
    (await queue(service, token, { status })).comments.map(({ text, approvedBefore, answers }) => [
      text.slice(0, 6),
      approvedBefore,
      answers?.excerpt ?? null,
    ]);
  deepEqual(await facts('pending'), [
    ['Third', 2, 'First'],
    ['An ans', 0, 'First'],
  ]);
  deepEqual(await facts('approved'), [
    ['Second', 1, null],
    ['First', 1, null],
  ]);
});

test('one comment is shown by itself as the queue shows it, to who may moderate it', async (t) => {
  const service = await running(t);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const token = await service.token();
  const { id } = (await post(service, { text: 'Hello' })).body.comment;
  const one = await ask<OneQueuedView>(service, `/api/v1/moderation/comments/${id}`, { token });
  deepEqual(one.body.comment, (await queue(service, token)).comments[0]);
  const foreign = await service.token('owner', 'other');
  equal((await ask(service, `/api/v1/moderation/comments/${id}`, { token: foreign })).status, 403);
  equal((await ask(service, '/api/v1/moderation/comments/01JD9Z8K3V4T5W6X7Y8Z9A0B1C', { token })).status, 404);
  equal((await ask(service, `/api/v1/moderation/comments/${id}`)).status, 401);
});

test('a decision and its undo say what became of each, so that the next one needs no look', async (t) => {
  const service = await running(t);
  const token = await service.token();
  const { id } = (await post(service, { text: 'Hello' })).body.comment;
  const approved = (await decide(service, token, { items: [{ id, version: 1 }], to: 'approved' })).body;
  deepEqual(approved.after, [{ id, status: 'approved', version: 2 }]);
  deepEqual((await undo(service, token, approved.undo)).body.after, [{ id, status: 'pending', version: 3 }]);
  equal((await decide(service, token, { items: [{ id, version: 3 }], to: 'spam' })).body.changed, 1);
});

test('a reply names the version it answers, and can be taken back with the approval that came with it', async (t) => {
  const service = await running(t);
  const token = await service.token();
  const { id } = (await post(service, { text: 'Question' })).body.comment;
  const reply = (version: number) =>
    ask<ReplyView & { code?: string }>(service, `/api/v1/moderation/comments/${id}/reply`, {
      body: { text: 'Answer', version },
      token,
    });
  await ask(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: { text: 'Question, amended' }, token });
  const late = await reply(1);
  deepEqual([late.status, late.body.code], [409, 'stale']);
  deepEqual(outline((await thread(service)).comments), []);
  const { undo: entry } = (await reply(2)).body;
  deepEqual(outline((await thread(service)).comments), [['Question, amended', ['Answer']]]);
  equal((await undo(service, token, entry)).status, 200);
  deepEqual(outline((await thread(service)).comments), []);
  equal((await reply(4)).status, 201);
  const second = (await reply(5)).body.undo;
  equal((await undo(service, token, second)).body.changed, 1);
  deepEqual(outline((await thread(service)).comments), [['Question, amended', ['Answer']]]);
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { DecisionAnswer, QueuedView } from '../../src/wire/moderation.ts';
import { type Ask, article, ask, outline, post, thread } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';

interface Queue {
  readonly comments: QueuedView[];
  readonly next: string | null;
  readonly counts: Record<string, number>;
}

const queue = async (service: Running, token: string, more: Record<string, string> = {}) =>
  (await ask<Queue>(service, `/api/v1/moderation/comments?${new URLSearchParams({ site: 'blog', ...more })}`, { token })).body;
const decide = (service: Running, token: string, body: Ask['body']) =>
  ask<DecisionAnswer>(service, '/api/v1/moderation/decisions', { body, token });

test('the queue shows what a moderator needs, with the reasons of the verdict', async (t) => {
  const service = await running(t);
  await post(
    service,
    { text: 'Two links: https://a.example https://b.example', website: 'https://anna.example' },
    { headers: { 'X-Forwarded-For': '203.0.113.77' } },
  );
  const shown = await queue(service, await service.token());
  const [row] = shown.comments;
  equal(row?.email, 'anna@example.org');
  equal(row?.ip, '203.0.113.0', 'a moderator sees the neighbourhood');
  ok(row?.verdict.reasons.some((reason) => reason.check === 'links'));
  ok(row?.verdict.reasons.some((reason) => reason.check === 'known-author'));
  deepEqual(shown.counts, { pending: 1, approved: 0, spam: 0, trash: 0 });
  equal((await queue(service, await service.token('owner'))).comments[0]?.ip, '203.0.113.77', 'an owner the whole address');
});

test('a decision is one entry of the log, and undo takes it back', async (t) => {
  const service = await running(t);
  const ids = [];
  for (const text of ['One', 'Two', 'Three']) ids.push((await post(service, { text })).body.comment.id);
  const token = await service.token();
  const decided = await decide(service, token, { ids, to: 'approved', note: 'fine' });
  equal(decided.body.changed, 3);
  equal((await thread(service)).count, 3);
  const undone = await ask<DecisionAnswer>(service, '/api/v1/moderation/undo', { body: { id: decided.body.undo }, token });
  equal(undone.body.changed, 3);
  equal((await thread(service)).count, 0);
  const log = await ask<{ entries: { act: string; note: string | null; who: string }[] }>(
    service,
    '/api/v1/moderation/log?site=blog',
    { token: await service.token('owner') },
  );
  deepEqual(
    log.body.entries.filter((entry) => ['decide', 'undo'].includes(entry.act)).map(({ act, note }) => [act, note]),
    [
      ['undo', null],
      ['decide', 'fine'],
    ],
  );
});

test('what changed since is left alone and named', async (t) => {
  const service = await running(t);
  const { id } = (await post(service, { text: 'One' })).body.comment;
  const token = await service.token();
  const first = await decide(service, token, { items: [{ id, version: 1 }], to: 'approved' });
  equal(first.body.changed, 1);
  const late = await decide(service, token, { items: [{ id, version: 1 }], to: 'spam' });
  deepEqual([late.body.changed, late.body.stale], [0, [id]]);
  await decide(service, token, { ids: [id], to: 'trash' });
  const undo = await ask(service, '/api/v1/moderation/undo', { body: { id: first.body.undo }, token });
  equal(undo.status, 409);
  equal(undo.body.code, 'stale');
});

test('deleting wipes and cannot be undone', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { id } = (await post(service, { text: 'Unfortunate words' })).body.comment;
  const token = await service.token();
  const deleted = await decide(service, token, { ids: [id], to: 'deleted' });
  deepEqual([deleted.body.changed, deleted.body.undo], [1, null]);
  deepEqual((await decide(service, token, { ids: [id], to: 'approved' })).body.stale, [id]);
  await service.service.store.comments.bury(10);
  equal(await service.service.store.comments.byId(id), null);
});

test('search finds words, names, and by operators', async (t) => {
  const service = await running(t);
  await post(service, { text: 'The heron by the Überführung' });
  await post(service, { text: '鷺が運河に立っている', name: 'Yuki', email: 'yuki@example.jp' });
  await post(
    service,
    { text: 'See https://news.canal.example/x', name: 'Ben', email: 'ben@example.org', url: `${article}/two` },
    { headers: { 'X-Forwarded-For': '198.51.100.7' } },
  );
  const token = await service.token();
  const found = async (q: string) => (await queue(service, token, { q })).comments.map((comment) => comment.author.name);
  deepEqual(await found('heron'), ['Anna']);
  deepEqual(await found('HERON uberfuhrung'), ['Anna']);
  deepEqual(await found('運河'), ['Yuki']);
  deepEqual(await found('email:ben@example.org'), ['Ben']);
  deepEqual(await found('domain:canal.example'), ['Ben']);
  deepEqual(await found('author:yuki'), ['Yuki']);
  deepEqual(await found('ip:198.51.'), ['Ben']);
  deepEqual(await found(`page:${article}/two`), ['Ben']);
  deepEqual(await found('heron otter'), []);
  for (const q of ['"', '*', 'NEAR(a b)', '$where', 'a AND OR', '{"$gt":""}', `${'x'.repeat(9_999)}`]) {
    equal(
      (await ask(service, `/api/v1/moderation/comments?${new URLSearchParams({ site: 'blog', q })}`, { token })).status,
      200,
      q.slice(0, 20),
    );
  }
});

test('a token is good for its own site only', async (t) => {
  const service = await running(t);
  const { id } = (await post(service, { text: 'Mine' })).body.comment;
  const { commandLine } = await import('../../src/moderators/command-line.ts');
  const { addSite } = await import('../../src/sites/change-site.ts');
  await addSite(service.service, commandLine, { slug: 'other', name: null, hosts: ['other.example'], shareHosts: false });
  const token = await service.token('owner', 'other');
  const refusals = await Promise.all([
    ask(service, '/api/v1/moderation/comments?site=blog', { token }),
    decide(service, token, { ids: [id], to: 'approved' }),
    ask(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: { text: 'x' }, token }),
    ask(service, `/api/v1/moderation/comments/${id}/reply`, { body: { text: 'x' }, token }),
    ask(service, '/api/v1/moderation/pages', { method: 'PATCH', body: { site: 'blog', url: article, open: false }, token }),
    ask(service, '/api/v1/sites/blog/settings', { token }),
    ask(service, '/api/v1/sites/blog/settings', { method: 'PATCH', body: { open: false }, token }),
    ask(service, '/api/v1/moderation/log?site=blog', { token }),
  ]);
  deepEqual(
    refusals.map((refusal) => refusal.status),
    Array(8).fill(403),
  );
  const mine = await ask<{ entries: { site: string }[] }>(service, '/api/v1/moderation/log', { token });
  deepEqual(new Set(mine.body.entries.map((entry) => entry.site)), new Set(['other']));
  equal(
    (await ask(service, '/api/v1/sites/blog/settings', { token: await service.token('moderator') })).status,
    403,
    'settings are the owner’s',
  );
  equal((await ask(service, '/api/v1/moderation/comments?site=blog', { token: 'bt_nonsense' })).status, 401);
  equal((await ask(service, '/api/v1/moderation/comments?site=blog')).status, 401);
});

test('a moderator’s reply approves what it answers, and carries no mailbox', async (t) => {
  const service = await running(t);
  const { id } = (await post(service, { text: 'A question' })).body.comment;
  const replied = await ask(service, `/api/v1/moderation/comments/${id}/reply`, {
    body: { text: 'An answer' },
    token: await service.token(),
  });
  equal(replied.status, 201);
  const { comments } = await thread(service);
  deepEqual(outline(comments), [['A question', ['An answer']]]);
  deepEqual(comments[0]?.replies[0]?.author?.name, 'Blog');
  equal(comments[0]?.replies[0]?.author?.moderator, true);
});

test('threads close by a moderator’s word, by the site’s setting, and by age through the job', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  await post(service, { text: 'Early' });
  const token = await service.token('owner');
  const open = (value: boolean | null) =>
    ask(service, '/api/v1/moderation/pages', { method: 'PATCH', body: { site: 'blog', url: article, open: value }, token });
  equal((await open(false)).status, 200);
  equal((await post(service, { text: 'Late' })).body.code, 'thread-closed');
  equal((await thread(service)).page.open, false);
  await open(null);
  await ask(service, '/api/v1/sites/blog/settings', { method: 'PATCH', body: { closeAfterDays: 1 }, token });
  await service.service.worker.runDue();
  equal((await thread(service)).page.open, true);
  service.clock.pass(day + 1);
  equal((await thread(service)).page.open, true, 'the clock alone changes no bytes');
  await service.service.store.jobs.add([
    { id: service.service.newId(), key: 'close', kind: 'close-threads', subjectId: '', runAt: 0 },
  ]);
  await service.service.worker.runDue();
  equal((await thread(service)).page.open, false);
  equal((await post(service, { text: 'Too late' })).body.code, 'thread-closed');
});

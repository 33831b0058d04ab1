import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { addSite } from '../../src/sites/change-site.ts';
import type { LogView } from '../../src/wire/log.ts';
import type { QueuedView } from '../../src/wire/moderation.ts';
import { doWhatIsDue } from '../support/due.ts';
import { decide, queue, undo } from '../support/moderator.ts';
import { article, ask, outline, post, thread } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const posted = async (service: Running, text: string, more: Record<string, unknown> = {}) =>
  (await post(service, { text, name: `Name ${text}`, email: 'anna@example.org', ...more })).body.comment.id;

test('five hundred are decided at once, one more or none is refused, and one undo takes all back', async (t) => {
  const service = await running(t);
  const ids: string[] = [];
  for (let at = 0; at < 500; at++) ids.push(await posted(service, `n${at}`));
  const token = await service.token();
  for (const wrong of [[...ids, '01JD9Z8K3V4T5W6X7Y8Z9A0B1C'], []]) {
    const refused = await decide(service, token, { ids: wrong, to: 'approved' });
    deepEqual([refused.status, refused.body.code], [400, 'invalid']);
  }
  const { body } = await decide(service, token, { ids, to: 'approved' });
  deepEqual([body.changed, body.stale], [500, []]);
  equal((await thread(service)).count, 500);
  equal((await undo(service, token, body.undo)).body.changed, 500);
  deepEqual((await queue(service, token)).counts, { pending: 500, approved: 0, spam: 0, trash: 0 });
});

test('by id and version only what is as it was seen is decided, and the rest is named', async (t) => {
  const service = await running(t);
  const [one, two] = [await posted(service, 'One'), await posted(service, 'Two')];
  const token = await service.token();
  const seen = (await queue(service, token)).comments.map(({ id, version }) => ({ id, version }));
  await ask(service, `/api/v1/moderation/comments/${two}`, { method: 'PATCH', body: { text: 'Two, amended' }, token });
  const { body } = await decide(service, token, { items: seen, to: 'approved' });
  deepEqual([body.changed, body.stale], [1, [two]]);
  deepEqual(outline((await thread(service)).comments), ['One']);
  const missing = await decide(service, token, { ids: [one, '01JD9Z8K3V4T5W6X7Y8Z9A0B1C'], to: 'spam' });
  deepEqual([missing.body.changed, missing.body.stale], [1, ['01JD9Z8K3V4T5W6X7Y8Z9A0B1C']]);
});

test('undo leaves alone what changed since, and is refused where that is everything', async (t) => {
  const service = await running(t);
  const ids = [await posted(service, 'One'), await posted(service, 'Two')];
  const token = await service.token();
  const first = (await decide(service, token, { ids, to: 'approved' })).body.undo;
  await decide(service, token, { ids: ids.slice(0, 1), to: 'spam' });
  const partly = await undo(service, token, first);
  deepEqual([partly.body.changed, partly.body.stale], [1, ids.slice(0, 1)]);
  const again = await undo(service, token, first);
  deepEqual([again.status, again.body.code], [409, 'stale']);
  equal((await undo(service, token, '01JD9Z8K3V4T5W6X7Y8Z9A0B1C')).status, 404);
});

test('deleted wipes what was written, leaves a tombstone under replies, and cannot be undone', async (t) => {
  const service = await running(t, { settings: open });
  const root = await posted(service, 'Secret words');
  await posted(service, 'Reply', { parent: root });
  const token = await service.token();
  const { body } = await decide(service, token, { ids: [root], to: 'deleted' });
  deepEqual([body.changed, body.undo], [1, null]);
  deepEqual(outline((await thread(service)).comments), [['(removed)', ['Reply']]]);
  const row = await service.service.store.comments.byId(root);
  deepEqual(
    [row?.text, row?.html, row?.author.email, row?.author.name, row?.address, row?.userAgent],
    ['', '', null, '', null, null],
  );
  equal((await queue(service, token, { status: 'approved', q: 'secret' })).comments.length, 0);
  deepEqual((await decide(service, token, { ids: [root], to: 'approved' })).body.changed, 0, 'nothing leaves that state');
});

test('a moderator edits text and author, is refused a version that is gone, and the log has names of fields only', async (t) => {
  const service = await running(t, { settings: open });
  const id = await posted(service, 'Typo hree');
  const token = await service.token();
  const edit = (body: unknown) =>
    ask<{ comment: QueuedView }>(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body, token });
  const { comment } = (await edit({ text: 'Typo here', authorName: 'Anna B.', authorUrl: 'https://anna.example/' })).body;
  deepEqual([comment.html, comment.author.name, comment.author.url], ['<p>Typo here</p>', 'Anna B.', 'https://anna.example/']);
  equal((await thread(service)).comments[0]?.author?.name, 'Anna B.');
  const stale = await edit({ text: 'x', version: 1 });
  deepEqual([stale.status, stale.body.code], [409, 'stale']);
  equal((await edit({ status: 'spam' })).status, 400);
  const { entries } = (await ask<LogView>(service, '/api/v1/moderation/log?site=blog', { token })).body;
  // What it is about is read from the comment as it is now, and kept there alone.
  const kept = entries.map(({ about: _, ...entry }) => entry);
  ok(kept.length > 0 && !/Typo|Anna|example\.org/.test(JSON.stringify(kept)));
});

test('a reply approves a waiting parent, and is refused below what was thrown away', async (t) => {
  const service = await running(t);
  const [waiting, waste] = [await posted(service, 'Waiting'), await posted(service, 'Waste')];
  const token = await service.token();
  const reply = (id: string) =>
    ask<{ comment: { author: { moderator: boolean } } }>(service, `/api/v1/moderation/comments/${id}/reply`, {
      body: { text: 'Welcome' },
      token,
    });
  const answered = await reply(waiting);
  deepEqual([answered.status, answered.body.comment.author.moderator], [201, true]);
  deepEqual(outline((await thread(service)).comments), [['Waiting', ['Welcome']]]);
  await decide(service, token, { ids: [waste], to: 'trash' });
  deepEqual([(await reply(waste)).status, (await reply(waste)).body.code], [403, 'parent-not-approved']);
});

test('a report stands in the queue once for each address, and only of what is visible', async (t) => {
  const service = await running(t, { settings: open });
  const id = await posted(service, 'Rude');
  const report = (of: string, from: string, reason = 'Rude') =>
    ask(service, `/api/v1/comments/${of}/report`, { body: { reason }, headers: { 'X-Forwarded-For': from } });
  for (const from of ['203.0.113.1', '203.0.113.1', '2001:db8:1:2::1', '2001:db8:1:3::1'])
    equal((await report(id, from)).status, 202);
  const token = await service.token('owner');
  const [row] = (await queue(service, token, { status: 'approved' })).comments;
  equal(row?.reports.length, 2, 'one /56 is one address');
  equal((await report('01JD9Z8K3V4T5W6X7Y8Z9A0B1C', '203.0.113.2')).body.code, 'unknown-comment');
  await decide(service, token, { ids: [id], to: 'spam' });
  equal((await report(id, '203.0.113.3')).body.code, 'unknown-comment');
  equal((await report(id, '203.0.113.3', '')).status, 400);
});

test('the queue is paged by a cursor that holds its place while comments arrive', async (t) => {
  const service = await running(t);
  for (let at = 0; at < 7; at++) {
    service.clock.pass(1_000);
    await posted(service, `n${at}`);
  }
  const token = await service.token();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await queue(service, token, { limit: '3', ...(cursor !== null && { cursor }) });
    seen.push(...page.comments.map(({ text }) => text));
    cursor = page.next;
    await posted(service, `late ${seen.length}`);
  } while (cursor !== null);
  deepEqual(seen, ['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
  for (const wrong of ['limit=0', 'limit=101', 'cursor=%00', 'status=deleted', 'nope=1'])
    equal((await ask(service, `/api/v1/moderation/comments?site=blog&${wrong}`, { token })).status, 400, wrong);
});

test('whoever lists or decides sees and touches their own sites only', async (t) => {
  const service = await running(t, { settings: open });

  await addSite(service.service, commandLine, { slug: 'other', name: null, hosts: ['other.example'], shareHosts: false });
  const id = await posted(service, 'Ours');
  const [mine, theirs] = [await service.token(), await service.token('owner', 'other')];
  await decide(service, mine, { ids: [id], to: 'spam', note: 'ours alone' });
  for (const [path, method, body] of [
    ['/api/v1/moderation/comments?site=blog', 'GET', undefined],
    ['/api/v1/moderation/decisions', 'POST', { ids: [id], to: 'approved' }],
    [`/api/v1/moderation/comments/${id}`, 'PATCH', { text: 'x' }],
    [`/api/v1/moderation/comments/${id}/reply`, 'POST', { text: 'x' }],
    ['/api/v1/moderation/pages', 'PATCH', { site: 'blog', url: article, open: false }],
    ['/api/v1/moderation/log?site=blog', 'GET', undefined],
    ['/api/v1/sites/blog/settings', 'GET', undefined],
  ] as const) {
    equal((await ask(service, path, { method, body, token: theirs })).status, 403, path);
    equal((await ask(service, path, { method, body })).status, 401, path);
  }
  const log = (token: string) =>
    ask<{ entries: { site: string; note: string | null }[] }>(service, '/api/v1/moderation/log', { token });
  ok((await log(theirs)).body.entries.every(({ site }) => site === 'other'));
  ok((await log(mine)).body.entries.some(({ note }) => note === 'ours alone'));
});

test('after the days with whole addresses an owner sees shortened ones, too, and the search forgets them', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'Hi' }, { headers: { 'X-Forwarded-For': '203.0.113.77' } });
  const owner = await service.token('owner');
  const found = async (q: string) => (await queue(service, owner, { status: 'approved', q })).comments.map(({ ip }) => ip);
  deepEqual(await found('ip:203.0.113.77'), ['203.0.113.77']);
  service.clock.pass(8 * day);

  await doWhatIsDue(service);
  deepEqual(await found('ip:203.0.113.77'), []);
  deepEqual(await found('ip:203.0.113.'), ['203.0.113.0']);
});

import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { addSite } from '../../src/sites/change-site.ts';
import { decide } from '../support/moderator.ts';
import { article, post, thread } from '../support/reader.ts';
import { day, minute, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const key = 'a-key-of-enough-characters';
const keyed = { headers: { 'Idempotency-Key': key } };

test('the same key answers from the row: same comment, same token, its status of today', async (t) => {
  const service = await running(t, { settings: open });
  const first = await post(service, { text: 'Once' }, keyed);
  service.clock.pass(minute);
  const again = await post(service, { text: 'Once' }, keyed);
  deepEqual([again.status, again.body], [201, first.body]);
  await decide(service, await service.token(), { ids: [first.body.comment.id], to: 'pending' });
  const later = await post(service, { text: 'Once' }, keyed);
  deepEqual([later.status, later.body.comment.status, later.body.editToken], [202, 'pending', first.body.editToken]);
});

test('another url, parent, name, email, website or text under one key is a mismatch; title, token and honeypot are not compared', async (t) => {
  const service = await running(t, { settings: open });
  const parent = (await post(service, { text: 'Root' })).body.comment.id;
  const first = await post(service, { text: 'Once' }, keyed);
  const others = [
    { url: `${article}/other` },
    { parent },
    { name: 'Ben' },
    { email: 'ben@example.org' },
    { website: 'https://ben.example/' },
    { text: 'Twice' },
  ];
  for (const other of others) {
    const refused = await post(service, { text: 'Once', ...other }, keyed);
    deepEqual([refused.status, refused.body.code], [409, 'idempotency-mismatch'], JSON.stringify(other));
  }
  for (const same of [
    { title: 'T' },
    { formToken: 'x' },
    { topic: 'x' },
    { subscribe: 'thread' },
    { parent: null },
    { website: '' },
  ])
    equal((await post(service, { text: 'Once', ...same }, keyed)).body.comment?.id, first.body.comment.id, JSON.stringify(same));
  equal((await thread(service)).count, 2);
});

test('a key holds a day, and for its site alone', async (t) => {
  const service = await running(t, { settings: open });
  await addSite(service.service, commandLine, { slug: 'other', name: null, hosts: ['other.example'], shareHosts: false });
  const first = await post(service, { text: 'Once' }, keyed);
  const elsewhere = await post(service, { site: 'other', url: 'https://other.example/', text: 'Another' }, keyed);
  deepEqual([elsewhere.status, elsewhere.body.code], [202, undefined], 'an author unknown there, and no mismatch');
  service.clock.pass(day);
  const next = await post(service, { text: 'Twice' }, keyed);
  equal(next.status, 201);
  notEqual(next.body.comment.id, first.body.comment.id);
});

test('a refusal is not remembered, and a key is 16 to 128 characters', async (t) => {
  const service = await running(t, { settings: open });
  await service.set({ open: false });
  equal((await post(service, { text: 'Once' }, keyed)).body.code, 'thread-closed');
  await service.set({ open: true });
  equal((await post(service, { text: 'Once' }, keyed)).status, 201);
  for (const [length, status] of [
    [15, 400],
    [16, 201],
    [128, 201],
    [129, 400],
  ] as const)
    equal(
      (await post(service, { text: `Key of ${length}` }, { headers: { 'Idempotency-Key': 'k'.repeat(length) } })).status,
      status,
    );
});

import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { commandLine } from '../../src/moderators/command-line.ts';
import { carryOnErasing, orderErasure } from '../../src/privacy/erase.ts';
import type { ErasureView, PersonExport } from '../../src/wire/privacy.ts';
import { doWhatIsDue } from '../support/due.ts';
import { decide, queue } from '../support/moderator.ts';
import { blockIn } from '../support/privacy-parts.ts';
import { ask, outline, post, thread } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';
import { addPersonFor } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';
import { storedIn } from '../support/stored.ts';

/** Whole words: two letters stand in any id by chance. */
const words = /qx(?:name|\.canary|host|question|report|note|second|third|last|text|idem)/i;
const canary = { name: 'Qxname', email: 'qx.canary@qxhost.example' };

const erase = (service: Running, token: string, body: object = { email: canary.email.toUpperCase() }) =>
  ask<ErasureView>(service, '/api/v1/privacy/erasures', { body, token });
const exported = async (service: Running, token: string, body: object = { email: canary.email }) =>
  (await ask<PersonExport>(service, '/api/v1/privacy/export', { body, token })).body;

async function subscribed({ service: { store, newId, now } }: Running, commentId: string): Promise<void> {
  const comment = await store.comments.byId(commentId);
  if (!comment) throw new Error('The comment is not there.');
  const { siteId, pageId } = comment;
  const times = { createdAt: now(), changedAt: now(), version: 1 };
  const about = { id: newId(), siteId, pageId, commentId, email: canary.email };
  await store.subscriptions.add({ ...about, scope: 'thread', state: 'active', ...times });
}

/** A thread in which the person wrote, was answered, decided on, noted, reported, learned from and blocked. */
async function furnished(service: Running, token: string) {
  const key = { headers: { 'Idempotency-Key': 'qxidempotencykey' } };
  const asked = (await post(service, { ...canary, text: 'Qxquestion?' }, key)).body;
  const { id } = asked.comment;
  await subscribed(service, id);
  await post(service, { text: 'An answer', parent: id });
  await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'spam', text: 'Qxreport' } });
  const held = (await post(service, { ...canary, text: 'Qxsecond' })).body.comment.id;
  const decided = await decide(service, token, { ids: [held], to: 'spam', note: `Qxnote: ${canary.email}` });
  const amended = (await post(service, { ...canary, text: 'Qxthird' })).body.comment.id;
  await ask(service, `/api/v1/moderation/comments/${amended}`, {
    ...{ method: 'PATCH', body: { authorName: 'Ben', authorEmail: 'ben@example.org', text: 'Ben’s' }, token },
  });
  await blockIn(service, canary.email);
  await doWhatIsDue(service);
  return { id, held, amended, editToken: asked.editToken, undo: decided.body.undo, key };
}

test('all that is held about a person is exported, to the owner of the site alone', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const token = await service.token('owner');
  const { id, held, amended } = await furnished(service, token);
  const whole = await exported(service, token);
  deepEqual([whole.email, whole.next], [canary.email, null]);
  const comments = whole.held['comments'] ?? [];
  deepEqual(
    comments.map((comment) => comment['id']),
    [id, held, amended],
  );
  const [first, second, third] = comments;
  ok(first && second && third);
  deepEqual(
    [first['text'], first['email'], first['site'], first['idempotencyKey']],
    ['Qxquestion?', canary.email, 'blog', 'qxidempotencykey'],
  );
  match(JSON.stringify(first['reports']), /Qxreport/);
  match(JSON.stringify(second['decisions']), /Qxnote/);
  match(JSON.stringify(third['firstSent']), /Qxthird/);
  deepEqual(
    whole.held['subscriptions']?.map(({ comment, scope }) => [comment, scope]),
    [[id, 'thread']],
  );
  deepEqual(
    (whole.held['blocks'] ?? []).map((block) => block['kind']),
    ['email'],
  );
  const elsewhere = await exported(service, await service.token('owner', 'other'));
  deepEqual(Object.values(elsewhere.held).flat(), []);
  for (const [credentials, body, status] of [
    [await service.token('moderator'), { email: canary.email }, 403],
    [await service.token('owner', 'other'), { email: canary.email, site: 'blog' }, 403],
    [token, { email: 'nobody' }, 400],
    [token, { email: canary.email, cursor: '9-x' }, 400],
    [token, { email: canary.email, cursor: '0-01JD9Z8K3V4T5W6X7Y8Z9A0B1C' }, 200],
  ] as const)
    equal((await ask(service, '/api/v1/privacy/export', { body, token: credentials })).status, status, JSON.stringify(body));
});

test('an export of hundreds comes in parts that make a whole', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const posted = await Promise.all(
    Array.from({ length: 120 }, (_, at) =>
      post(service, { ...canary, text: `${at} of many` }, { headers: { 'X-Forwarded-For': `10.9.8.${at}` } }),
    ),
  );
  const token = await service.token('owner');
  const found: unknown[] = [];
  let cursor: string | undefined;
  do {
    const part = await exported(service, token, { email: canary.email, ...(cursor !== undefined && { cursor }) });
    const comments = part.held['comments'] ?? [];
    ok(comments.length <= 100);
    found.push(...comments.map(({ id }) => id));
    cursor = part.next ?? undefined;
  } while (cursor !== undefined);
  deepEqual(found.toSorted(), posted.map(({ body }) => body.comment.id).toSorted());
});

test('an erased person is at once in no answer, with a receipt that does not name them, and what they held is void', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token('owner');
  const { id, amended, editToken, undo, key } = await furnished(service, token);
  match(JSON.stringify(await storedIn(service)), words, 'the look finds what is there');
  const found = (q: string) =>
    Promise.all(['approved', 'spam', 'pending', 'trash'].map((where) => queue(service, token, { status: where, q }))).then(
      (answers) => answers.reduce((sum, { comments }) => sum + comments.length, 0),
    );
  const searches = ['email:qx.canary@qxhost.example', 'domain:qxhost.example', 'qxquestion', 'author:qxname'];
  for (const q of searches) ok((await found(q)) > 0, q);

  const { status, body: receipt } = await erase(service, token);
  equal(status, 202);
  const { comments, amended: mended, notes, lessons, blocks } = receipt.erased;
  deepEqual({ comments, mended, notes, lessons, blocks }, { comments: 2, mended: 1, notes: 1, lessons: 1, blocks: 1 });
  deepEqual(receipt.kept, []);
  doesNotMatch(JSON.stringify(receipt), words);
  ok(receipt.follows.length >= 3);

  doesNotMatch(JSON.stringify(await storedIn(service)), words);
  deepEqual(outline((await thread(service)).comments), [['(removed)', ['An answer']], 'Ben’s']);
  for (const q of searches) equal(await found(q), 0, q);
  deepEqual(Object.values((await exported(service, token)).held).flat(), []);
  for (const ways of [{}, { method: 'PATCH', body: { text: 'Again' } }, { method: 'DELETE' }])
    equal((await ask(service, `/api/v1/comments/${id}`, { ...ways, token: editToken })).body.code, 'unknown-comment');
  equal((await ask(service, '/api/v1/moderation/undo', { body: { id: undo }, token })).status, 409);
  equal((await service.service.store.comments.byId(amended))?.author.name, 'Ben');
  const again = await post(service, { text: 'Something else' }, key);
  equal(again.status, 201, 'the key is free');
  const log = await ask<{ entries: { act: string; who: string; note: string | null; detail: object }[] }>(
    service,
    '/api/v1/moderation/log?site=blog',
    { token },
  );
  const acts = log.body.entries.filter(({ act }) => act === 'erase').map(({ detail }) => detail);
  deepEqual(acts, [{ erased: receipt.id, ...receipt.erased }, { ordered: receipt.id }]);
  ok(
    log.body.entries.some(({ act, who, note }) => act === 'decide' && who === 'owner' && note === null),
    'who decided is kept',
  );
});

test('what is left of it is cleared within the hour, and then the receipt says so', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token('owner');
  await furnished(service, token);
  const { id } = (await erase(service, token)).body;
  service.clock.pass(30 * minute);
  await doWhatIsDue(service);
  const receipt = (await ask<ErasureView>(service, `/api/v1/privacy/erasures/${id}`, { token })).body;
  equal(receipt.state, 'done');
  ok(receipt.finishedAt);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const foreign = { token: await service.token('owner', 'other') };
  equal((await ask(service, `/api/v1/privacy/erasures/${id}`, foreign)).status, 404);
});

test('a person with more than is erased at once is erased step by step, and by the job where a step was the last', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { store } = service.service;
  const first = (await post(service, { ...canary, text: 'The first of many' })).body.comment;
  const like = await store.comments.byId(first.id);
  const page = await store.pages.byId(like?.pageId ?? '');
  ok(like && page);
  const conditions = { unlessSaid: false, quiet: null, idempotentSince: 0 };
  await Promise.all(
    Array.from({ length: 1_200 }, (_, at) => {
      const comment = { ...like, id: service.service.newId(), text: `Number ${at}` };
      return store.comments.add({ comment, page, pageKey: null, conditions, terms: ['number'], jobs: [], log: null });
    }),
  );
  const token = await service.token('owner');
  const { id } = await orderErasure(service.service, commandLine, { email: canary.email });
  await carryOnErasing(service.service, id, 0);
  const view = async () => (await ask<ErasureView>(service, `/api/v1/privacy/erasures/${id}`, { token })).body;
  const body = await view();
  deepEqual([body.state, body.erased['comments']], ['erasing', 100]);
  match(body.follows[0] ?? '', /goes on by itself/);
  equal((await thread(service)).count, 1_101);
  await service.restart();
  service.clock.pass(minute);
  await service.service.worker.runDue();
  const after = await view();
  deepEqual([after.state, after.erased['comments']], ['done', 1_201]);
  equal((await thread(service)).count, 0);
});

test('of a moderator the account is kept, which the receipt says, and an owner erases from their own sites alone', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false, blockedWords: [`x ${canary.email}`] } });
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  await addPersonFor(service, { email: canary.email, role: 'moderator' });
  for (const site of ['blog', 'other'])
    await post(
      service,
      { ...canary, site, url: `https://${site}.example/a`, text: 'Qxtext' },
      { token: await service.token('moderator', site) },
    );
  const { body } = await erase(service, await service.token('owner'));
  equal(body.erased['comments'], 1);
  equal(body.kept.length, 2);
  match(body.kept[0] ?? '', /blockedWords of blog/);
  match(body.kept[1] ?? '', /moderator’s: the account .* is kept/);
  ok(await service.service.store.people.byEmail(canary.email));
  const other = (await exported(service, await service.token('owner', 'other'))).held['comments'] ?? [];
  deepEqual(
    other.map((comment) => comment['site']),
    ['other'],
  );
});

test('the file and its write-ahead log hold nothing of an erased person while the service runs on', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { database } = service.service.config;
  if (database.kind !== 'sqlite') return t.skip('tests/storage/contract-privacy.ts looks into MongoDB');
  const holding = async (): Promise<readonly string[]> => {
    const folder = dirname(database.path);
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => ({ name, text: (await readFile(join(folder, name))).toString('latin1') })),
    );
    return files.filter(({ text }) => words.test(text)).map(({ name }) => name);
  };
  const token = await service.token('owner');
  for (let at = 0; at < 30; at += 1)
    await post(service, { text: `${at}: ${'filling '.repeat(40)}`, name: `Filler ${at}`, email: `f${at}@example.org` });
  await furnished(service, token);
  await post(service, { ...canary, text: 'Qxlast' });
  const file = basename(database.path);
  deepEqual((await holding()).toSorted(), [file, `${file}-wal`], 'the look finds what stands there');
  const { body } = await erase(service, token);
  deepEqual([await holding(), body.state], [[], 'done']);
  equal(await service.service.store.authors.forgetErased(), true);
});

test('while somebody reads from the file it is cleared later, and the receipt says by when', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { database } = service.service.config;
  if (database.kind !== 'sqlite') return t.skip('only a file has readers');
  const token = await service.token('owner');
  await furnished(service, token);
  const reader = new Database(database.path, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM comments').get();
  const { body } = await erase(service, token);
  equal(body.state, 'clearing');
  match(body.follows.join('\n'), new RegExp(new Date(service.clock.now() + 60 * minute).toISOString()));
  reader.close();
  service.clock.pass(2 * minute);
  await service.service.worker.runDue();
  equal((await ask<ErasureView>(service, `/api/v1/privacy/erasures/${body.id}`, { token })).body.state, 'done');
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { changeSite } from '../../src/sites/change-site.ts';
import type { BlockView } from '../../src/wire/privacy.ts';
import { doWhatIsDue } from '../support/due.ts';
import { queue } from '../support/moderator.ts';
import { blocksPath } from '../support/privacy-parts.ts';
import { type Answer, ask, outline, post, thread } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';

const open = { settings: { holdUnknownAuthors: false } };
const eve = { name: 'Eve', email: 'eve@mail.example' };

const block = (service: Running, token: string, body: object): Promise<Answer<{ block: BlockView }>> =>
  ask(service, blocksPath, { body: { days: null, ...body }, token });

const blocksOf = async (service: Running, token: string) =>
  (await ask<{ blocks: BlockView[]; next: string | null }>(service, blocksPath, { token })).body.blocks;

test('whom a click on a comment blocks is spam from then on, answered as anybody is, with a reason in words', async (t) => {
  const service = await running(t, open);
  const token = await service.token('owner');
  const first = await post(service, { ...eve, text: 'First' });
  const blocked = await block(service, token, { kind: 'email', comment: first.body.comment.id, note: 'A troll' });
  equal(blocked.status, 201);
  equal(blocked.body.block.value, eve.email);
  const second = await post(service, { ...eve, email: 'EVE@mail.example', text: 'Second' });
  deepEqual([second.status, second.body.comment.status, typeof second.body.editToken], [202, 'pending', 'string']);
  deepEqual(outline((await thread(service)).comments), ['First']);
  const [spam] = (await queue(service, token, { status: 'spam' })).comments;
  equal(spam?.text, 'Second');
  ok(
    spam.verdict.reasons.some(
      ({ check, text }) => check === 'blocked' && text === 'This email is blocked by a moderator, for good.',
    ),
  );
  equal((await post(service, { text: 'Somebody else' })).status, 201);
});

test('an edit of what was taken before is spam too', async (t) => {
  const service = await running(t, open);
  const mine = (await post(service, { ...eve, text: 'Harmless' })).body;
  await block(service, await service.token(), { kind: 'author', comment: mine.comment.id });
  const edit = { method: 'PATCH', body: { text: 'Harmful' }, token: mine.editToken };
  equal((await ask(service, `/api/v1/comments/${mine.comment.id}`, edit)).status, 202);
  deepEqual(outline((await thread(service)).comments), []);
  equal((await service.service.store.comments.byId(mine.comment.id))?.status, 'spam');
});

test('a block is for its days, listed with its end, undone, and all of it is in the log without naming anybody', async (t) => {
  const service = await running(t, open);
  const token = await service.token();
  const made = (await block(service, token, { kind: 'author', value: eve.email, name: eve.name, days: 1 })).body.block;
  const forGood = (await block(service, token, { kind: 'domain', value: 'https://www.spam.example/buy' })).body.block;
  equal(made.until, new Date(service.clock.now() + day).toISOString());
  deepEqual(
    (await blocksOf(service, token)).map(({ id }) => id),
    [forGood.id, made.id],
  );
  equal((await post(service, { ...eve, text: 'Too soon' })).status, 202);
  equal((await post(service, { name: 'Eva', email: eve.email, text: 'A namesake by mail' })).status, 201);
  service.clock.pass(day);
  equal((await post(service, { ...eve, text: 'Back again' })).status, 201);
  await doWhatIsDue(service);
  deepEqual(
    (await blocksOf(service, token)).map(({ id }) => id),
    [forGood.id],
  );
  equal((await post(service, { ...eve, text: 'See https://shop.spam.example/' })).status, 202);
  equal((await ask(service, `${blocksPath}/${forGood.id}`, { method: 'DELETE', token })).status, 204);
  equal((await ask(service, `${blocksPath}/${forGood.id}`, { method: 'DELETE', token })).status, 404);
  equal((await post(service, { ...eve, text: 'Still https://shop.spam.example/ok' })).status, 201);
  const log = await ask<{ entries: { act: string; detail: object }[] }>(service, '/api/v1/moderation/log?site=blog', { token });
  const entries = log.body.entries.filter(({ act }) => act === 'block').map(({ detail }) => detail);
  deepEqual(entries, [
    { lifted: forGood.id, kind: 'domain' },
    { block: forGood.id, kind: 'domain', days: null },
    { block: made.id, kind: 'author', days: 1 },
  ]);
});

test('where a comment leads to is never the site itself, of which spam speaks first', async (t) => {
  const service = await running(t, open);
  const { sites, store } = service.service;
  await changeSite(service.service, commandLine, {
    site: await sites.bySlug('blog'),
    patch: { hosts: ['blog.example', 'www.shop.co.uk:8443'] },
    shareHosts: false,
  });
  const token = await service.token();
  const said = async (text: string, website?: string) =>
    (await post(service, { ...eve, email: `${text.length}@mail.example`, text, ...(website && { website }) })).body.comment.id;
  const own = 'As you say on https://blog.example/article and https://forum.shop.co.uk/';
  const spam = await said(`${own}, see https://buy.spam.example and https://other.example`, 'https://www.blog.example/');
  deepEqual(
    (await queue(service, token)).comments.map(({ leadsTo }) => leadsTo),
    ['spam.example'],
  );
  equal((await block(service, token, { kind: 'domain', comment: spam })).body.block.value, 'spam.example');
  for (const [body, field] of [
    [{ comment: await said(own) }, 'kind'],
    [{ value: 'https://www.blog.example/article' }, 'value'],
    [{ value: 'shop.co.uk' }, 'value'],
    [{ value: 'co.uk' }, 'value'],
  ] as const) {
    const refused = await block(service, token, { kind: 'domain', ...body });
    deepEqual([refused.status, refused.body.errors?.map((error) => error.field)], [400, [field]], JSON.stringify(body));
  }
  equal((await block(service, token, { kind: 'domain', value: 'notblog.example' })).status, 201);
  equal((await store.comments.byId(await said('See https://blog.example/')))?.status, 'approved');
});

test('one that is blocked already is blocked until the new end', async (t) => {
  const service = await running(t, open);
  const token = await service.token();
  const first = (await block(service, token, { kind: 'email', value: eve.email, days: 1 })).body.block;
  const second = (await block(service, token, { kind: 'email', value: 'EVE@mail.example', days: 30 })).body.block;
  equal(second.id, first.id);
  deepEqual(
    (await blocksOf(service, token)).map(({ until }) => until),
    [new Date(service.clock.now() + 30 * day).toISOString()],
  );
});

describe('an address', () => {
  test('is blocked by a comment, whole or with its neighbours, and shown whole to owners alone', async (t) => {
    const service = await running(t, open);
    const [owner, moderator] = [await service.token('owner'), await service.token()];
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const { id } = (await post(service, { ...eve, text: 'One' }, from('203.0.113.9'))).body.comment;
    await block(service, moderator, { kind: 'address', comment: id });
    deepEqual(
      (await blocksOf(service, moderator)).map(({ value }) => value),
      ['203.0.113.0'],
    );
    deepEqual(
      (await blocksOf(service, owner)).map(({ value }) => value),
      ['203.0.113.9'],
    );
    equal((await post(service, { text: 'Two' }, from('203.0.113.9'))).status, 202);
    equal((await post(service, { text: 'Three' }, from('203.0.113.10'))).status, 201);
    await block(service, moderator, { kind: 'address', comment: id, prefix: 24 });
    equal((await post(service, { text: 'Four' }, from('203.0.113.10'))).status, 202);
    equal((await post(service, { text: 'Five' }, from('203.0.112.10'))).status, 201);
  });

  test('that was shortened is blocked as the network that is left of it', async (t) => {
    const service = await running(t, open);
    const { id } = (await post(service, { ...eve, text: 'One' }, { headers: { 'X-Forwarded-For': '203.0.113.9' } })).body.comment;
    service.clock.pass(8 * day);
    await doWhatIsDue(service);
    equal((await service.service.store.comments.byId(id))?.address, '203.0.113.0', 'ipDays are over');
    const made = await block(service, await service.token('owner'), { kind: 'address', comment: id });
    equal(made.body.block.value, '203.0.113.0/24');
  });
});

test('whom nobody can name is not blocked: each flaw is told at its field', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false, requireNameAndEmail: false } });
  const token = await service.token();
  const { id } = (await post(service, { text: 'No links', email: undefined as never })).body.comment;
  const flaws: readonly (readonly [object, string])[] = [
    [{ kind: 'email', value: 'no address' }, 'value'],
    [{ kind: 'address', value: '203.0.113.9/8' }, 'value'],
    [{ kind: 'address', value: '2001:db8::/20' }, 'value'],
    [{ kind: 'address', value: 'localhost' }, 'value'],
    [{ kind: 'domain', value: 'com' }, 'value'],
    [{ kind: 'domain', value: 'a b.example' }, 'value'],
    [{ kind: 'author', value: eve.email }, 'name'],
    [{ kind: 'email', value: eve.email, name: 'Eve' }, 'name'],
    [{ kind: 'email', value: eve.email, comment: id }, 'value'],
    [{ kind: 'email' }, 'value'],
    [{ kind: 'email', comment: id, prefix: 24 }, 'prefix'],
    [{ kind: 'email', comment: id }, 'kind'],
    [{ kind: 'domain', comment: id }, 'kind'],
    [{ kind: 'email', value: eve.email, days: 0 }, 'days'],
  ];
  for (const [body, field] of flaws) {
    const answer = await block(service, token, body);
    deepEqual([answer.status, answer.body.errors?.map((error) => error.field)], [400, [field]], JSON.stringify(body));
  }
  const unknown = await block(service, token, { kind: 'email', comment: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' });
  match(unknown.body.code ?? '', /unknown-comment/);
  deepEqual(await blocksOf(service, token), []);
});

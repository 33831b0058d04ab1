import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { endSessions, resetSignIn } from '../../src/moderators/change-people.ts';
import { commandLine } from '../../src/moderators/command-line.ts';
import { running } from '../support/running.ts';
import { addPersonFor, type Client, client, signedInAs } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';

interface Seen {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly sites: readonly string[] | null;
  readonly isSetUp: boolean;
}

const listed = async (browser: Client, query = '') =>
  (await browser.ask<{ people: Seen[] }>(`/api/v1/people${query}`)).body.people.map(({ email, role, sites }) => [
    email,
    role,
    sites,
  ]);
const invite = (browser: Client, body: object) => browser.ask<{ person: Seen; setupUrl: string }>('/api/v1/people', { body });
const change = (browser: Client, id: string, body: object) =>
  browser.ask<Seen>(`/api/v1/people/${id}`, { method: 'PATCH', body });
const remove = (browser: Client, id: string) => browser.ask(`/api/v1/people/${id}`, { method: 'DELETE' });

/** Two sites, the operator, and the owner of the first. */
async function house(t: TestContext) {
  const service = await running(t);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  return { service, operator: await signedInAs(service, 'operator'), owner: await signedInAs(service, 'owner') };
}

describe('an invitation', () => {
  test('makes a moderator, who chooses a password and signs in', async (t) => {
    const { service, owner } = await house(t);
    const { status, body } = await invite(owner, { email: 'mo@example.org', sites: ['blog'], name: 'Mo' });
    deepEqual([status, body.person.role, body.person.sites, body.person.isSetUp], [201, 'moderator', ['blog'], false]);
    ok(body.setupUrl.startsWith(`${service.url}/setup?token=`));
    const token = new URL(body.setupUrl).searchParams.get('token') ?? '';
    const guest = client(service);
    equal((await guest.signIn('mo@example.org', 'a password of Mo')).status, 401);
    equal((await guest.form('/setup', { token, password: 'a password of Mo' })).status, 201);
    equal((await guest.signIn('mo@example.org', 'a password of Mo')).status, 200);
    equal((await guest.ask('/api/v1/moderation/comments?site=blog')).status, 200);
    equal((await guest.ask('/api/v1/moderation/comments?site=other')).status, 403);
    equal((await guest.ask('/api/v1/people')).status, 403);
    equal((await guest.form('/setup', { token, password: 'yet another password' })).status, 403);
  });

  test('gives no more than its giver has', async (t) => {
    const { owner, operator } = await house(t);
    for (const body of [
      { email: 'a@example.org', role: 'operator' },
      { email: 'a@example.org', sites: ['other'] },
      { email: 'a@example.org', sites: ['blog', 'other'], role: 'owner' },
    ])
      equal((await invite(owner, body)).status, 403, JSON.stringify(body));
    equal((await invite(owner, { email: 'a@example.org', role: 'owner', sites: [] })).status, 400);
    equal((await invite(owner, { email: 'a@example.org', role: 'owner', sites: ['blog'] })).status, 201);
    equal((await invite(operator, { email: 'b@example.org', role: 'operator' })).status, 201);
    equal((await invite(operator, { email: 'A@example.org', sites: ['blog'] })).body.errors?.[0]?.code, 'taken');
  });
});

test('owners see the people of their sites, and of those no foreign site', async (t) => {
  const { service, owner, operator } = await house(t);
  await addPersonFor(service, { email: 'both@example.org' });
  await addPersonFor(service, { email: 'far@example.org', site: 'other' });
  const [both] = (await operator.ask<{ people: Seen[] }>('/api/v1/people')).body.people.filter(({ email }) =>
    email.startsWith('both'),
  );
  equal((await change(operator, both?.id ?? '', { sites: ['blog', 'other'] })).status, 200);
  const mine = [
    ['owner@example.org', 'owner', ['blog']],
    ['both@example.org', 'moderator', ['blog']],
  ];
  deepEqual(await listed(owner), mine);
  deepEqual(await listed(owner, '?site=blog'), mine);
  equal((await owner.ask('/api/v1/people?site=other')).status, 403);
  deepEqual((await listed(operator)).length, 4);
  equal((await change(owner, both?.id ?? '', { role: 'owner' })).status, 403);
  equal((await remove(owner, both?.id ?? '')).status, 204);
  deepEqual(await listed(operator, '?site=other'), [
    ['both@example.org', 'moderator', ['other']],
    ['far@example.org', 'moderator', ['other']],
  ]);
});

test('another role or site is in force with the next request', async (t) => {
  const { service, owner } = await house(t);
  const browser = await signedInAs(service, 'moderator');
  const mo = await service.service.store.people.byEmail('moderator@example.org');
  equal((await browser.ask('/api/v1/sites/blog/settings')).status, 403);
  equal((await change(owner, mo?.id ?? '', { role: 'owner' })).status, 200);
  equal((await browser.ask('/api/v1/sites/blog/settings')).status, 200);
  equal((await remove(owner, mo?.id ?? '')).status, 204);
  equal((await browser.ask('/api/v1/session')).status, 401);
});

test('nobody reaches above themselves, and the last operator stays', async (t) => {
  const { service, owner, operator } = await house(t);
  const top = (await service.service.store.people.byEmail('operator@example.org'))?.id ?? '';
  for (const answer of [await remove(owner, top), await change(owner, top, { role: 'moderator' })]) equal(answer.status, 404);
  for (const answer of [await remove(operator, top), await change(operator, top, { role: 'owner', sites: ['blog'] })])
    deepEqual([answer.status, answer.body.code], [403, 'not-allowed']);
  const self = (await service.service.store.people.byEmail('owner@example.org'))?.id ?? '';
  equal((await change(owner, self, { role: 'operator' })).status, 403);
  equal((await change(owner, self, { sites: ['blog', 'other'] })).status, 403);
});

describe('the log of what was done to people', () => {
  interface Entry {
    readonly who: string;
    readonly act: string;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly person: { readonly email: string } | null;
  }
  const entries = async (browser: Client, query = '') =>
    (await browser.ask<{ entries: Entry[] }>(`/api/v1/moderation/log?${query}`)).body.entries.filter(({ act }) =>
      ['people', 'account', 'erase'].includes(act),
    );
  const told = async (browser: Client, query?: string) =>
    (await entries(browser, query)).map(({ who, act, detail }) => `${who} ${act} ${Object.keys(detail).join()}`);

  test('is the operators’, and of their own sites’ people the owners’', async (t) => {
    const { service, operator, owner } = await house(t);
    const stranger = await signedInAs(service, 'owner', { email: 'stranger@example.org', site: 'other' });
    const mo = (await invite(owner, { email: 'mo@example.org', sites: ['blog'] })).body;
    const token = new URL(mo.setupUrl).searchParams.get('token') ?? '';
    equal((await client(service).form('/setup', { token, password: 'a password of Mo' })).status, 201);
    const moderator = client(service);
    await moderator.signIn('mo@example.org', 'a password of Mo');
    equal((await moderator.ask('/api/v1/sessions', { method: 'DELETE' })).status, 204);
    await moderator.signIn('mo@example.org', 'a password of Mo');
    equal((await change(operator, mo.person.id, { role: 'owner' })).status, 200);
    equal((await change(operator, mo.person.id, { role: 'moderator' })).status, 200);
    const changes = ['operator people changed,role', 'operator people changed,role'];
    const expected = [...changes, 'moderator account changed', 'moderator people setUp', 'owner people added,role'];
    deepEqual(await told(owner, 'site=blog'), expected);
    const whom = async (browser: Client) => (await entries(browser, 'act=people')).map(({ person }) => person?.email ?? null);
    deepEqual(await whom(owner), ['mo@example.org', 'mo@example.org', null, 'mo@example.org']);
    deepEqual(await told(owner), expected);
    deepEqual(await told(owner, 'act=account'), ['moderator account changed']);
    for (const query of ['site=blog', '']) deepEqual(await told(operator, query), expected);
    deepEqual(await told(operator, 'site=other'), []);
    for (const query of ['site=other', '']) deepEqual(await told(stranger, query), []);
    deepEqual(await told(moderator, 'site=blog'), []);
    deepEqual(await told(moderator), []);
  });

  test('tells the owners of a site nothing of another one', async (t) => {
    const { service, operator, owner } = await house(t);
    const stranger = await signedInAs(service, 'owner', { email: 'stranger@example.org', site: 'other' });
    const both = (await invite(operator, { email: 'both@example.org', sites: ['blog'] })).body.person;
    const before = await entries(owner);
    equal((await change(operator, both.id, { sites: ['blog', 'other'] })).status, 200);
    deepEqual(await entries(owner), before);
    equal((await entries(stranger, 'act=people')).length, 1);
    equal((await remove(stranger, both.id)).status, 204);
    deepEqual(await entries(owner), before);
    deepEqual(await told(stranger, 'act=people'), ['owner people changed,role', 'operator people changed,role']);
    const whom = async (browser: Client) => (await entries(browser, 'act=people')).map(({ person }) => person?.email);
    deepEqual(
      [await whom(stranger), (await whom(operator)).slice(0, 2)],
      [[undefined, undefined], Array(2).fill('both@example.org')],
    );
    const everywhere = { email: 'anna@example.org' };
    equal((await operator.ask('/api/v1/privacy/erasures', { body: everywhere })).status, 202);
    equal((await entries(operator, 'site=blog&act=erase')).length, 2);
    for (const one of [owner, stranger]) deepEqual(await entries(one, 'act=erase'), []);
    const self = (await service.service.store.people.byEmail('owner@example.org'))?.id ?? '';
    equal((await change(operator, self, { sites: ['blog', 'other'] })).status, 200);
    equal((await entries(owner, 'site=blog&act=erase')).length, 2);
    equal((await invite(operator, { email: 'second@example.org', role: 'operator' })).status, 201);
    deepEqual(await entries(owner, 'act=people&site=blog'), before);
    ok((await told(operator, 'site=blog')).includes('operator people added,role'));
  });
});

describe('the command line', () => {
  test('lets in anew who lost everything, by a link that no earlier one stands in for', async (t) => {
    const { service, owner } = await house(t);
    const { body } = await invite(owner, { email: 'mo@example.org', sites: ['blog'] });
    const tokenOf = (url: string) => new URL(url, service.url).searchParams.get('token') ?? '';
    const setUp = (token: string, password: string) => client(service).form('/setup', { token, password });
    equal((await setUp(tokenOf(body.setupUrl), 'a password of Mo')).status, 201);
    const browser = client(service);
    await browser.signIn('mo@example.org', 'a password of Mo');
    const path = await resetSignIn(service.service, commandLine, body.person.id);
    equal((await browser.ask('/api/v1/session')).status, 401);
    equal((await browser.signIn('mo@example.org', 'a password of Mo')).status, 401);
    equal((await setUp(tokenOf(body.setupUrl), 'a password of Eve')).status, 403);
    equal((await setUp(tokenOf(path), 'another of Mo’s own')).status, 201);
    equal((await setUp(tokenOf(path), 'a password of Eve')).status, 403);
    equal((await browser.signIn('mo@example.org', 'another of Mo’s own')).status, 200);
  });

  test('signs somebody out everywhere', async (t) => {
    const { service, owner } = await house(t);
    const person = await service.service.store.people.byEmail('owner@example.org');
    await endSessions(service.service, commandLine, person?.id ?? '');
    equal((await owner.ask('/api/v1/session')).status, 401);
  });
});

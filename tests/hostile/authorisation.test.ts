import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { revokeToken } from '../../src/moderators/people.ts';
import type { Role } from '../../src/moderators/person.ts';
import { forWebhooks } from '../../src/wire/operations-for-webhooks.ts';
import { ask, post } from '../support/reader.ts';
import { requireRefused } from '../support/refused.ts';
import { type Sound, saidBy, send, soundRequests } from '../support/requests.ts';
import { type Running, running } from '../support/running.ts';
import { addPersonFor, cookiesOf } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';
import { storedIn } from '../support/stored.ts';

type Credentials = Readonly<Record<string, string>>;

const as = (sound: Sound, credentials: Credentials): Sound => ({ ...sound, headers: credentials });

/** The two ways to say who one is. */
const ways = {
  token: async (service: Running, role: 'owner' | 'moderator', site: string) => bearing(await service.token(role, site)),
  session: async (service: Running, role: 'owner' | 'moderator', site: string) => sessionOf(service, role, site),
} as const;
type Way = keyof typeof ways;

const bearing = (token: string): Credentials => ({ Authorization: `Bearer ${token}` });

async function sessionOf(service: Running, role: Role, site: string): Promise<Credentials> {
  const person = await addPersonFor(service, { email: `${role}.of.${site}@example.org`, role, site });
  return { Cookie: `backtalk-session=${(await cookiesOf(service, person))['backtalk-session']}` };
}

/** A blog of somebody's, with a sound request for everything that needs credentials, and a site of somebody else. */
async function twoSites(test: TestContext) {
  const service = await running(test, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const all = await soundRequests(service);
  const sounds = all.filter(({ operation }) => operation.for === 'moderators');
  const own = all.filter(({ operation }) => operation.for === 'signed-in');
  ok(sounds.length >= 13);
  return { service, sounds, own };
}

const owners = [
  'GET /api/v1/sites/{site}/settings',
  'PATCH /api/v1/sites/{site}/settings',
  'POST /api/v1/sites/{site}/settings/try',
  'GET /api/v1/tokens',
  'POST /api/v1/tokens',
  'DELETE /api/v1/tokens/{id}',
  'GET /api/v1/people',
  'POST /api/v1/people',
  'PATCH /api/v1/people/{id}',
  'DELETE /api/v1/people/{id}',
  ...forWebhooks.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
  'POST /api/v1/privacy/export',
  'POST /api/v1/privacy/erasures',
  'GET /api/v1/privacy/erasures/{id}',
];
const roles = ['moderator', 'owner'] as const;
const everyWay = roles.flatMap((role) => (Object.keys(ways) as Way[]).map((way) => ({ role, way })));

describe('another site’s credentials', () => {
  for (const { role, way } of everyWay) {
    test(`of a ${role} by ${way} open nothing here and change nothing`, async (t) => {
      const { service, sounds } = await twoSites(t);
      const credentials = await ways[way](service, role, 'other');
      const before = await storedIn(service);
      for (const sound of sounds) {
        const answer = await send(service, as(sound, credentials));
        const { code } = (await answer.json()) as { code: string };
        ok(
          ['403 not-allowed', '404 not-found', '404 unknown-comment'].includes(`${answer.status} ${code}`),
          `${sound.label}: ${answer.status} ${code}`,
        );
      }
      deepEqual(await storedIn(service), before);
    });
  }

  test('do not reach a foreign comment in company of one’s own', async (t) => {
    const { service, sounds } = await twoSites(t);
    const decisions = sounds.find(({ label }) => label.endsWith('/decisions'));
    const items = (decisions?.body?.['items'] ?? []) as readonly { readonly id: string }[];
    const foreign = items[0]?.id ?? '';
    const own = (await post(service, { site: 'other', url: 'https://other.example/a', text: 'Here' })).body.comment.id;
    const token = await service.token('owner', 'other');
    const before = await storedIn(service);
    const answer = await ask(service, '/api/v1/moderation/decisions', { body: { ids: [own, foreign], to: 'deleted' }, token });
    deepEqual([answer.status, answer.body.code], [403, 'not-allowed']);
    deepEqual(await storedIn(service), before);
  });

  test('see no entry of a foreign log, and no foreign comment by any search', async (t) => {
    const { service } = await twoSites(t);
    const token = await service.token('owner', 'other');
    const log = await ask<{ entries: { site: string | null }[] }>(service, '/api/v1/moderation/log', { token });
    deepEqual(new Set(log.body.entries.map(({ site }) => site)), new Set(['other']));
    for (const q of ['here', 'page:https://blog.example/article', 'author:Anna', 'email:anna@example.org', 'ip:10.']) {
      const query = new URLSearchParams({ site: 'other', status: 'approved', q });
      const found = await ask<{ comments: unknown[] }>(service, `/api/v1/moderation/comments?${query}`, { token });
      deepEqual(found.body.comments ?? [], [], q);
    }
  });

  test('give no moderator’s mark to a post here', async (t) => {
    const { service } = await twoSites(t);
    const answer = await post(service, { text: 'As if' }, { token: await service.token('owner', 'other') });
    equal(answer.body.comment.author?.moderator, false);
  });
});

for (const way of Object.keys(ways) as Way[]) {
  test(`a moderator may do everything of the queue by ${way}, and nothing of the owner`, async (t) => {
    const { service, sounds } = await twoSites(t);
    const credentials = await ways[way](service, 'moderator', 'blog');
    // A decision comes last: it takes away what the others are about.
    for (const sound of [...sounds].reverse()) {
      const answer = await send(service, as(sound, credentials));
      const said = await saidBy(answer);
      if (owners.includes(sound.label)) equal(answer.status, 403, sound.label);
      else ok(answer.status < 300 || /"code":"stale"/.test(said), `${sound.label}: ${answer.status} ${said}`);
    }
  });
}

test('an operator may do everything of every site', async (t) => {
  const { service, sounds } = await twoSites(t);
  const credentials = await sessionOf(service, 'operator', 'other');
  for (const sound of [...sounds].reverse()) {
    const answer = await send(service, as(sound, credentials));
    const said = await saidBy(answer);
    ok(answer.status < 300 || /"code":"stale"/.test(said), `${sound.label}: ${answer.status} ${said}`);
  }
});

test('one’s own account is reached by no token and by nobody else’s session', async (t) => {
  const { service, own } = await twoSites(t);
  ok(own.length >= 15);
  const token = await service.token('owner');
  const before = await storedIn(service);
  for (const credentials of [{}, bearing(token), { Cookie: `backtalk-session=${'A'.repeat(43)}` }])
    for (const sound of own)
      await requireRefused(await send(service, as(sound, credentials)), { status: 401, code: 'unauthenticated' }, sound.label);
  deepEqual(await storedIn(service), before);
});

test('what is called by an id of somebody else’s account is not found, by whoever asks', async (t) => {
  const { service, own } = await twoSites(t);
  const sounds = own.filter(({ operation }) => operation.params);
  equal(sounds.length, 2);
  const credentials = await sessionOf(service, 'operator', 'other');
  const before = await storedIn(service);
  for (const sound of sounds)
    await requireRefused(await send(service, as(sound, credentials)), { status: 404, code: 'not-found' }, sound.label);
  deepEqual(await storedIn(service), before);
});

test('an owner may do everything of the site, and take no host of another site', async (t) => {
  const { service, sounds } = await twoSites(t);
  const token = await service.token('owner');
  // A decision comes last: it takes away what the others are about.
  for (const sound of [...sounds].reverse()) {
    const answer = await send(service, as(sound, bearing(token)));
    const said = await saidBy(answer);
    ok(answer.status < 300 || /"code":"stale"/.test(said), `${sound.label}: ${answer.status} ${said}`);
  }
  const settings = { method: 'PATCH', body: { hosts: ['blog.example', 'other.example'] }, token };
  const taken = await ask(service, '/api/v1/sites/blog/settings', settings);
  deepEqual([taken.status, taken.body.errors?.map(({ field, code }) => [field, code])], [400, [['hosts', 'taken']]]);
});

describe('without valid credentials', () => {
  const invalid = (edit: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
    none: {},
    'an empty token': { Authorization: 'Bearer ' },
    'a made-up token': { Authorization: `Bearer bt_${'A'.repeat(43)}` },
    'an author’s edit token': { Authorization: `Bearer ${edit}` },
    'another scheme': { Authorization: 'Basic b3duZXI6b3duZXI=' },
    'a token in a cookie': { Cookie: 'token=bt_x; session=1' },
    'a made-up session': { Cookie: `backtalk-session=${'A'.repeat(43)}` },
    'a browser that is known': { Cookie: `backtalk-browser=${'0'.repeat(26)}.${'A'.repeat(43)}` },
  });

  test('every moderators’ operation answers 401 and changes nothing', async (t) => {
    const { service, sounds } = await twoSites(t);
    const { editToken } = (await post(service, { text: 'Mine' })).body;
    const before = await storedIn(service);
    for (const [what, headers] of Object.entries(invalid(editToken))) {
      for (const sound of sounds) {
        const answer = await send(service, { ...sound, headers });
        equal(answer.headers.get('www-authenticate'), 'Bearer');
        await requireRefused(answer, { status: 401, code: 'unauthenticated' }, `${sound.label} with ${what}`);
      }
    }
    deepEqual(await storedIn(service), before);
  });

  test('a revoked token is none from that moment on', async (t) => {
    const { service, sounds } = await twoSites(t);
    const token = await service.token('owner');
    const list = sounds.find(({ label }) => label === 'GET /api/v1/moderation/comments');
    if (!list) throw new Error('the queue has no door');
    equal((await send(service, as(list, bearing(token)))).status, 200);
    const [made] = (await service.service.store.people.tokens()).slice(-1);
    equal(await revokeToken(service.service, commandLine, made?.id ?? ''), true);
    for (const sound of sounds)
      await requireRefused(await send(service, as(sound, bearing(token))), { status: 401, code: 'unauthenticated' }, sound.label);
    deepEqual((await post(service, { text: 'Still me' }, { token })).status, 401);
  });

  test('an edit token opens its own comment and no other', async (t) => {
    const service = await running(t, { settings: { holdUnknownAuthors: false } });
    const mine = (await post(service, { text: 'Mine' })).body;
    const theirs = (await post(service, { text: 'Theirs', name: 'Ben', email: 'ben@example.org' })).body;
    const moderator = await service.token('owner');
    const before = await storedIn(service);
    for (const token of [
      mine.editToken,
      `${theirs.editToken}A`,
      theirs.editToken.slice(0, -1),
      moderator,
      theirs.editToken.toUpperCase(),
    ]) {
      for (const ways of [{}, { method: 'PATCH', body: { text: 'Overwritten' } }, { method: 'DELETE' }]) {
        const answer = await ask(service, `/api/v1/comments/${theirs.comment.id}`, { ...ways, token });
        deepEqual([answer.status, answer.body.code], [401, 'unauthenticated'], `${JSON.stringify(ways)} by ${token}`);
      }
    }
    deepEqual(await storedIn(service), before);
  });
});

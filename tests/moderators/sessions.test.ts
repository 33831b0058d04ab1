import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hashOfToken } from '../../src/moderators/bearer.ts';
import { doWhatIsDue } from '../support/due.ts';
import { day, minute, running } from '../support/running.ts';
import { addPersonFor, client, goodPassword, signedInAs } from '../support/signed-in.ts';
import { storedIn } from '../support/stored.ts';

interface Who {
  readonly person: { readonly email: string; readonly role: string; readonly sites: readonly string[] | null };
  readonly sessions: readonly { readonly id: string; readonly current: boolean }[];
}

const status = async (browser: ReturnType<typeof client>) => (await browser.ask('/api/v1/session')).status;

describe('signing in', () => {
  test('opens what the person may, until they sign out', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email: 'Mo@example.org' });
    const browser = client(service);
    equal(await status(browser), 401);
    const answer = await browser.signIn('mo@EXAMPLE.org');
    equal(answer.status, 200);
    const { body } = await browser.ask<Who>('/api/v1/session');
    deepEqual([body.person.email, body.person.role, body.person.sites], ['Mo@example.org', 'moderator', ['blog']]);
    equal((await browser.ask('/api/v1/moderation/comments?site=blog')).status, 200);
    const kept = browser.cookies();
    equal((await browser.ask('/api/v1/session', { method: 'DELETE' })).status, 204);
    equal(browser.cookies()['backtalk-session'], undefined);
    equal(await status(client(service, kept)), 401);
  });

  test('tells who does not exist from who does by nothing it says', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email: 'mo@example.org' });
    const wrong = await client(service).signIn('mo@example.org', 'another long one');
    const nobody = await client(service).signIn('nobody@example.org', 'another long one');
    deepEqual([wrong.status, wrong.body], [401, nobody.body]);
    deepEqual([...nobody.headers.keys()], [...wrong.headers.keys()]);
    equal((await client(service).signIn('mo@example.org', ` ${goodPassword}`)).status, 401);
  });

  test('gives a new session each time, ends the one of before, and takes none that is brought along', async (t) => {
    const service = await running(t);
    const browser = await signedInAs(service, 'moderator');
    const first = browser.cookies();
    await browser.signIn('moderator@example.org');
    notEqual(browser.cookies()['backtalk-session'], first['backtalk-session']);
    equal(await status(client(service, first)), 401);
    const planted = client(service, { 'backtalk-session': 'A'.repeat(43) });
    await planted.signIn('moderator@example.org');
    notEqual(planted.cookies()['backtalk-session'], 'A'.repeat(43));
    equal(await status(browser), 200);
  });

  test('gives cookies that scripts cannot read, and over https no neighbour can plant', async (t) => {
    const plain = await running(t);
    const secure = await running(t, { env: { PUBLIC_URL: 'https://example.org/talk' } });
    await addPersonFor(plain, { email: 'mo@example.org' });
    await addPersonFor(secure, { email: 'mo@example.org' });
    const here = await client(plain).signIn('mo@example.org');
    for (const line of here.headers.getSetCookie())
      match(line, /^backtalk-\w+=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const headers = { Origin: 'https://example.org' };
    const body = { email: 'mo@example.org', password: goodPassword };
    const there = await client({ url: `${secure.url}/talk` }).ask('/api/v1/session', { body, headers });
    equal(there.headers.getSetCookie().length, 2);
    for (const line of there.headers.getSetCookie())
      match(line, /^__Host-backtalk-\w+=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('keeps nothing in the store that opens anything', async (t) => {
    const service = await running(t);
    const browser = await signedInAs(service, 'operator');
    const password = 'another fine password';
    equal((await browser.ask('/api/v1/account/password', { body: { current: goodPassword, password } })).status, 200);
    const stored = JSON.stringify(await storedIn(service));
    const cookies = Object.values(browser.cookies());
    equal(cookies.length, 2);
    for (const secret of [...cookies, goodPassword, password]) ok(!stored.includes(secret));
    ok(stored.includes(hashOfToken(browser.cookies()['backtalk-session'] ?? '')), 'the session stands there by its hash');
  });
});

describe('a session ends', () => {
  test('when it was not used for a week, and after thirty days however much it was used', async (t) => {
    const service = await running(t);
    const [idle, busy] = [await signedInAs(service, 'moderator'), await signedInAs(service, 'owner')];
    for (let days = 0; days < 29; days += 1) {
      service.clock.pass(day);
      equal(await status(busy), 200, `day ${days + 1}`);
      if (days === 5) equal(await status(idle), 200);
      if (days === 13) equal(await status(idle), 401);
    }
    service.clock.pass(day - 1);
    equal(await status(busy), 200);
    service.clock.pass(1);
    equal(await status(busy), 401);
  });

  test('and what is kept of it goes', async (t) => {
    const service = await running(t);
    await signedInAs(service, 'moderator');
    service.clock.pass(6 * day);
    await signedInAs(service, 'owner');
    service.clock.pass(day + minute);
    await doWhatIsDue(service);
    equal((await storedIn(service))['sessions']?.length, 1);
  });

  test('for all browsers at once, or for one', async (t) => {
    const service = await running(t);
    const here = await signedInAs(service, 'moderator');
    const there = client(service);
    await there.signIn('moderator@example.org');
    const third = client(service);
    await third.signIn('moderator@example.org');
    const { sessions } = (await here.ask<Who>('/api/v1/sessions')).body;
    deepEqual([sessions.length, sessions.filter(({ current }) => current).length], [3, 1]);
    equal((await here.ask(`/api/v1/sessions/${sessions[0]?.id}`, { method: 'DELETE' })).status, 204);
    deepEqual([await status(here), await status(there), await status(third)], [200, 200, 401]);
    equal((await there.ask('/api/v1/sessions', { method: 'DELETE' })).status, 204);
    deepEqual([await status(here), await status(there)], [401, 401]);
  });

  test('never by somebody else’s hand', async (t) => {
    const service = await running(t);
    const [anna, ben] = [await signedInAs(service, 'owner'), await signedInAs(service, 'moderator')];
    const [own] = (await anna.ask<Who>('/api/v1/sessions')).body.sessions;
    equal((await ben.ask(`/api/v1/sessions/${own?.id}`, { method: 'DELETE' })).status, 404);
    equal(await status(anna), 200);
  });

  test('in every other browser with a new password, and the old one opens nothing', async (t) => {
    const service = await running(t);
    const here = await signedInAs(service, 'moderator');
    const there = client(service);
    await there.signIn('moderator@example.org');
    const change = (current: string, password: string) => here.ask('/api/v1/account/password', { body: { current, password } });
    const wrong = await change('not my password', 'another fine password');
    deepEqual([wrong.status, wrong.body.errors?.[0]?.field], [400, 'current']);
    const weak = await change(goodPassword, 'password123');
    deepEqual([weak.status, weak.body.errors?.[0]?.code], [400, 'weak']);
    equal(await status(there), 200);
    equal((await change(goodPassword, 'another fine password')).status, 200);
    deepEqual([await status(here), await status(there)], [200, 401]);
    equal((await there.signIn('moderator@example.org')).status, 401);
    equal((await there.signIn('moderator@example.org', 'another fine password')).status, 200);
  });

  test('with its person', async (t) => {
    const service = await running(t);
    const browser = await signedInAs(service, 'moderator');
    const person = await service.service.store.people.byEmail('moderator@example.org');
    await service.service.store.people.remove(person?.id ?? '', { jobs: [], log: null });
    equal(await status(browser), 401);
    equal((await browser.ask('/api/v1/moderation/comments?site=blog')).status, 401);
  });
});

test('how one signs in is changed only shortly after signing in', async (t) => {
  const service = await running(t);
  const browser = await signedInAs(service, 'moderator');
  service.clock.pass(15 * minute);
  const ways = [
    ['/api/v1/account/password', { current: goodPassword, password: 'another fine password' }],
    ['/api/v1/account/authenticator/offer', undefined],
    ['/api/v1/account/recovery-codes', undefined],
    ['/api/v1/account/passkey-options', undefined],
  ] as const;
  for (const [path, body] of ways) {
    const answer = await browser.ask(path, { method: 'POST', ...(body && { body }) });
    deepEqual([answer.status, answer.body.code], [403, 'sign-in-again'], path);
  }
  equal((await browser.ask('/api/v1/account', { method: 'PATCH', body: { name: 'Mo' } })).status, 200);
  await browser.signIn('moderator@example.org');
  equal((await browser.ask('/api/v1/account/authenticator/offer', { method: 'POST' })).status, 200);
});

test('a reply shows the moderator’s chosen name, or the site’s, and never the mailbox', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const browser = await signedInAs(service, 'moderator', { email: 'secret.mailbox@example.org' });
  const { body } = await browser.ask<{ comment: { id: string } }>('/api/v1/comments', {
    body: { site: 'blog', url: 'https://blog.example/article', name: 'Anna', email: 'anna@example.org', text: 'Hello' },
    headers: { Origin: 'https://blog.example' },
  });
  const reply = async () => {
    const answer = await browser.ask<{ comment: { author: { name: string; moderator: boolean } } }>(
      `/api/v1/moderation/comments/${body.comment.id}/reply`,
      { body: { text: `Thanks ${Math.random()}` } },
    );
    ok(!JSON.stringify(answer.body).includes('secret'));
    return answer.body.comment.author;
  };
  deepEqual([(await reply()).name, (await reply()).moderator], ['Blog', true]);
  await browser.ask('/api/v1/account', { method: 'PATCH', body: { name: 'Mo the Mod' } });
  equal((await reply()).name, 'Mo the Mod');
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { minute, type Running, running } from '../support/running.ts';
import { addPersonFor, type Client, client, cookiesOf, goodPassword, signedInAs } from '../support/signed-in.ts';
import { storedIn } from '../support/stored.ts';

const email = 'mo@example.org';
const wrong = 'not the password';

/** How often each status came, of so many tries from as many addresses. */
async function tried(service: Running, times: number, who = email): Promise<Readonly<Record<number, number>>> {
  const counts: Record<number, number> = {};
  for (let at = 0; at < times; at += 50) {
    const some = Array.from({ length: Math.min(50, times - at) }, () => client(service).signIn(who, wrong));
    for (const { status } of await Promise.all(some)) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe('guessing', () => {
  test('2,000 times from many addresses gets ten tries, after which even the right password waits', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    deepEqual(await tried(service, 2_000), { 401: 10, 429: 1_990 });
    const right = await client(service).signIn('MO@example.org');
    equal(right.status, 429);
    const seconds = Number(right.headers.get('Retry-After'));
    ok(seconds > 0 && seconds <= 900, `${seconds}`);
    service.clock.pass(15 * minute);
    equal((await client(service).signIn(email)).status, 200);
  });

  test('gets no more than ten in any quarter of an hour, wherever that begins', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    const times: number[] = [];
    for (let minutes = 0; minutes < 60; minutes += 1) {
      const { 401: checked = 0 } = await tried(service, minutes % 7 === 0 ? 4 : 1);
      times.push(...Array.from({ length: checked }, () => minutes));
      service.clock.pass(minute);
    }
    ok(times.length > 30, `${times.length}`);
    for (const begin of times) ok(times.filter((time) => time >= begin && time < begin + 15).length <= 10);
  });

  test('locks nobody out of a browser they signed in with before, which has ten tries of its own', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    const own = client(service);
    equal((await own.signIn(email)).status, 200);
    await own.ask('/api/v1/session', { method: 'DELETE' });
    await tried(service, 30);
    equal((await client(service).signIn(email)).status, 429);
    for (let times = 0; times < 9; times += 1) equal((await own.signIn(email, wrong)).status, 401);
    equal((await own.signIn(email)).status, 200);
    for (let times = 0; times < 10; times += 1) await own.signIn(email, wrong);
    equal((await own.signIn(email)).status, 429);
  });

  test('gains nothing by a browser that is another’s, made up, or known to another account', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    const other = await signedInAs(service, 'owner');
    await tried(service, 10);
    const { 'backtalk-browser': token = '' } = other.cookies();
    for (const browser of [token, `${token.slice(0, 26)}.${'A'.repeat(43)}`, `.${token.split('.')[1]}`, '', 'x'.repeat(300)])
      equal((await client(service, { 'backtalk-browser': browser }).signIn(email)).status, 429, browser);
  });

  test('gives a place back to who knew the password, so that programs may sign in often', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    for (let times = 0; times < 15; times += 1) equal((await client(service).signIn(email)).status, 200);
  });

  test('is counted alike for who does not exist', async (t) => {
    const service = await running(t);
    deepEqual(await tried(service, 14, 'nobody@example.org'), { 401: 10, 429: 4 });
  });

  test('from one address gets twenty a minute over all accounts, also by who is signed in', async (t) => {
    const service = await running(t);
    const browser = await signedInAs(service, 'operator');
    const headers = { 'X-Forwarded-For': '203.0.113.9' };
    const statuses: number[] = [];
    for (let at = 0; at < 21; at += 1) {
      const body = { email: 'operator@example.org', password: goodPassword };
      statuses.push((await browser.ask('/api/v1/session', { body, headers })).status);
    }
    deepEqual([statuses.slice(0, 20).every((status) => status === 200), statuses[20]], [true, 429]);
  });
});

describe('a page of somebody else', () => {
  const foreign: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'another origin': { Origin: 'https://evil.example' },
    'a neighbour': { Origin: 'http://evil.127.0.0.1' },
    'a page of the site itself': { Origin: 'https://blog.example' },
    'a sandbox': { Origin: 'null' },
    'a cross-site form': { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    'a same-site form': { 'Sec-Fetch-Site': 'same-site' },
    'another port': { Origin: 'http://127.0.0.1:1' },
  };

  test('changes nothing by the session of who visits it', async (t) => {
    const service = await running(t);
    const browser = await signedInAs(service, 'operator');
    const before = await storedIn(service);
    const ways: readonly ((headers: Readonly<Record<string, string>>) => Promise<{ readonly status: number }>)[] = [
      (headers) => browser.ask('/api/v1/session', { method: 'DELETE', headers }),
      (headers) => browser.ask('/api/v1/sessions', { method: 'DELETE', headers }),
      (headers) => browser.ask('/api/v1/account', { method: 'PATCH', body: { name: 'Eve' }, headers }),
      (headers) => browser.ask('/api/v1/sites/blog/settings', { method: 'PATCH', body: { holdEverything: true }, headers }),
      (headers) => browser.ask('/api/v1/people', { body: { email: 'eve@example.org', role: 'operator' }, headers }),
      (headers) => browser.form('/admin/account', { change: 'sign-out-everywhere' }, headers),
    ];
    for (const [what, headers] of Object.entries(foreign))
      for (const [at, way] of ways.entries()) equal((await way(headers)).status, 403, `${at} by ${what}`);
    deepEqual(await storedIn(service), before);
    equal((await browser.ask('/api/v1/session')).status, 200);
  });

  test('signs nobody in', async (t) => {
    const service = await running(t);
    await addPersonFor(service, { email });
    for (const [what, headers] of Object.entries(foreign)) {
      const body = { email, password: goodPassword };
      const [byScript, byForm] = [
        await client(service).ask('/api/v1/session', { body, headers }),
        await client(service).form('/admin/sign-in', body, headers),
      ];
      deepEqual([byScript.status, byForm.status], [403, 403], what);
      deepEqual([byScript.headers.getSetCookie(), byForm.headers.getSetCookie()], [[], []]);
    }
  });

  test('posts a comment as a stranger, though its reader moderates', async (t) => {
    const service = await running(t, { settings: { holdUnknownAuthors: false } });
    const browser = await signedInAs(service, 'moderator');
    const post = (headers: Readonly<Record<string, string>>, text: string) => {
      const body = { site: 'blog', url: 'https://blog.example/article', name: 'Anna', email: 'anna@example.org', text };
      return browser.ask<{ comment: { author: { moderator: boolean } } }>('/api/v1/comments', { body, headers });
    };
    equal((await post({ Origin: 'https://blog.example' }, 'As a reader')).body.comment.author.moderator, false);
    equal((await post({}, 'As a moderator')).body.comment.author.moderator, true);
  });

  test('reads nothing of an account', async (t) => {
    const browser = await signedInAs(await running(t), 'operator');
    for (const path of ['/api/v1/session', '/api/v1/people', '/admin', '/api/v1/moderation/log']) {
      const answer = await fetchAs(browser, path);
      equal(answer.headers.get('access-control-allow-credentials'), null, path);
      equal(answer.headers.get('access-control-allow-origin'), null, path);
      equal(answer.headers.get('cache-control'), 'no-store', path);
    }
  });
});

const fetchAs = (browser: Client, path: string) => browser.open(path);

test('the pages load nothing, run only what is ours, and stand in no frame', async (t) => {
  const service = await running(t);
  const person = await addPersonFor(service, { email, name: '<img src=x onerror=alert(1)>' });
  for (const browser of [client(service), client(service, await cookiesOf(service, person))]) {
    const answer = await browser.open('/admin/account');
    const policy = answer.headers.get('content-security-policy') ?? '';
    match(policy, /^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-[^ ]+'; connect-src 'self'; /);
    match(policy, /frame-ancestors 'none'; require-trusted-types-for 'script'/);
    equal(answer.headers.get('referrer-policy'), 'same-origin');
    ok(!(await answer.text()).includes('<img'));
  }
});

test('what is no cookie of ours opens nothing and breaks nothing', async (t) => {
  const service = await running(t);
  const nonsense = ['', 'x', 'A'.repeat(43), 'A'.repeat(8_000), '{"$gt":""}', '%00', '"quoted"', '__proto__', 'A=B'];
  for (const value of nonsense) {
    const browser = client(service, { 'backtalk-session': value, 'backtalk-browser': value });
    equal((await browser.ask('/api/v1/session')).status, 401, value);
    equal((await browser.open('/admin')).status, 200, value);
  }
});

import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { clientOf, forwardingWatch, plainAddress, trustProxyFor } from '../../src/http/client-address.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { hashOfToken } from '../../src/moderators/bearer.ts';
import type { Token } from '../../src/moderators/person.ts';
import { logTo } from '../../src/operating/log.ts';
import { notedProxy } from '../../src/operating/proxy-note.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { StoreAway } from '../../src/storage/store.ts';
import { serving } from './serving.ts';

test('addresses without zone and mapping', () => {
  equal(plainAddress('::ffff:192.0.2.1'), '192.0.2.1');
  equal(plainAddress('fe80::1%eth0'), 'fe80::1');
  equal(plainAddress('2001:DB8:0::1'), '2001:db8::1');
  equal(plainAddress('unknown'), null);
  equal(plainAddress(''), null);
});

test('TRUST_PROXY by where the proxy stands', () => {
  const fitting = [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.17.0.1',
    'fd00::1',
    'fe80::1%eth0',
    '203.0.114.9',
  ].map(trustProxyFor);
  deepEqual(fitting, [
    'loopback',
    'loopback',
    'loopback',
    'uniquelocal',
    'uniquelocal',
    'uniquelocal',
    'linklocal',
    '203.0.114.9',
  ]);
});

async function asking(test: TestContext, trustProxy: string | boolean) {
  const lines: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  const store = await openSqliteStore({ path: join(folder, 'notes.db'), now: () => 0 });
  test.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const watch = forwardingWatch({ log: logTo({ write: (line) => void lines.push(line) }, 'info'), store });
  const service = await serving(test, {
    trustProxy,
    first: [watch],
    doors: (app) => app.get('/', (request, response) => void response.json(clientOf(request))),
  });
  const ask = async (headers: Record<string, string> = {}) =>
    (await (await fetch(service.url, { headers: { 'User-Agent': 'test', ...headers } })).json()) as object;
  return { ask, seen: () => notedProxy(store), lines };
}

test('a forwarding header from who is not trusted gains nothing, is noticed once, and makes the address unknown', async (t) => {
  const { ask, seen, lines } = await asking(t, false);
  deepEqual(await ask(), { address: '127.0.0.1', group: '127.0.0.1', known: true, userAgent: 'test' });
  equal(await seen(), null);
  deepEqual(await ask({ 'X-Forwarded-For': '192.0.2.7' }), {
    address: '127.0.0.1',
    group: '127.0.0.1',
    known: false,
    userAgent: 'test',
  });
  await ask({ Forwarded: 'for=192.0.2.7' });
  equal(await seen(), 'loopback', 'noted for doctor');
  equal(lines.length, 1);
  match(lines[0] ?? '', /TRUST_PROXY=loopback/);
});

describe('behind a trusted proxy one client is', () => {
  const cases: readonly [forwarded: string, address: string, group: string][] = [
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:22ab::1', '2001:db8:1:22ab::1', '2001:db8:1:2200::'],
    ['2001:db8:1:22ff:ffff::', '2001:db8:1:22ff:ffff::', '2001:db8:1:2200::'],
    ['2001:db8:1:2300::1', '2001:db8:1:2300::1', '2001:db8:1:2300::'],
    ['1.2.3.4, 192.0.2.7', '192.0.2.7', '192.0.2.7'],
  ];
  for (const [forwarded, address, group] of cases) {
    test(`${forwarded}: ${group}`, async (t) => {
      const { ask, lines } = await asking(t, 'loopback');
      deepEqual(await ask({ 'X-Forwarded-For': forwarded }), { address, group, known: true, userAgent: 'test' });
      deepEqual(lines, []);
    });
  }
});

const token = 'bt_moderator';
const now = 1_000_000;

async function limited(test: TestContext, isAway = false) {
  const hits = new Map<string, number>();
  const logged: string[] = [];
  const limit = createRateLimit({
    store: {
      limits: {
        hit: async (key, windowMs) => {
          if (isAway) throw new StoreAway('gone');
          hits.set(key, (hits.get(key) ?? 0) + 1);
          return { hits: hits.get(key) ?? 0, resetAt: now + windowMs / 2 };
        },
      },
      people: {
        tokenByHash: async (hash) =>
          hash === hashOfToken(token) ? ({ id: '1', name: 'a', role: 'moderator', siteId: '1' } as Token) : null,
        byId: async () => null,
      },
      sessions: { byHash: async () => null, see: async () => undefined },
    },
    log: logTo({ write: (line) => void logged.push(line) }, 'info'),
    now: () => now,
    publicUrl: 'https://comments.example',
  });
  const service = await serving(test, {
    trustProxy: 'loopback',
    doors: (app) => {
      app.post('/comments', limit('post'), (_request, response) => void response.json({}));
      app.patch('/comments', limit('post'), (_request, response) => void response.json({}));
      app.post('/preview', limit('preview'), (_request, response) => void response.json({}));
    },
  });
  const ask = (from: string, { path = '/comments', method = 'POST', bearer = '' } = {}) =>
    fetch(service.url + path, {
      method,
      headers: { 'X-Forwarded-For': from, ...(bearer && { Authorization: `Bearer ${bearer}` }) },
    });
  const times = async (count: number, once: () => Promise<Response>) => {
    const statuses: number[] = [];
    for (let at = 0; at < count; at += 1) statuses.push((await once()).status);
    return statuses.filter((status) => status === 200).length;
  };
  return { ask, times, logged };
}

describe('rate limits', () => {
  test('30 posts and edits a minute from one address, then 429 with Retry-After', async (t) => {
    const { ask, times } = await limited(t);
    equal(await times(20, () => ask('192.0.2.1')), 20);
    equal(await times(15, () => ask('192.0.2.1', { method: 'PATCH' })), 10);
    const answer = await ask('192.0.2.1');
    equal(answer.status, 429);
    equal(answer.headers.get('retry-after'), '30');
    equal(((await answer.json()) as { code: string }).code, 'too-many-requests');
    equal((await ask('192.0.2.2')).status, 200);
    equal((await ask('192.0.2.1', { path: '/preview' })).status, 200);
  });

  test('an IPv6 /56 is one address', async (t) => {
    const { ask, times } = await limited(t);
    let at = 0;
    const oneOfMany = () => {
      at += 1;
      return ask(`2001:db8:0:${(at % 256).toString(16)}::${at}`);
    };
    equal(await times(40, oneOfMany), 30);
    equal((await ask('2001:db8:0:100::1')).status, 200);
  });

  test('a moderator’s valid token is not limited, any other is', async (t) => {
    const { ask, times } = await limited(t);
    equal(await times(40, () => ask('192.0.2.1', { bearer: token })), 40);
    equal(await times(40, () => ask('192.0.2.1', { bearer: 'bt_forged' })), 30);
  });

  test('while the store is away requests go on to what answers them', async (t) => {
    const { ask, times, logged } = await limited(t, true);
    equal(await times(40, () => ask('192.0.2.1')), 40);
    match(logged[0] ?? '', /not limited/);
  });
});

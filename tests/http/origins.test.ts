import { deepEqual, equal } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { anyOrigin, preflight, siteOrigins } from '../../src/http/cors.ts';
import { isOriginAllowed } from '../../src/http/origin.ts';
import { securityHeaders } from '../../src/http/security-headers.ts';
import { refuse } from '../../src/refusal.ts';
import { serving } from './serving.ts';

describe('who may write', () => {
  const cases: readonly [origin: string | null, formTokenValid: boolean, allowed: boolean][] = [
    [null, false, true],
    ['https://blog.example', false, true],
    ['http://blog.example', false, true],
    ['https://BLOG.example', false, true],
    ['https://blog.example:8443', false, true],
    ['https://ported.example:8443', false, true],
    ['https://ported.example', false, false],
    ['https://comments.example', false, true],
    ['http://comments.example', false, false],
    ['https://evil.example', true, false],
    ['https://blog.example.evil.example', false, false],
    ['https://notblog.example', false, false],
    ['null', false, false],
    ['null', true, true],
    ['', false, false],
    ['file://blog.example', false, false],
    ['chrome-extension://blog.example', false, false],
    ['garbage', true, false],
  ];
  for (const [origin, formTokenValid, allowed] of cases) {
    test(`${origin ?? 'no Origin'}${formTokenValid ? ' with a form token' : ''}: ${allowed}`, () => {
      const siteHosts = ['blog.example', 'ported.example:8443'];
      equal(isOriginAllowed({ origin, siteHosts, publicUrl: 'https://comments.example/here', formTokenValid }), allowed);
    });
  }
});

const needs = {
  sites: { isHostOfAnySite: (origin: string) => origin === 'https://blog.example' },
  publicUrl: 'https://comments.example/here',
};
const open = (test: TestContext) =>
  serving(test, {
    first: [securityHeaders],
    doors: (app) => {
      app.options('/{*any}', preflight(needs));
      app.get('/read', anyOrigin, (_request, response) => void response.json({}));
      app.post('/write', siteOrigins(needs), () => refuse('duplicate'));
    },
  });

const from = async (test: TestContext, { method, path, origin }: { method: string; path: string; origin: string }) => {
  const answer = await fetch((await open(test)).url + path, { method, headers: { Origin: origin } });
  return { status: answer.status, allow: answer.headers.get('access-control-allow-origin'), headers: answer.headers };
};

test('anybody may read', async (t) => {
  const { allow, headers } = await from(t, { method: 'GET', path: '/read', origin: 'https://evil.example' });
  deepEqual([allow, headers.get('access-control-expose-headers')], ['*', 'ETag, Retry-After']);
});

test('a page of a site may read why its comment was refused', async (t) => {
  const { status, allow, headers } = await from(t, { method: 'POST', path: '/write', origin: 'https://blog.example' });
  deepEqual([status, allow, headers.get('vary')], [409, 'https://blog.example', 'Origin']);
});

describe('a preflight', () => {
  for (const origin of ['https://blog.example', 'https://comments.example']) {
    test(`from ${origin} is answered`, async (t) => {
      const { status, allow, headers } = await from(t, { method: 'OPTIONS', path: '/write', origin });
      deepEqual([status, allow], [204, origin]);
      equal(headers.get('access-control-allow-methods'), 'GET, POST, PATCH, DELETE');
      equal(headers.get('access-control-allow-headers'), 'Content-Type, Authorization, Idempotency-Key');
    });
  }

  for (const origin of ['https://evil.example', 'null']) {
    test(`from ${origin} allows nothing`, async (t) => {
      const { status, allow, headers } = await from(t, { method: 'OPTIONS', path: '/write', origin });
      deepEqual([status, allow, headers.get('access-control-allow-methods')], [204, null, null]);
    });
  }
});

test('every answer says what browsers must not do with it', async (t) => {
  for (const path of ['/read', '/nothing']) {
    const { headers } = await fetch((await open(t)).url + path);
    const names = ['x-content-type-options', 'content-security-policy', 'referrer-policy', 'x-frame-options'];
    deepEqual(
      names.map((name) => headers.get(name)),
      ['nosniff', "default-src 'none'; frame-ancestors 'none'", 'no-referrer', 'DENY'],
    );
  }
});

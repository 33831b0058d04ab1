import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { z } from 'zod';
import { problem } from '../../src/http/problem.ts';
import { requestLog } from '../../src/http/request-log.ts';
import { logTo } from '../../src/operating/log.ts';
import { createRequestCounts } from '../../src/operating/request-counts.ts';
import { type RefusalCode, refuse, refuseField } from '../../src/refusal.ts';
import { StoreAway } from '../../src/storage/store.ts';
import { serving } from './serving.ts';

const statuses: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  'sign-in-again': 403,
  'not-allowed': 403,
  'not-found': 404,
  'unknown-site': 404,
  'unknown-comment': 404,
  'method-not-allowed': 405,
  stale: 409,
  'idempotency-mismatch': 409,
  'too-large': 413,
  'too-long': 414,
  'unsupported-type': 415,
  'too-many-requests': 429,
  unavailable: 503,
  'thread-closed': 403,
  'origin-not-allowed': 403,
  'parent-not-approved': 403,
  'edit-window-over': 403,
  'unknown-parent': 404,
  duplicate: 409,
  'page-not-of-this-site': 422,
  'too-quick': 429,
  'already-set-up': 409,
};

/** Answers GET /fail by throwing that, later, as a handler does. */
async function failing(test: TestContext, fail: () => unknown) {
  const lines: string[] = [];
  const needs = {
    log: logTo({ write: (line) => void lines.push(line) }, 'info'),
    metrics: { requests: createRequestCounts() },
    newId: () => 'request-1',
  };
  const service = await serving(test, {
    first: [requestLog(needs)],
    doors: (app) =>
      app.get('/fail', async () => {
        await null;
        fail();
      }),
  });
  const answer = await fetch(`${service.url}/fail`);
  return { service, answer, body: (await answer.json()) as Record<string, unknown> };
}

describe('every refusal has its answer', () => {
  for (const [code, status] of Object.entries(statuses)) {
    test(`${code}: ${status}`, async (t) => {
      const { answer, body } = await failing(t, () => refuse(code as RefusalCode, { retryAfter: 4.2 }));
      equal(answer.status, status);
      equal(answer.headers.get('content-type'), 'application/problem+json');
      equal(answer.headers.get('retry-after'), '5');
      equal(answer.headers.get('cache-control'), 'no-store');
      deepEqual([body['code'], body['status'], body['type']], [code, status, 'about:blank']);
      match(String(body['detail']), /^[A-Z].*[.!]$/);
    });
  }
});

test('WordPress’ words', () => {
  equal(problem('duplicate').detail, "Duplicate comment detected; it looks as though you've already said that!");
  equal(problem('too-quick').detail, 'You are posting comments too quickly. Slow down.');
});

test('a 401 says how to authenticate', async (t) => {
  equal((await failing(t, () => refuse('unauthenticated'))).answer.headers.get('www-authenticate'), 'Bearer');
});

test('a field’s flaw is named', async (t) => {
  const { body } = await failing(t, () => refuseField('items.0.id', 'too-long', 'This is too long.'));
  deepEqual(body['errors'], [{ field: 'items.0.id', code: 'too-long', message: 'This is too long.' }]);
});

test('a schema’s complaints are named by field', async (t) => {
  const schema = z.strictObject({ site: z.string(), items: z.array(z.object({ id: z.string().max(3) })) });
  const { answer, body } = await failing(t, () => schema.parse({ items: [{ id: 'abcd' }, { id: 1 }], isAdmin: true }));
  equal(answer.status, 400);
  const errors = body['errors'] as { field: string; code: string }[];
  deepEqual(
    errors.map(({ field, code }) => [field, code]),
    [
      ['site', 'required'],
      ['items.0.id', 'too-big'],
      ['items.1.id', 'invalid-type'],
      ['isAdmin', 'unknown'],
    ],
  );
});

test('the store away: 503 with Retry-After, and its reason is not for the public', async (t) => {
  const { answer, body } = await failing(t, () => {
    throw new StoreAway('disk full at /secret/path');
  });
  equal(answer.status, 503);
  equal(answer.headers.get('retry-after'), '5');
  doesNotMatch(JSON.stringify(body), /secret/);
});

test('a bug: 500 with the request’s id, and the error in the log alone', async (t) => {
  const { answer, body, service } = await failing(t, () => {
    throw new TypeError('x is not a function of canary');
  });
  equal(answer.status, 500);
  deepEqual([body['code'], body['requestId'], answer.headers.get('x-request-id')], ['internal', 'request-1', 'request-1']);
  doesNotMatch(JSON.stringify(body), /canary/);
  equal(service.logged.length, 1);
  match(service.logged[0] ?? '', /"requestId":"request-1".*canary/);
});

test('an error when the answer is half out ends the connection', async (t) => {
  const service = await serving(t, {
    doors: (app) =>
      app.get('/', async (_request, response) => {
        response.write('half');
        throw new Error('late');
      }),
  });
  const answer = await fetch(service.url)
    .then((it) => it.text())
    .catch((error: Error) => error);
  equal(answer instanceof Error, true);
});

describe('addresses', () => {
  const routed = (test: TestContext) =>
    serving(test, {
      doors: (app) => {
        app.options('/{*any}', (_request, response) => void response.status(204).end());
        app.get('/things/:id', (_request, response) => void response.json({ thing: true }));
        app.patch('/things/:id', (_request, response) => void response.end());
        app.post('/things', (_request, response) => void response.end());
      },
    });
  const cases: readonly [method: string, path: string, status: number, allow: string | null][] = [
    ['PUT', '/things/1', 405, 'GET, PATCH, HEAD, OPTIONS'],
    ['DELETE', '/things', 405, 'POST, OPTIONS'],
    ['GET', '/things', 405, 'POST, OPTIONS'],
    ['HEAD', '/things', 405, 'POST, OPTIONS'],
    ['PROPFIND', '/things/1', 405, 'GET, PATCH, HEAD, OPTIONS'],
    ['GET', '/', 404, null],
    ['POST', '/nothing/at/all', 404, null],
    ['GET', '/things/%', 400, null],
    ['GET', '/things/%ff', 400, null],
    ['HEAD', '/things/1', 200, null],
    ['OPTIONS', '/things', 204, null],
  ];
  for (const [method, path, status, allow] of cases) {
    test(`${method} ${path}: ${status}`, async (t) => {
      const answer = await fetch((await routed(t)).url + path, { method });
      equal(answer.status, status);
      equal(answer.headers.get('allow'), allow);
      if (status >= 400) equal(answer.headers.get('content-type'), 'application/problem+json');
      if (method === 'HEAD') equal(await answer.text(), '');
    });
  }
});

test('who sits before a browser gets a page, a program and the API get problem+json', async (t) => {
  const { service } = await failing(t, () => refuse('too-many-requests', { retryAfter: 30, message: '<b>Too</b> much.' }));
  const browse = (path: string) => fetch(service.url + path, { headers: { Accept: 'text/html,*/*;q=0.8' } });
  const page = await browse('/fail');
  deepEqual(
    [page.status, page.headers.get('retry-after'), page.headers.get('vary'), page.headers.get('cache-control')],
    [429, '30', 'Accept', 'no-store'],
  );
  match(String(page.headers.get('content-security-policy')), /^default-src 'none'; style-src 'sha256-/);
  const text = await page.text();
  match(text, /<h1>&lt;b&gt;Too&lt;\/b&gt; much\.<\/h1>[\s\S]*again in 30 seconds/);
  match(await (await browse('/setup/nowhere')).text(), /<h1>There is nothing here\.<\/h1>[\s\S]*href="\.\.\/admin"/);
  for (const path of ['/api/v1/nothing', '/api/'])
    equal((await browse(path)).headers.get('content-type'), 'application/problem+json');
});

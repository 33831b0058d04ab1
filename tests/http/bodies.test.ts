import { deepEqual, equal } from 'node:assert/strict';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { formBody, jsonBody } from '../../src/http/json-body.ts';
import { serving, wireTo } from './serving.ts';

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

const bodies = (test: TestContext) =>
  serving(test, {
    doors: (app) => {
      app.post('/json', jsonBody(), (request, response) => void response.json({ got: request.body ?? null }));
      app.post('/form', formBody(), (request, response) => void response.json({ got: request.body ?? null }));
    },
  });

async function post(
  test: TestContext,
  path: string,
  { body, type, headers = {} }: { body: string | Buffer<ArrayBuffer>; type: string; headers?: Record<string, string> },
) {
  const { url } = await bodies(test);
  const answer = await fetch(url + path, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });
  return { status: answer.status, body: (await answer.json()) as Problem & { got: unknown } };
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

describe('JSON', () => {
  test('is taken, with a charset that says UTF-8', async (t) => {
    const { status, body } = await post(t, '/json', {
      body: '{"a":["ü😀",1e300,null]}',
      type: 'Application/JSON; charset="UTF-8"',
    });
    equal(status, 200);
    deepEqual(body.got, { a: ['ü😀', 1e300, null] });
  });

  test('need not come', async (t) => {
    const { url } = await bodies(t);
    deepEqual(await (await fetch(`${url}/json`, { method: 'POST' })).json(), { got: null });
  });

  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const refused: readonly [what: string, body: string | Buffer<ArrayBuffer>, type: string, status: number, code: string][] = [
    ['broken', '{"a":', json, 400, 'invalid'],
    ['empty but announced', ' ', json, 400, 'invalid'],
    ['no UTF-8', bytes('22ff22'), json, 400, 'invalid'],
    ['of no type', Buffer.from('{}'), '', 415, 'unsupported-type'],
    ['as text', '{}', 'text/plain', 415, 'unsupported-type'],
    ['as a form', 'a=1', form, 415, 'unsupported-type'],
    ['in UTF-16', '{}', `${json}; charset=utf-16`, 415, 'unsupported-type'],
    ['in UTF-7', '{}', `${json};charset=utf-7`, 415, 'unsupported-type'],
    ['of 256 KB and a byte', `"${'a'.repeat(256 * 1024 - 1)}"`, json, 413, 'too-large'],
  ];
  for (const [what, body, type, status, code] of refused) {
    test(`${what}: ${status} ${code}`, async (t) => {
      const answer = await post(t, '/json', { body, type });
      equal(answer.status, status);
      equal(answer.body.code, code);
    });
  }

  test('of 256 KB is taken', async (t) => {
    equal((await post(t, '/json', { body: `"${'a'.repeat(256 * 1024 - 2)}"`, type: json })).status, 200);
  });

  test('compressed is refused, however small', async (t) => {
    const answer = await post(t, '/json', { body: gzipSync('{}'), type: json, headers: { 'Content-Encoding': 'gzip' } });
    equal(answer.status, 415);
  });
});

describe('what no field may hold is refused with its place', () => {
  const cases: readonly [what: string, body: string, field: string, code: string][] = [
    ['NUL', '{"a":{"b":["x","y\\u0000"]}}', 'a.b.1', 'bad-character'],
    ['half of a surrogate pair', '{"text":"\\ud800"}', 'text', 'bad-character'],
    ['the other half', '{"text":"a\\udc00b"}', 'text', 'bad-character'],
    ['NUL in a name', '{"a":{"\\u0000":1}}', 'a', 'unknown'],
    ['a key that reaches the prototype', '{"__proto__":{"admin":true}}', '', 'unknown'],
    ['the same, deeper', '{"a":[{"__proto__":1}]}', 'a.0', 'unknown'],
    ['21 levels', `${'['.repeat(22)}${']'.repeat(22)}`, '0.0.0', 'too-deep'],
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, '0.0.0', 'too-deep'],
    ['the same of objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 'a.a.a', 'too-deep'],
  ];
  for (const [what, body, field, code] of cases) {
    test(what, async (t) => {
      const answer = await post(t, '/json', { body, type: json });
      equal(answer.status, 400);
      equal(answer.body.code, 'invalid');
      deepEqual(
        answer.body.errors?.map((error) => [error.field, error.code]),
        [[field, code]],
      );
    });
  }

  test('20 levels are fine', async (t) => {
    equal((await post(t, '/json', { body: `${'['.repeat(20)}1${']'.repeat(20)}`, type: json })).status, 200);
  });
});

describe('forms', () => {
  test('are flat texts', async (t) => {
    const { body } = await post(t, '/form', { body: 'name=J%C3%BCrgen+K&a%5Bb%5D=c&empty=', type: form });
    deepEqual(body.got, { name: 'Jürgen K', 'a[b]': 'c', empty: '' });
  });

  const refused: readonly [what: string, body: string, field: string | undefined][] = [
    ['a field that comes twice', 'a=1&b=2&a=3', 'a'],
    ['NUL', 'a=x%00', 'a'],
    ['a key that reaches the prototype', '__proto__=1', ''],
    ['a thousand fields', Array.from({ length: 1_000 }, (_, at) => `a${at}=1`).join('&'), undefined],
  ];
  for (const [what, body, field] of refused) {
    test(`${what}: 400`, async (t) => {
      const answer = await post(t, '/form', { body, type: form });
      equal(answer.status, 400);
      equal(answer.body.errors?.[0]?.field, field);
    });
  }

  test('JSON is none', async (t) => equal((await post(t, '/form', { body: '{}', type: json })).status, 415));
});

test('a client that goes in the middle of its body is no error of ours', async (t) => {
  const service = await bodies(t);
  const wire = await wireTo(service);
  const asked = once(service.http.server, 'request');
  wire.socket.write(`POST /json HTTP/1.1\r\nHost: a\r\nContent-Type: ${json}\r\nContent-Length: 100\r\n\r\n{"a"`);
  const [request] = await asked;
  const gone = once(request, 'close').catch(() => undefined);
  wire.socket.destroy();
  await gone;
  deepEqual(service.logged, []);
});

import { equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { jsonBody } from '../../src/http/json-body.ts';
import { closeServer } from '../../src/http/server.ts';
import { type Serving, serving, until, wireTo } from './serving.ts';

const codeOf = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code;
const echo = (test: TestContext) =>
  serving(test, {
    doors: (app) => app.post('/echo', jsonBody(), (request, response) => void response.json(request.body ?? null)),
  });

describe('what arrives too slowly', { concurrency: true }, () => {
  test('headers are waited for 5 seconds, then 408', async (t) => {
    const wire = await wireTo(await echo(t), 'GET /echo HTTP/1.1\r\nHost: a\r\n');
    const began = performance.now();
    const answer = await wire.closed();
    equal(answer.status, 408);
    equal(codeOf(answer.body), 'invalid');
    ok(performance.now() - began < 12_000);
  });

  test('a body is waited for 15 seconds from the request’s first byte, then 408', async (t) => {
    const wire = await wireTo(
      await echo(t),
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    const began = performance.now();
    equal((await wire.closed()).status, 408);
    ok(performance.now() - began < 30_000);
  });
});

describe('what Node’s parser refuses is problem+json too', () => {
  const cases: readonly [what: string, sent: string, status: number, code: string][] = [
    ['a head of more than 32 KB', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(33_000)}\r\n\r\n`, 414, 'too-long'],
    ['an address of more than 32 KB', `GET /${'a'.repeat(33_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414, 'too-long'],
    ['no HTTP at all', 'hello\r\n\r\n', 405, 'method-not-allowed'],
    ['a method that is none', 'FROBNICATE / HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'method-not-allowed'],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: a\r\nb\u0001d: c\r\n\r\n', 400, 'invalid'],
    [
      'a length and chunks at once (request smuggling)',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'invalid',
    ],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid'],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nConnection: close\r\n\r\n', 400, 'invalid'],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'method-not-allowed'],
  ];
  for (const [what, sent, status, code] of cases) {
    test(what, async (t) => {
      const answer = await (await wireTo(await echo(t), sent)).closed();
      equal(answer.status, status);
      equal(answer.headers['content-type'], 'application/problem+json');
      equal(codeOf(answer.body), code);
    });
  }

  test('a head just below 32 KB is taken', async (t) => {
    const { url } = await echo(t);
    equal((await fetch(`${url}/echo?${'a'.repeat(31_000)}`, { method: 'POST' })).status, 200);
  });
});

const gigabyte = 1024 ** 3;
const json = { 'Content-Type': 'application/json' };

/** Sends until the socket breaks or an answer came; answers what came, and what the server read of it. */
async function flood(service: Serving, headers: Record<string, string | number>) {
  const [client, [accepted]] = await Promise.all([wireTo(service), once(service.http.server, 'connection') as Promise<[Socket]>]);
  const chunked = !('Content-Length' in headers);
  const lines = Object.entries({ ...headers, ...(chunked && { 'Transfer-Encoding': 'chunked' }) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const began = performance.now();
  client.socket.write(`POST /echo HTTP/1.1\r\nHost: a\r\n${lines.join('')}\r\n`);
  const piece = Buffer.alloc(65_536, ' ');
  const send = () => {
    while (
      client.socket.writable &&
      client.socket.write(chunked ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece)
    );
  };
  client.socket.on('drain', send);
  send();
  const answer = await client.closed();
  await until(() => accepted.destroyed);
  return { answer, read: accepted.bytesRead, ms: performance.now() - began };
}

describe('a gigabyte is refused soon, having read less than one megabyte, and the answer arrives', () => {
  const cases: readonly [what: string, headers: Record<string, string | number>, status: number, code: string][] = [
    ['of announced length', { ...json, 'Content-Length': gigabyte }, 413, 'too-large'],
    ['in chunks', json, 413, 'too-large'],
    ['behind gzip', { ...json, 'Content-Encoding': 'gzip' }, 415, 'unsupported-type'],
    [
      'behind gzip, of announced length',
      { ...json, 'Content-Encoding': 'gzip', 'Content-Length': gigabyte },
      415,
      'unsupported-type',
    ],
    ['of an unknown type', { 'Content-Type': 'application/x-bomb', 'Content-Length': gigabyte }, 415, 'unsupported-type'],
    ['of no type, in chunks', {}, 415, 'unsupported-type'],
  ];
  for (const [what, headers, status, code] of cases) {
    test(what, async (t) => {
      const { answer, read, ms } = await flood(await echo(t), headers);
      equal(answer.status, status);
      equal(codeOf(answer.body), code);
      match(answer.headers['connection'] ?? '', /close/);
      ok(read < 1024 ** 2, `${read} bytes read`);
      ok(ms < 5_000, `${ms} ms`);
    });
  }

  test('where nothing takes a body', async (t) => {
    const service = await serving(t, { doors: () => undefined });
    const { answer, read } = await flood(service, json);
    equal(answer.status, 404);
    ok(read < 1024 ** 2);
  });
});

test('a connection lives on after a body that was read', async (t) => {
  const wire = await wireTo(await echo(t));
  const post = 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n';
  wire.socket.write(`${post}\r\n{}`);
  await once(wire.socket, 'data');
  wire.socket.write(`${post}Connection: close\r\n\r\n{}`);
  equal((await wire.closed()).body.match(/HTTP\/1.1 200/g)?.length, 1);
});

describe('closing', () => {
  test('accepts nothing more, lets what is running finish, and ends', async (t) => {
    let finish = () => {};
    const service = await serving(t, {
      doors: (app) =>
        app.get('/slow', (_request, response) => {
          finish = () => response.end('done');
        }),
    });
    const running = fetch(`${service.url}/slow`);
    const asked = once(service.http.server, 'request');
    await asked;
    const closed = closeServer(service.http);
    await until(() => !service.http.server.listening);
    const refused = await fetch(service.url).catch((error: Error) => error);
    ok(refused instanceof Error);
    finish();
    equal(await (await running).text(), 'done');
    await closed;
  });

  test('cuts what does not finish', async (t) => {
    const service = await serving(t, { doors: (app) => app.get('/never', () => undefined) });
    const asked = once(service.http.server, 'request');
    const hanging = fetch(`${service.url}/never`).catch((error: Error) => error);
    await asked;
    await closeServer(service.http, 50);
    ok((await hanging) instanceof Error);
  });
});

test('until the service is built, 503 with Retry-After', async (t) => {
  const { createHttpServer, listenAt } = await import('../../src/http/server.ts');
  const http = createHttpServer();
  t.after(() => closeServer(http, 50));
  const answer = await fetch(await listenAt(http, { host: '127.0.0.1', port: 0 }));
  equal(answer.status, 503);
  equal(answer.headers.get('retry-after'), '1');
  equal(codeOf(await answer.text()), 'unavailable');
});

test('an answer under way is cut rather than followed by another when what comes behind it is broken', async (t) => {
  const service = await serving(t, {
    doors: (app) => app.get('/', (_request, response) => void response.set('Content-Length', '9').write('half')),
  });
  const wire = await wireTo(service, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(wire.socket, 'data');
  wire.socket.write('broken\r\n\r\n');
  equal((await wire.closed()).body, 'half');
});

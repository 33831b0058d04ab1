import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { requestIdOf } from '../../src/http/request-id.ts';
import { requestLog } from '../../src/http/request-log.ts';
import { logTo } from '../../src/operating/log.ts';
import type { RequestCounts } from '../../src/operating/request-counts.ts';
import { serving, until, wireTo } from './serving.ts';

async function logged(
  test: TestContext,
  { level = 'debug', trustProxy = false }: { level?: 'debug' | 'info'; trustProxy?: boolean | string } = {},
) {
  const lines: Record<string, unknown>[] = [];
  const counted: unknown[][] = [];
  const requests: RequestCounts = {
    of: (method, route) => ({ count: (status, seconds) => void counted.push([method, route, status, seconds !== null]) }),
  };
  const log = logTo({ write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }, level);
  const service = await serving(test, {
    trustProxy,
    first: [requestLog({ log, metrics: { requests }, newId: () => 'made-here' })],
    doors: (app) => {
      app.get('/things/:id', (_request, response) => void response.send(requestIdOf(response)));
      app.post('/things/:id', (_request, response) => void response.status(201).end());
      app.get('/stream', (_request, response) => void response.type('text/event-stream').write(': here\n\n'));
    },
  });
  return { ...service, lines, counted };
}

test('a request is logged by its route, status and time, never by its address, query or body', async (t) => {
  const service = await logged(t);
  await (await fetch(`${service.url}/things/7?email=canary@example.org`, { method: 'POST', body: 'canary' })).text();
  await until(() => service.lines.length === 1);
  const { method, route, status, ms, requestId, msg } = service.lines[0] ?? {};
  deepEqual([method, route, status, typeof ms, requestId, msg], ['POST', '/things/:id', 201, 'number', 'made-here', 'request']);
  doesNotMatch(JSON.stringify(service.lines), /canary|\/things\/7/);
  deepEqual(service.counted, [['POST', '/things/:id', 201, true]]);
});

test('what was read without trouble is counted, and logged only at debug', async (t) => {
  const service = await logged(t, { level: 'info' });
  await (await fetch(`${service.url}/things/7`)).text();
  await (await fetch(`${service.url}/nothing/canary`)).text();
  await until(() => service.counted.length === 2);
  deepEqual(service.counted, [
    ['GET', '/things/:id', 200, true],
    ['GET', 'none', 404, true],
  ]);
  deepEqual(
    service.lines.map(({ route }) => route),
    ['none'],
  );
});

test('a reader who leaves an event stream is counted, and how long they stayed is not', async (t) => {
  const service = await logged(t);
  const wire = await wireTo(service, 'GET /stream HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(wire.socket, 'data');
  wire.socket.destroy();
  await until(() => service.counted.length === 1);
  deepEqual(service.counted, [['GET', '/stream', 499, false]]);
});

const idFor = async (test: TestContext, given: string, trustProxy: boolean | string) => {
  const { url } = await logged(test, { trustProxy });
  return (await fetch(`${url}/things/1`, { headers: { 'X-Request-Id': given } })).text();
};

test('a trusted proxy’s request id is taken', async (t) =>
  equal(await idFor(t, 'from-the-proxy.1', 'loopback'), 'from-the-proxy.1'));
test('nobody else’s', async (t) => equal(await idFor(t, 'from-anybody.1', false), 'made-here'));
test('nor one that would garble a log', async (t) => match(await idFor(t, 'a b\tc<script>', 'loopback'), /^made-here$/));

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { commandLineIn } from '../support/command.ts';
import { ask, post } from '../support/reader.ts';
import { requireRefused } from '../support/refused.ts';
import { running } from '../support/running.ts';
import { startService } from '../support/service-process.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

describe('/metrics', () => {
  test('asks for the token when one is set, and for no other', async (t) => {
    const service = await running(t, { env: { METRICS_TOKEN: 'a-token-for-metrics' } });
    const owner = await service.token('owner');
    const asked = (authorization: string | null) =>
      fetch(`${service.url}/metrics`, { headers: authorization === null ? {} : { Authorization: authorization } });
    const refused = [
      null,
      'Bearer',
      'Bearer a-token-for-metric',
      'Bearer a-token-for-metrics2',
      'Basic a-token-for-metrics',
      `Bearer ${owner}`,
    ];
    for (const authorization of refused)
      await requireRefused(await asked(authorization), { status: 401, code: 'unauthenticated' }, String(authorization));
    const answer = await asked('Bearer a-token-for-metrics');
    equal(answer.status, 200);
    match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  });

  test('counts requests by route and status and tells the state of queue, jobs and store, and no one’s name', async (t) => {
    const service = await running(t, { settings: { holdUnknownAuthors: true } });
    await post(service, { text: 'Waits', name: 'Canary', email: 'canary@example.org' });
    await ask(service, '/api/v1/counts?site=nope&url=https://blog.example/canary');
    const said = await (await fetch(`${service.url}/metrics`)).text();
    match(said, /^\w*requests_total\{.*route="\/api\/v1\/comments".*status="202".*\} 1$/m);
    match(said, /^\w*requests_total\{.*route="\/api\/v1\/counts".*status="404".*\} 1$/m);
    match(said, /^# TYPE \w*duration_seconds histogram$/m);
    match(said, /^\w+\{.*status="pending".*\} 1$/m);
    for (const about of [/jobs/, /store\w*_seconds/]) match(said, new RegExp(`^# TYPE \\w*${about.source}`, 'm'));
    ok(!/canary/i.test(said));
  });
});

test('/readyz says so while the service is closing, and /healthz goes on', async (t) => {
  const service = await running(t);
  equal((await ask(service, '/readyz')).status, 200);
  service.service.startClosing();
  const answer = await ask(service, '/readyz');
  deepEqual([answer.status, answer.body.code], [503, 'unavailable']);
  ok(Number(answer.headers.get('Retry-After')) > 0);
  equal((await ask(service, '/healthz')).status, 200);
});

test('SIGTERM: what is running is answered, nothing more is taken, and the process ends with 0', {
  timeout: 60_000,
}, async (t) => {
  const cli = await commandLineIn(t, { SECRET: 'a secret for this test, of enough characters' });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  const service = await startService({ folder: cli.folder, main, env: cli.env });
  t.after(() => service.kill());
  const port = Number(new URL(service.url).port);
  const body = JSON.stringify({
    site: 'blog',
    url: 'https://blog.example/a',
    name: 'A',
    email: 'a@example.org',
    text: 'In flight',
  });
  const socket = connect(port, '127.0.0.1');
  const head = `POST /api/v1/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`;
  socket.write(head);
  // It is being read: the service says so before the rest comes.
  await once(socket, 'data');
  const answer = text(socket);
  const ended = service.stop();
  const isRefused = async () => {
    const other = connect(port, '127.0.0.1');
    const refused = await Promise.race([once(other, 'connect').then(() => false), once(other, 'error').then(() => true)]).catch(
      () => true,
    );
    other.destroy();
    return refused;
  };
  while (!(await isRefused()));
  socket.write(body);
  match(await answer, /^HTTP\/1\.1 202 .*"status":"pending"/s);
  equal(await ended, 0);
  match(service.output(), /"msg":"closing"[\s\S]*"msg":"closed"/);
});

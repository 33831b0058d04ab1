import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, type TestContext, test } from 'node:test';
import { operations } from '../../src/wire/operations.ts';
import { post } from '../support/reader.ts';
import { requireRefused } from '../support/refused.ts';
import { refusesByStatus, send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

const open = (test: TestContext) => running(test, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE', 'QUERY'];

/** fetch takes neither TRACE nor a raw path. */
async function raw({ url }: { readonly url: string }, head: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${head}\r\nHost: blog.example\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test('a method that an address does not take is refused with those it takes', async (t) => {
  const service = await open(t);
  const sounds = await soundRequests(service);
  const before = await storedIn(service);
  for (const { path, operation, label } of sounds) {
    const taken = operations.filter((other) => other.path === operation.path).map(({ method }) => method.toUpperCase());
    for (const method of methods.filter((one) => !taken.includes(one))) {
      const answer = await raw(service, `${method} ${path} HTTP/1.1`);
      match(answer, /^HTTP\/1\.1 405 /, `${method} at ${label}`);
      // No pingback client reads a problem.
      const isPlain = path.startsWith('/pingback/');
      match(
        answer,
        isPlain ? /\r\nContent-Type: text\/plain/i : /\r\nContent-Type: application\/problem\+json\r\n/i,
        `${method} at ${label}`,
      );
      match(answer, isPlain ? /by POST/ : /"code":"method-not-allowed"/);
      const allow = /\r\nAllow: (.*)\r\n/i.exec(answer)?.[1]?.split(', ') ?? [];
      deepEqual(allow.filter((one) => one !== 'HEAD' && one !== 'OPTIONS').sort(), [...taken].sort(), `${method} at ${label}`);
    }
  }
  deepEqual(await storedIn(service), before);
});

test('HEAD is answered like GET, without a body and with an end', async (t) => {
  const service = await open(t);
  for (const { path, query, label, operation, headers } of await soundRequests(service)) {
    if (operation.method !== 'get' || path === '/demo') continue;
    const answer = await fetch(`${service.url}${path}?${new URLSearchParams(query)}`, { method: 'HEAD', headers });
    equal(answer.status, 200, label);
    equal(await answer.text(), '');
  }
});

test('a body of another type, charset or encoding is refused at every operation, and so is one that is not what it says', async (t) => {
  const service = await open(t);
  const taking = (await soundRequests(service)).filter(({ body }) => body !== null);
  const before = await storedIn(service);
  for (const sound of taking) {
    const own = sound.operation.body?.type ?? '';
    const types = ['', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml', `${own}; charset=utf-16`, `${own}x`];
    const unsupported = { status: 415, code: 'unsupported-type' } as const;
    for (const type of types)
      await requireRefused(
        await send(service, sound, { headers: { 'Content-Type': type } }),
        unsupported,
        `${sound.label} as ${type}`,
      );
    for (const encoding of ['gzip', 'br', 'deflate', 'nonsense']) {
      await requireRefused(
        await send(service, sound, { headers: { 'Content-Encoding': encoding } }),
        unsupported,
        `${sound.label} as ${encoding}`,
      );
    }
    const large = { status: 413, code: 'too-large' } as const;
    await requireRefused(await send(service, sound, { body: 'x'.repeat(256 * 1024 + 1) }), large, sound.label);
  }
  deepEqual(await storedIn(service), before);
});

describe('ids in addresses', () => {
  const bad = [
    'x',
    '0',
    '%00',
    '%20',
    '__proto__',
    'constructor',
    '..%2f..%2fetc',
    '01jd9z8k3v4t5w6x7y8z9a0b1c',
    'a'.repeat(5_000),
    '%F0%9F%92%A9',
    '{"$gt":""}',
    '[]',
  ];
  test('that are none are refused or unknown', async (t) => {
    const service = await open(t);
    for (const sound of (await soundRequests(service)).filter((one) => one.operation.params && refusesByStatus(one))) {
      const pattern = sound.operation.path;
      for (const id of bad) {
        const path = pattern.replace(/\{\w+\}/, encodeURI(id).replaceAll('%25', '%'));
        const answer = await send(service, { ...sound, path });
        const { status } = answer;
        const problem = (await answer.json()) as { code: string };
        ok([400, 404].includes(status), `${sound.label} with ${id}: ${status} ${JSON.stringify(problem)}`);
        ok(
          ['invalid', 'not-found', 'unknown-site', 'unknown-comment'].includes(problem.code),
          `${sound.label} with ${id}: ${problem.code}`,
        );
      }
    }
  });

  test('that are well formed and nobody’s are unknown', async (t) => {
    const service = await open(t);
    for (const sound of (await soundRequests(service)).filter(({ operation }) => operation.params?.shape['id'])) {
      const path = sound.operation.path.replace('{id}', '01JD9Z8K3V4T5W6X7Y8Z9A0B1C').replace('{site}', 'blog');
      const answer = await send(service, { ...sound, path });
      const code = sound.operation.path.includes('/comments/') ? 'unknown-comment' : 'not-found';
      await requireRefused(answer, { status: 404, code }, sound.label);
    }
  });

  test('with a bad percent-escape are refused', async (t) => {
    const service = await open(t);
    for (const { operation } of await soundRequests(service)) {
      if (!operation.params) continue;
      for (const id of ['%', '%zz', '%ff', '%c0%ae', '%ed%a0%80']) {
        const answer = await raw(service, `${operation.method.toUpperCase()} ${operation.path.replace(/\{\w+\}/, id)} HTTP/1.1`);
        match(answer, /^HTTP\/1\.1 400 /, `${operation.path} with ${id}`);
        match(answer, /"code":"invalid"/);
      }
    }
  });
});

describe('headers', () => {
  test('an Idempotency-Key out of form is refused by name', async (t) => {
    const service = await open(t);
    for (const key of ['', 'short', 'x'.repeat(129), 'with some spaces in it', 'ümlauts-in-the-key-here']) {
      const answer = await fetch(`${service.url}/api/v1/comments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': Buffer.from(key).toString('latin1') },
        body: JSON.stringify({ site: 'blog', url: 'https://blog.example/a', name: 'A', email: 'a@example.org', text: 'Hi' }),
      });
      await requireRefused(answer, { status: 400, code: 'invalid', field: 'idempotency-key' }, key);
    }
    equal((await storedIn(service))['comments']?.length, 0);
  });

  test('credentials that are none are refused where anybody may ask as well', async (t) => {
    const service = await open(t);
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Bearer nonsense',
      'Basic YTpi',
      'bt_x',
      `Bearer ${'x'.repeat(10_000)}`,
      'Bearer {"$gt":""}',
    ]) {
      const answer = await post(service, { text: 'Hi' }, { headers: { Authorization: authorization } });
      deepEqual([answer.status, answer.body.code], [401, 'unauthenticated'], authorization);
    }
  });

  test('nonsense in the others changes nothing', async (t) => {
    const service = await open(t);
    const { url } = service;
    const headers = [
      { 'Accept-Encoding': `${'br;q=0.00001,'.repeat(900)}*` },
      { 'If-None-Match': `W/"${'x'.repeat(9_000)}"` },
      { 'If-None-Match': '*, "' },
      { 'X-Forwarded-For': `${'1.2.3.4, '.repeat(900)}x` },
      { 'X-Forwarded-For': '::::' },
      { Origin: 'https://[', Accept: 'x/y;q=9' },
      { 'Last-Event-ID': '{"$gt":""}' },
      { Range: 'bytes=0-0,-1' },
    ];
    for (const one of headers) {
      const answer = await fetch(`${url}/api/v1/thread?site=blog&url=https://blog.example/a`, {
        headers: one as Record<string, string>,
      });
      ok(answer.status === 200 || answer.status === 304, `${JSON.stringify(one).slice(0, 80)}: ${answer.status}`);
      await answer.text();
    }
  });
});

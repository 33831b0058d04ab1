import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { request } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { makeReady } from '../../src/comments/ready-bytes.ts';
import { anyOrigin } from '../../src/http/cors.ts';
import { hotReads } from '../../src/http/hot-reads.ts';
import { encodingFor, namesTag } from '../../src/http/negotiate.ts';
import { securityHeaders } from '../../src/http/security-headers.ts';
import { sendBuilt, sendReady } from '../../src/http/send.ts';
import type { RequestCounts } from '../../src/operating/request-counts.ts';
import { serving } from './serving.ts';

describe('Accept-Encoding', () => {
  const cases: readonly [header: string | undefined, encoding: string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP;Q=0.5', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0.8, gzip;q=0.8', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['gzip;q=1.0, identity; q=0.5, *;q=0', 'gzip'],
    ['identity, gzip;q=0.1', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['identity;q=0, gzip;q=0', 'identity'],
    ['zstd', 'identity'],
    ['brotli, gzipped', 'identity'],
    ['br;q=nonsense', 'identity'],
    ['br;q=7', 'identity'],
    [`gzip,${' '.repeat(300)}br`, 'br'],
  ];
  for (const [header, encoding] of cases)
    test(`${header?.slice(0, 60) ?? 'none'}: ${encoding}`, () => equal(encodingFor(header), encoding));

  test('no number of invented headers fills the memory or changes an answer', () => {
    for (let at = 0; at < 5_000; at += 1) encodingFor(`x-${at}, br`);
    equal(encodingFor('x-4999, br'), 'br');
  });
});

describe('If-None-Match against "abc"', () => {
  const cases: readonly [header: string, named: boolean][] = [
    ['"abc"', true],
    ['W/"abc"', true],
    ['*', true],
    [' * ', true],
    ['"x", "abc"', true],
    ['"x",W/"abc" , "y"', true],
    ['"x"', false],
    ['abc', false],
    ['"abc', false],
    ['"ab"', false],
    ['"abcd"', false],
    ['"x, abc"', false],
    ['', false],
  ];
  for (const [header, named] of cases) test(`${header}: ${named}`, () => equal(namesTag(header, '"abc"'), named));
});

const text = JSON.stringify({
  comments: Array.from({ length: 200 }, (_, at) => ({ id: at, html: `<p>Comment number ${at}</p>` })),
});
const target = '/api/v1/thread?site=blog&url=a';

/** The same ready bytes at two addresses: one that is known ahead of Express, one that only its route answers. */
async function reading(test: TestContext) {
  const ready = await makeReady(Buffer.from(text), { sMaxAge: 0 });
  const counted: unknown[][] = [];
  const requests: RequestCounts = { of: (method, route) => ({ count: (status) => void counted.push([method, route, status]) }) };
  const service = await serving(test, {
    first: [securityHeaders],
    doors: (app) => {
      app.get('/api/v1/thread', anyOrigin, (request, response) => sendReady(request, response, ready));
      app.get('/built', anyOrigin, (request, response) => sendBuilt(request, response, { json: JSON.parse(text), sMaxAge: 60 }));
      app.get('/small', anyOrigin, (request, response) =>
        sendBuilt(request, response, { body: Buffer.from('<feed/>'), type: 'application/atom+xml', sMaxAge: 0 }),
      );
    },
  });
  service.http.answerWith(
    hotReads({ threads: { peek: (asked) => (asked === target ? ready : undefined) }, app: service.app, metrics: { requests } }),
  );
  return { ...service, ready, counted };
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    asked.on('error', reject).end();
  });
}

const plain = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };

describe('a ready thread', () => {
  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    test(`in ${encoding}: the bytes, and Express would have said the same`, async (t) => {
      const { url, ready, counted } = await reading(t);
      const hot = await get(url + target, { 'Accept-Encoding': encoding });
      equal(plain[encoding](hot.body).toString(), text);
      equal(hot.headers['etag'], ready[encoding].etag);
      equal(hot.headers['cache-control'], 'no-cache');
      equal(hot.headers['vary'], 'Accept-Encoding');
      equal(hot.headers['access-control-allow-origin'], '*');
      deepEqual(counted, [['GET', '/api/v1/thread', 200]]);
      const cold = await get(`${url}${target}&`, { 'Accept-Encoding': encoding });
      equal(counted.length, 1);
      deepEqual({ ...cold, headers: { ...cold.headers, date: '' } }, { ...hot, headers: { ...hot.headers, date: '' } });
    });
  }

  test('unchanged: 304 for the tag of any of its forms, and Express would have said the same', async (t) => {
    const { url, ready, counted } = await reading(t);
    for (const { etag } of [ready.br, ready.gzip, ready.identity]) {
      const asked = { 'Accept-Encoding': 'br', 'If-None-Match': `"old", W/${etag}` };
      const hot = await get(url + target, asked);
      deepEqual([hot.status, hot.headers['etag'], hot.headers['content-type'], hot.body.length], [304, etag, undefined, 0]);
      const cold = await get(`${url}${target}&`, asked);
      deepEqual({ ...cold, headers: { ...cold.headers, date: '' } }, { ...hot, headers: { ...hot.headers, date: '' } });
    }
    equal(counted.filter(([, , status]) => status === 304).length, 3);
    equal((await get(url + target, { 'If-None-Match': '"old"' })).status, 200);
  });

  test('HEAD has the same headers and no body', async (t) => {
    const { url } = await reading(t);
    const head = await get(url + target, {}, 'HEAD');
    const whole = await get(url + target);
    deepEqual([head.status, head.body.length], [200, 0]);
    deepEqual({ ...head.headers, date: '' }, { ...whole.headers, date: '' });
  });

  test('other methods go to Express', async (t) => {
    const { url } = await reading(t);
    equal((await get(url + target, {}, 'DELETE')).status, 405);
  });

  test('every form has a tag of its own', async (t) => {
    const { ready } = await reading(t);
    equal(new Set([ready.br.etag, ready.gzip.etag, ready.identity.etag]).size, 3);
    equal(ready.bytes, ready.br.body.length + ready.gzip.body.length + text.length);
  });

  test('of a few bytes is never sent longer than it is', async () => {
    const small = await makeReady(Buffer.from('{}'), { sMaxAge: 0 });
    equal(small.br.body.toString(), '{}');
    equal(small.br.headers.includes('Content-Encoding'), false);
  });
});

describe('what is built for one request', () => {
  test('is compressed, tagged, and not modified the next time', async (t) => {
    const { url } = await reading(t);
    const built = await get(`${url}/built`, { 'Accept-Encoding': 'br' });
    equal(brotliDecompressSync(built.body).toString(), text);
    equal(built.headers['cache-control'], 'public, max-age=0, must-revalidate, s-maxage=60');
    const etag = String(built.headers['etag']);
    const again = await get(`${url}/built`, { 'Accept-Encoding': 'br', 'If-None-Match': etag });
    deepEqual([again.status, again.body.length, again.headers['etag']], [304, 0, etag]);
    const gzip = await get(`${url}/built`, { 'Accept-Encoding': 'gzip', 'If-None-Match': etag });
    equal(gunzipSync(gzip.body).toString(), text);
    notEqual(gzip.headers['etag'], etag);
  });

  test('is sent as it is when it is small', async (t) => {
    const { url } = await reading(t);
    const small = await get(`${url}/small`, { 'Accept-Encoding': 'br' });
    deepEqual(
      [small.body.toString(), small.headers['content-type'], small.headers['content-encoding']],
      ['<feed/>', 'application/atom+xml', undefined],
    );
  });

  test('HEAD has its headers and no body', async (t) => {
    const { url } = await reading(t);
    const head = await get(`${url}/built`, {}, 'HEAD');
    deepEqual([head.status, head.body.length, head.headers['content-length']], [200, 0, String(text.length)]);
  });
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createPace } from '../../src/net/pace.ts';
import { createSafeFetch, type Fetched } from '../../src/net/safe-fetch.ts';
import { otherSite } from '../support/other-sites.ts';

const mebibyte = 1024 * 1024;
const free = { hit: async () => ({ hits: 1, resetAt: 0 }) };

async function fetcher(t: TestContext) {
  const other = await otherSite(t);
  const rules = { allow: [other.pair], ports: [80, 443] };
  const closing = new AbortController();
  const fetchPage = createSafeFetch({
    rules,
    userAgent: 'Backtalk (+https://talk.example)',
    pace: createPace({ counters: free, now: () => 0 }),
    closing: closing.signal,
  });
  return { other, fetchPage, closing };
}

function answered(fetched: Fetched) {
  ok(fetched.outcome === 'answered', fetched.outcome);
  return fetched;
}

test('a page is asked for with our name, and comes with its status, type and final address', async (t) => {
  const { other, fetchPage } = await fetcher(t);
  let agent = '';
  other.answer('/a?b=1', ({ headers }, response) => {
    agent = headers['user-agent'] ?? '';
    response.writeHead(203, { 'Content-Type': 'text/html' }).end('Here');
  });
  other.answer('/old', { status: 301, headers: { Location: '/a?b=1' } });
  const { status, url, body, redirects } = answered(await fetchPage({ url: `${other.url}/old#part` }));
  deepEqual([status, url, String(body), redirects], [203, `${other.url}/a?b=1`, 'Here', 1]);
  match(agent, /^Backtalk \(\+https:\/\/talk\.example\)/);
});

describe('a body is decoded, and read to a mebibyte', () => {
  const bytes = Buffer.alloc(300_000, 'words ');
  const codings = {
    gzip: gzipSync(bytes),
    deflate: deflateSync(bytes),
    br: brotliCompressSync(bytes),
    identity: bytes,
    'X-GZIP': gzipSync(bytes),
  };
  for (const [coding, body] of Object.entries(codings)) {
    test(coding, async (t) => {
      const { other, fetchPage } = await fetcher(t);
      other.answer('/', { body, headers: { 'Content-Encoding': coding } });
      const { body: read, isCut } = answered(await fetchPage({ url: other.url }));
      deepEqual([read.equals(bytes), isCut], [true, false]);
    });
  }

  const bombs = { gzip: gzipSync(Buffer.alloc(200 * mebibyte)), br: brotliCompressSync(Buffer.alloc(100 * mebibyte)) };
  for (const [coding, body] of Object.entries(bombs)) {
    test(`a bomb of ${body.length} bytes of ${coding}`, async (t) => {
      const { other, fetchPage } = await fetcher(t);
      other.answer('/', { body, headers: { 'Content-Encoding': coding } });
      const before = process.memoryUsage.rss();
      // What is not collected yet says nothing of us, and is gone another time.
      const grown: number[] = [];
      do {
        const { body: read, isCut } = answered(await fetchPage({ url: other.url }));
        deepEqual([read.length, isCut], [mebibyte, true]);
        grown.push(process.memoryUsage.rss() - before);
      } while (Math.min(...grown) >= 64 * mebibyte && grown.length < 3);
      ok(Math.min(...grown) < 64 * mebibyte, `${grown} bytes`);
    });
  }

  test('an endless one, whose socket is closed there', async (t) => {
    const { other, fetchPage } = await fetcher(t);
    let sent = 0;
    const closed = Promise.withResolvers<void>();
    other.answer('/', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      const more = () => {
        while (!response.destroyed) {
          sent += 64 * 1024;
          if (!response.write(Buffer.alloc(64 * 1024, 'x'))) return;
        }
      };
      response.on('drain', more).on('close', () => closed.resolve());
      more();
    });
    const { body, isCut } = answered(await fetchPage({ url: other.url }));
    deepEqual([body.length, isCut], [mebibyte, true]);
    await closed.promise;
    // What the kernel's buffers took beside it was never read.
    ok(sent < 12 * mebibyte, `${sent} bytes were taken`);
  });

  test('one that breaks off, or is not what it says, is what came of it', async (t) => {
    const { other, fetchPage } = await fetcher(t);
    other.answer('/short', { body: gzipSync(bytes).subarray(0, 300), headers: { 'Content-Encoding': 'gzip' } });
    other.answer('/lie', { body: 'plain', headers: { 'Content-Encoding': 'gzip' } });
    ok(['answered', 'unreachable'].includes((await fetchPage({ url: `${other.url}/short` })).outcome));
    equal((await fetchPage({ url: `${other.url}/lie` })).outcome, 'unreachable');
  });
});

test('of a type nobody asked for the body stays unread', async (t) => {
  const { other, fetchPage } = await fetcher(t);
  other.answer('/', { type: 'video/mp4', body: 'x' });
  const { isWantedType, body } = answered(await fetchPage({ url: other.url, types: /html/ }));
  deepEqual([isWantedType, body.length], [false, 0]);
});

describe('redirects', () => {
  test('five, and no sixth', async (t) => {
    const { other, fetchPage } = await fetcher(t);
    for (let n = 0; n < 6; n += 1) other.answer(`/${n}`, { status: 302, headers: { Location: `/${n + 1}` } });
    other.answer('/6', 'Here');
    equal(answered(await fetchPage({ url: `${other.url}/1` })).redirects, 5);
    deepEqual(await fetchPage({ url: `${other.url}/0` }), { outcome: 'unreachable', reason: 'too many redirects' });
    other.answer('/circle', { status: 307, headers: { Location: '/circle' } });
    equal((await fetchPage({ url: `${other.url}/circle` })).outcome, 'unreachable');
  });

  test('to somebody whom FETCH_ALLOW names are followed by nobody else', async (t) => {
    const inside = await otherSite(t, { '/': 'Secret' });
    const outside = await otherSite(t, { '/': { status: 302, headers: { Location: inside.url } } });
    const fetchPage = createSafeFetch({
      rules: { allow: [inside.pair, outside.pair.replace('127.0.0.1', 'localhost')], ports: [80] },
      userAgent: 'test',
      pace: createPace({ counters: free, now: () => 0 }),
      closing: new AbortController().signal,
    });
    equal((await fetchPage({ url: outside.url.replace('127.0.0.1', 'localhost') })).outcome, 'unreachable');
    equal((await fetchPage({ url: inside.url.replace('127.0.0.1', 'localhost') })).outcome, 'unreachable');
    deepEqual(inside.asked, []);
    equal((await fetchPage({ url: inside.url })).outcome, 'answered');
  });
});

describe('who takes too long is left', { concurrency: true }, () => {
  const slow: Readonly<Record<string, RequestListener>> = {
    'no byte for five seconds': () => undefined,
    'a byte a second, for ten': (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      const timer = setInterval(() => response.write('x'), 1_000);
      response.on('close', () => clearInterval(timer));
    },
    'a header a second': (request) => {
      request.socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => request.socket.write('X-More: y\r\n'), 1_000);
      request.socket.on('close', () => clearInterval(timer));
    },
  };
  for (const [what, answer] of Object.entries(slow)) {
    test(what, async (t) => {
      const { other, fetchPage } = await fetcher(t);
      other.answer('/', answer);
      const began = performance.now();
      equal((await fetchPage({ url: other.url })).outcome, 'slow');
      const took = performance.now() - began;
      ok(took < 15_000, `${took} ms`);
    });
  }

  test('and whatever is under way when the service closes, at once', async (t) => {
    const { other, fetchPage, closing } = await fetcher(t);
    other.answer('/', () => setTimeout(() => closing.abort(), 50));
    const began = performance.now();
    deepEqual(await fetchPage({ url: other.url }), { outcome: 'busy', freeAt: 0 });
    ok(performance.now() - began < 5_000);
    equal((await fetchPage({ url: other.url })).outcome, 'busy');
  });
});

test('what is no HTTP is unreachable, and breaks nothing', async (t) => {
  const { other, fetchPage } = await fetcher(t);
  const raw =
    (text: string): RequestListener =>
    ({ socket }) =>
      void socket.end(text);
  other.answer('/rubbish', raw('SSH-2.0-OpenSSH\r\n'));
  other.answer('/headers', raw(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}\r\n`));
  other.answer('/upgrade', raw('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'));
  other.answer('/length', raw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nx'));
  other.answer('/location', raw('HTTP/1.1 302 Found\r\nLocation: http://\r\n\r\n'));
  other.answer('/close', raw(''));
  for (const path of ['rubbish', 'headers', 'upgrade', 'length', 'location', 'close'])
    equal((await fetchPage({ url: `${other.url}/${path}` })).outcome, 'unreachable', path);
});

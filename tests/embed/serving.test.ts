import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readParts } from '../../src/embed/parts.ts';
import { onPagesOnly } from '../../src/words/words.ts';
import { running } from '../support/running.ts';

const parts = readParts();
const within = 12_000;
const withinInAny = 12_600;

/** What goes over the wire, which fetch would unpack. */
function raw(url: string, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('all that a reader loads to read and to post is within 12 KB of brotli, and little more in any language', () => {
  ok(parts);
  const sizeOf = (name: string) => parts.byName.get(name)?.br.length ?? Number.NaN;
  const languages = [...parts.byName.keys()].filter((name) => name.startsWith('words-'));
  ok(languages.includes('words-en'));
  for (const language of languages) {
    const size = parts.loader.br.length + sizeOf('widget') + sizeOf(language);
    // Letters that take two bytes or three, and six forms of a plural, have their price.
    ok(size <= (language === 'words-en' ? within : withinInAny), `${language}: ${size}`);
  }
});

test('words that only the pages say are left out of every language, and the widget names none of them', () => {
  const widget = parts?.byName.get('widget')?.identity.toString() ?? '';
  const english = parts?.byName.get('words-en')?.identity.toString() ?? '';
  ok(widget.includes('.leaveReply') && english.includes('leaveReply'));
  for (const word of onPagesOnly) {
    ok(!new RegExp(`\\b${word}\\b`).test(widget), word);
    ok(!english.includes(word), word);
  }
});

test('the loader is kept for minutes and asked for again; its parts are kept for ever', async (t) => {
  ok(parts);
  const { url } = await running(t);
  const loader = await raw(`${url}/embed.js`, { 'Accept-Encoding': 'br, gzip' });
  equal(loader.status, 200);
  equal(loader.headers['content-type'], 'text/javascript; charset=utf-8');
  equal(loader.headers['cache-control'], 'public, max-age=300, must-revalidate');
  equal(loader.headers['access-control-allow-origin'], '*');
  equal(loader.headers['cross-origin-resource-policy'], 'cross-origin');
  deepEqual(brotliDecompressSync(loader.body), parts.loader.identity);
  match(parts.loader.identity.toString(), new RegExp(`embed/${parts.build}/`));
  const again = await raw(`${url}/embed.js`, { 'Accept-Encoding': 'br, gzip', 'If-None-Match': String(loader.headers['etag']) });
  equal(again.status, 304);

  const part = await raw(`${url}/embed/${parts.build}/widget.js`, { 'Accept-Encoding': 'gzip' });
  equal(part.status, 200);
  equal(part.headers['cache-control'], 'public, max-age=31536000, immutable');
  equal(part.headers['access-control-allow-origin'], '*');
  deepEqual(gunzipSync(part.body), parts.byName.get('widget')?.identity);
  const plain = await raw(`${url}/embed/${parts.build}/words-en.js`);
  deepEqual(plain.body, parts.byName.get('words-en')?.identity);
});

test('a part that is not of this build is nowhere', async (t) => {
  ok(parts);
  const { url } = await running(t);
  for (const path of [
    `/embed/${parts.build}/unknown.js`,
    '/embed/000000000000/widget.js',
    `/embed/${parts.build}/..%2f..%2fpackage.js`,
    `/embed/${parts.build}/constructor.js`,
  ]) {
    const { status, headers } = await raw(url + path);
    equal(status, 404, path);
    equal(headers['content-type'], 'application/problem+json');
    equal(headers['cache-control'], 'no-store');
  }
});

test('where nobody built the widget there are no parts', () => {
  equal(readParts('/nowhere'), null);
});

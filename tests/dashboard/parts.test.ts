import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { readDashboard } from '../../src/dashboard/parts.ts';
import { running } from '../support/running.ts';
import { signedInAs } from '../support/signed-in.ts';

const dashboard = readDashboard();
const within = 60_000;

test('all that a moderator loads is within 60 KB of brotli', () => {
  ok(dashboard);
  const sizes = [...dashboard.parts.values()].map(({ br }) => br.length);
  ok(Math.min(...sizes) > 1_000);
  ok(sizes.reduce((sum, size) => sum + size, 0) <= within, sizes.join(' + '));
});

test('its files are kept for ever under the name of their build, and are nobody else’s to load', async (t) => {
  ok(dashboard);
  const service = await running(t);
  const browser = await signedInAs(service, 'moderator');
  const page = await (await browser.open('/admin')).text();
  for (const [name, part] of dashboard.parts) {
    const path = `/admin/parts/${dashboard.build}/${name}`;
    match(page, new RegExp(path));
    const answer = await fetch(service.url + path, { headers: { 'Accept-Encoding': 'br' } });
    equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    equal(answer.headers.get('content-type'), `text/${name.endsWith('css') ? 'css' : 'javascript'}; charset=utf-8`);
    equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin');
    equal(answer.headers.get('content-encoding'), 'br');
    deepEqual(Buffer.from(await answer.arrayBuffer()), part.identity);
    deepEqual(brotliDecompressSync(part.br), part.identity);
    const again = await fetch(service.url + path, {
      headers: { 'Accept-Encoding': 'br', 'If-None-Match': answer.headers.get('etag') ?? '' },
    });
    equal(again.status, 304);
  }
  for (const path of ['000000000000/dashboard.js', `${dashboard.build}/other.js`, `${dashboard.build}/__proto__`])
    equal((await fetch(`${service.url}/admin/parts/${path}`)).status, 404, path);
});

test('who is not signed in gets the way in, and nothing of the dashboard', async (t) => {
  const service = await running(t);
  for (const path of ['/admin', '/admin/account']) {
    const page = await (await fetch(service.url + path)).text();
    match(page, /<h1>Sign in<\/h1>/);
    ok(!page.includes('dashboard.js'));
  }
});

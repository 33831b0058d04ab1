import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { requireRefused } from '../support/refused.ts';
import { refusesByStatus, send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { storedIn } from '../support/stored.ts';

/** What needs nothing that is stored, or stands in memory. */
const goesOn = [
  'GET /api/v1/thread in its ready form',
  'POST /api/v1/preview',
  'GET /avatar/{hash}.svg',
  'GET /healthz',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /demo',
  'GET /embed.js',
  'GET /embed/{build}/{part}.js',
  'GET /demo/install',
  'GET /admin',
  'GET /privacy',
  'GET /admin/parts/{dashboard}/{file}',
  'GET /admin/account',
  'GET /admin/forgot',
  'GET /author-mails',
  'POST /api/v1/session/passkey/options',
];

test('with the store away every operation goes on from memory or is told to come back, and none breaks', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  const sounds = await soundRequests(service);
  const [thread] = sounds.filter(({ label }) => label === 'GET /api/v1/thread');
  if (!thread) throw new Error('threads have no door');
  const { site = '', url = '' } = thread.query;
  const ready = { ...thread, label: 'GET /api/v1/thread in its ready form', query: { site, url } };
  const before = await (await send(service, ready)).text();

  await service.service.store.close();
  const on: string[] = [];
  for (const sound of [ready, ...sounds]) {
    const answer = await send(service, sound);
    if (!refusesByStatus(sound)) {
      match(await answer.text(), /<int>(50|-32700)<|<error>1</, sound.label);
      continue;
    }
    if (answer.ok) {
      on.push(sound.label);
      await answer.text();
      continue;
    }
    ok(Number(answer.headers.get('Retry-After')) > 0, sound.label);
    if (sound.label === 'POST /comments') {
      const page = await answer.text();
      ok(answer.status === 503 && page.includes('By form'), 'a form without JavaScript is shown again, with its text');
      continue;
    }
    await requireRefused(answer, { status: 503, code: 'unavailable' }, sound.label);
  }
  deepEqual(on.sort(), [...goesOn].sort());
  equal(await (await send(service, ready)).text(), before);

  const kept = await storedIn(service);
  await service.restart();
  deepEqual(await storedIn(service), kept);
  equal(await (await send(service, ready)).text(), before.replaceAll(/"http:\/\/127\.0\.0\.1:\d+/g, `"${service.url}`));
});

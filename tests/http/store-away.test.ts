import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { article, ask, post } from '../support/reader.ts';
import { running } from '../support/running.ts';

test('while the store is away, what is in memory is read and everything else is told to come back', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const path = `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`;
  await post(service, { text: 'Before' });
  equal((await ask(service, path)).status, 200);
  equal((await ask(service, '/readyz')).status, 200);

  await service.service.store.close();
  equal((await ask(service, path)).status, 200, 'ready bytes need no store');
  equal((await ask(service, '/healthz')).status, 200);
  const refused = await Promise.all([
    post(service, { text: 'Meanwhile' }),
    ask(service, `${path}&limit=3`),
    ask(service, '/api/v1/thread/recent?site=blog'),
    ask(service, '/api/v1/moderation/comments?site=blog', { token: 'bt_whoever' }),
    ask(service, '/readyz'),
  ]);
  deepEqual(
    refused.map(({ status, body }) => [status, body.code]),
    Array(5).fill([503, 'unavailable']),
  );
  ok(refused.every(({ headers }) => Number(headers.get('Retry-After')) > 0));
  const metrics = await fetch(`${service.url}/metrics`);
  equal(metrics.status, 200, 'a scrape shows everything else');

  await service.restart();
  equal((await ask<{ count: number }>(service, path)).body.count, 1);
});

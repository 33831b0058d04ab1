import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/wire/operations.ts';
import { send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

test('the requests that these tests spoil are taken as they stand', async (t) => {
  for (const { method, path } of operations) {
    const service = await running(t, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });
    await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
    const sound = (await soundRequests(service)).find(({ operation }) => operation.method === method && operation.path === path);
    if (!sound) throw new Error(`${method} ${path} has no request`);
    const answer = await send(service, sound);
    const said = path.endsWith('/events') ? '' : await answer.text();
    await answer.body?.cancel().catch(() => undefined);
    ok(answer.status < 400, `${sound.label}: ${answer.status} ${said}`);
  }
});

import { ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Operation } from '../../src/wire/operation.ts';
import { operations } from '../../src/wire/operations.ts';
import { send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

/** What is asked for before these come takes from them what they need: each has a service of its own. */
const apart = [
  'POST /api/v1/comments/{id}/proof',
  'POST /api/v1/moderation/undo',
  'PATCH /api/v1/moderation/comments/{id}',
  'DELETE /api/v1/moderation/comments/{id}/reports',
];

const labelOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;
/** Who reads comes first, and who takes away last. */
const order = ({ method }: Operation) => (method === 'get' ? 0 : method === 'delete' ? 2 : 1);

test('the requests that these tests spoil are taken as they stand', async (t) => {
  const [alone = [], together = []] = [true, false].map((is) => operations.filter((one) => apart.includes(labelOf(one)) === is));
  await taken(
    t,
    together.toSorted((a, b) => order(a) - order(b)),
  );
  for (const operation of alone) await taken(t, [operation]);
});

async function taken(t: TestContext, asked: readonly Operation[]): Promise<void> {
  const service = await running(t, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  const sound = await soundRequests(service);
  for (const { method, path } of asked) {
    const request = sound.find(({ operation }) => operation.method === method && operation.path === path);
    if (!request) throw new Error(`${method} ${path} has no request`);
    const answer = await send(service, request);
    const said = path.endsWith('/events') ? '' : await answer.text();
    await answer.body?.cancel().catch(() => undefined);
    ok(answer.status < 400, `${request.label}: ${answer.status} ${said}`);
  }
}

import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandLine, commandLineIn } from '../support/command.ts';
import { ask, post, thread } from '../support/reader.ts';
import { startService } from '../support/service-process.ts';

/** What a command changed is in force in the service within two seconds; the rest of this is what a loaded machine takes. */
const patienceMs = 10_000;

async function comesTrue(what: string, holds: () => Promise<boolean>): Promise<void> {
  const late = AbortSignal.timeout(patienceMs);
  while (!(await holds())) {
    if (late.aborted) throw new Error(`${what}: not in force`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const main = new URL('../../src/main.ts', import.meta.url).pathname;
const settings = ['floodSeconds=0', 'holdUnknownAuthors=false'];

async function addBlog(cli: CommandLine): Promise<void> {
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  await cli.json(['site', 'set', 'blog', ...settings]);
}

test('what commands change beside a running service is in force there, bytes of threads included', {
  timeout: 120_000,
}, async (t) => {
  const cli = await commandLineIn(t, { SECRET: 'a secret for this test, of enough characters', TRUST_PROXY: 'loopback' });
  const service = await startService({ folder: cli.folder, main, env: cli.env });
  t.after(() => service.kill());
  const statusOf = async (path: string, token?: string) =>
    (await ask(service, path, token === undefined ? {} : { token })).status;
  const empty = '/api/v1/thread?site=blog&url=https%3A%2F%2Fblog.example%2Farticle';

  equal(await statusOf(empty), 404);
  await addBlog(cli);
  await comesTrue('a new site', async () => (await statusOf(empty)) === 200);
  let tries = 0;
  await comesTrue('its settings', async () => {
    tries += 1;
    return (await post(service, { text: `Try ${tries}` })).status === 201;
  });
  deepEqual((await thread(service)).page.open, true);

  await cli.json(['site', 'set', 'blog', 'open=false']);
  await comesTrue('a closed site, in ready bytes', async () => !(await thread(service)).page.open);

  const { id, token } = await cli.json<{ id: string; token: string }>(['token', 'create', '--site', 'blog']);
  const queue = '/api/v1/moderation/comments?site=blog&status=approved';
  equal(await statusOf(queue, token), 200);
  await cli.json(['token', 'revoke', id]);
  equal(await statusOf(queue, token), 401);

  await cli.json(['page', 'move', 'https://blog.example/article', 'https://blog.example/moved', '--site', 'blog']);
  await comesTrue('a moved page', async () => (await thread(service, { url: 'https://blog.example/moved' })).count === 1);
  deepEqual(
    (await cli.json<{ url: string; count: number }[]>(['page', 'list', '--site', 'blog'])).map(({ url, count }) => [url, count]),
    [['https://blog.example/moved', 1]],
  );

  await cli.json(['site', 'remove', 'blog']);
  await comesTrue('a removed site', async () => (await statusOf(empty)) === 404);
  equal(await service.stop(), 0);
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { BlockView } from '../../src/wire/privacy.ts';
import { anotherAddress } from '../support/another-address.ts';
import { commandLineIn } from '../support/command.ts';
import { outline, post, thread } from '../support/reader.ts';
import { startService } from '../support/service-process.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

type Export = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> & { readonly email: string };

test('beside a running service: a block, all that is held about a person, and their erasure', async (t) => {
  const cli = await commandLineIn(t, { SECRET: 'a secret for this test, of enough characters', TRUST_PROXY: 'loopback' });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  await cli.json(['site', 'set', 'blog', 'floodSeconds=0', 'holdUnknownAuthors=false']);
  const service = await startService({ folder: cli.folder, main, env: cli.env });
  t.after(() => service.kill());
  const eve = { name: 'Eve', email: 'eve@mail.example' };
  equal((await post(service, { ...eve, text: 'Before' })).status, 201);

  const words = ['block', 'add', '--site', 'blog', '--email', eve.email, '--name', 'Eve', '--days', '30', '--note', 'Enough'];
  const block = await cli.json<BlockView>(words);
  deepEqual([block.kind, block.value, block.name, block.inForce], ['author', eve.email, 'Eve', true]);
  // Another process’ block is met within two seconds.
  let status = 201;
  for (let at = 0; status === 201 && at < 2_000; at += 1) {
    const headers = { 'X-Forwarded-For': anotherAddress() };
    status = (await post(service, { ...eve, text: `After ${at}` }, { headers })).status;
  }
  equal(status, 202);

  const held = await cli.json<Export>(['export-person', 'EVE@mail.example']);
  ok((held['comments'] ?? []).some(({ text, status: of }) => text === 'Before' && of === 'approved'));
  deepEqual([held['comments']?.at(-1)?.['status'], held['blocks']?.length], ['spam', 1]);

  const erased = await cli.json<Readonly<Record<string, unknown>>>(['erase', eve.email]);
  deepEqual([erased['comments'], erased['blocks']], [held['comments']?.length, 1]);
  ok(['done', 'clearing'].includes(String(erased['state'])));
  ok(!JSON.stringify(erased).includes('mail.example'));
  const nothing = await cli.json<Export>(['export-person', eve.email]);
  deepEqual(Object.values(nothing).flat(), [eve.email]);
  let left = outline((await thread(service)).comments);
  for (let at = 0; left.length > 0 && at < 400; at += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    left = outline((await thread(service)).comments);
  }
  deepEqual(left, [], 'the service shows it no more');

  const lifted = await cli.json<BlockView>(['block', 'add', '--site', 'blog', '--domain', 'spam.example']);
  deepEqual([lifted.until, lifted.value], [null, 'spam.example']);
  await cli.json(['block', 'lift', lifted.id, '--site', 'blog']);
  deepEqual(await cli.json(['block', 'list', '--site', 'blog']), []);
  for (const [wrong, code, said] of [
    [['block', 'add', '--site', 'blog'], 2, /one of --email/],
    [['block', 'lift', lifted.id, '--site', 'blog'], 1, /not-found|not here/],
  ] as const) {
    const ran = await cli.run(wrong);
    deepEqual([ran.code, ran.out], [code, '']);
    match(ran.err, said);
  }
});

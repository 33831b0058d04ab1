import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { commandLineIn } from '../support/command.ts';

test('people are listed, changed, let in anew and removed', async (t) => {
  const cli = await commandLineIn(t, { SECRET: 'a secret for this test, of enough characters' });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  await cli.json(['moderator', 'add', 'op@example.org', '--role', 'operator', '--password-stdin'], 'rather long and good\n');
  const { setupUrl: first } = await cli.json<{ setupUrl: string }>(['moderator', 'add', 'mo@example.org', '--site', 'blog']);
  const op = { email: 'op@example.org', name: null, role: 'operator', sites: null, isSetUp: true };
  const mo = { email: 'mo@example.org', name: null, role: 'moderator', sites: ['blog'], isSetUp: false };
  deepEqual(await cli.json(['moderator', 'list']), [op, mo]);

  const owner = { ...mo, role: 'owner', name: 'Mo' };
  deepEqual(await cli.json(['moderator', 'set', 'MO@example.org', '--role', 'owner', '--name', 'Mo']), owner);
  deepEqual(await cli.json(['session', 'list', 'mo@example.org']), []);
  deepEqual(await cli.json(['session', 'end', 'mo@example.org']), { email: 'mo@example.org', signedOut: true });
  const { setupUrl } = await cli.json<{ setupUrl: string }>(['moderator', 'reset', 'mo@example.org']);
  match(setupUrl, /\/setup\?token=/);
  equal(setupUrl === first, false);

  deepEqual(await cli.json(['moderator', 'remove', 'mo@example.org']), { email: 'mo@example.org', removed: true });
  deepEqual(await cli.json(['moderator', 'list']), [op]);
  const last = await cli.run(['moderator', 'remove', 'op@example.org']);
  deepEqual([last.code, last.out], [1, '']);
  match(last.err, /last operator/);
  equal((await cli.run(['moderator', 'set', 'nobody@example.org', '--role', 'owner'])).code, 1);
  equal((await cli.run(['moderator', 'set', 'op@example.org', '--role', 'queen'])).code, 2);
});

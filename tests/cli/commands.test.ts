import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { defaultSettings } from '../../src/wire/settings.ts';
import { type CommandLine, commandLineIn } from '../support/command.ts';

interface SiteSaid {
  readonly slug: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

const secret = { SECRET: 'a secret for this test, of enough characters' };

async function withBlog(test: TestContext): Promise<CommandLine> {
  const cli = await commandLineIn(test, secret);
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example', '--name', 'My blog']);
  return cli;
}

describe('site', () => {
  test('add, list, set and remove print the site', async (t) => {
    const cli = await commandLineIn(t, secret);
    const added = await cli.json<SiteSaid>([
      'site',
      'add',
      'blog',
      '--host',
      'Blog.example',
      '--host',
      'bücher.example:8080',
      '--name',
      'My blog',
    ]);
    const hosts = ['blog.example', 'xn--bcher-kva.example:8080'];
    deepEqual(added, { slug: 'blog', name: 'My blog', hosts, settings: defaultSettings });
    deepEqual(await cli.json(['site', 'list']), [added]);
    const assigned = [
      'floodSeconds=0',
      'heldWords=casino,pills',
      'blockedWords=["a, b"]',
      'order=newest',
      'closeAfterDays=null',
      'name=7',
      'holdEverything=true',
    ];
    const set = await cli.json<SiteSaid>(['site', 'set', 'blog', ...assigned]);
    equal(set.name, '7');
    const changed = {
      floodSeconds: 0,
      heldWords: ['casino', 'pills'],
      blockedWords: ['a, b'],
      order: 'newest',
      closeAfterDays: null,
      holdEverything: true,
    };
    deepEqual(set.settings, { ...defaultSettings, ...changed });
    deepEqual(await cli.json(['site', 'list']), [set]);
    deepEqual(await cli.json(['site', 'remove', 'blog']), set);
    deepEqual(await cli.json(['site', 'list']), []);
  });

  test('a name is the slug where none is given, and a host belongs to one site', async (t) => {
    const cli = await withBlog(t);
    const taken = await cli.run(['site', 'add', 'two', '--host', 'blog.example', '--json']);
    deepEqual([taken.code, taken.out], [1, '']);
    match(taken.err, /belongs to another site/);
    equal((await cli.json<SiteSaid>(['site', 'add', 'two', '--host', 'blog.example', '--share-hosts'])).name, 'two');
  });

  test('without --json a person reads a line', async (t) => {
    const { code, out, err } = await (await withBlog(t)).run(['site', 'list']);
    deepEqual([code, out, err], [0, 'blog\tMy blog\tblog.example\n', '']);
  });
});

test('page list is empty at first; move and merge name what they cannot find', async (t) => {
  const cli = await withBlog(t);
  deepEqual(await cli.json(['page', 'list', '--site', 'blog']), []);
  for (const act of ['move', 'merge']) {
    const { code, out, err } = await cli.run([
      'page',
      act,
      'https://blog.example/a',
      'https://blog.example/b',
      '--site',
      'blog',
      '--json',
    ]);
    deepEqual([code, out], [1, '']);
    ok(err.trim() !== '');
  }
});

describe('moderator add', () => {
  interface Added {
    readonly email: string;
    readonly role: string;
    readonly setupUrl: string | null;
  }

  test('prints a one-time set-up link, or none with a password', async (t) => {
    const cli = await commandLineIn(t, { ...secret, PUBLIC_URL: 'https://comments.example/here' });
    await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
    const invited = await cli.json<Added>(['moderator', 'add', 'mo@example.org', '--site', 'blog']);
    deepEqual([invited.email, invited.role], ['mo@example.org', 'moderator']);
    match(invited.setupUrl ?? '', /^https:\/\/comments\.example\/here\/setup\?token=[0-9A-Z]{26}\.[\w-]{43}$/);
    const words = [
      'moderator',
      'add',
      'own@example.org',
      '--site',
      'blog',
      '--role',
      'owner',
      '--name',
      'Olga',
      '--password-stdin',
    ];
    deepEqual(await cli.json(words, 'rather long and good\n'), { email: 'own@example.org', role: 'owner', setupUrl: null });
    equal((await cli.json<Added>(['moderator', 'add', 'op@example.org', '--role', 'operator'])).role, 'operator');
  });

  const wrong: readonly [what: string, words: readonly string[], input: string, code: number][] = [
    ['an address that is none', ['nobody', '--site', 'blog'], '', 1],
    ['no site for a moderator', ['mo@example.org'], '', 1],
    ['an unknown site', ['mo@example.org', '--site', 'nope'], '', 1],
    ['a weak password', ['mo@example.org', '--site', 'blog', '--password-stdin'], 'password123\n', 1],
    ['no password where one was promised', ['mo@example.org', '--site', 'blog', '--password-stdin'], '', 1],
    ['an unknown role', ['mo@example.org', '--role', 'king'], '', 2],
    ['no address', [], '', 2],
    ['two addresses', ['a@example.org', 'b@example.org'], '', 2],
  ];
  for (const [what, words, input, code] of wrong) {
    test(`refuses ${what}`, async (t) => {
      const ran = await (await withBlog(t)).run(['moderator', 'add', ...words, '--json'], input);
      deepEqual([ran.code, ran.out], [code, ''], ran.err);
      ok(ran.err.trim() !== '');
      doesNotMatch(ran.err, /\n {4}at /, 'a sentence, not a stack');
    });
  }

  test('refuses an address a second time, in whatever case', async (t) => {
    const cli = await withBlog(t);
    await cli.json(['moderator', 'add', 'mo@example.org', '--site', 'blog']);
    const again = await cli.run(['moderator', 'add', 'MO@example.org', '--site', 'blog', '--json']);
    deepEqual([again.code, again.out], [1, '']);
  });
});

test('token create prints id and token, list tells everything but the token, revoke ends it', async (t) => {
  const cli = await withBlog(t);
  const made = await cli.json<{ id: string; token: string }>([
    'token',
    'create',
    '--site',
    'blog',
    '--role',
    'owner',
    '--name',
    'Deploy',
  ]);
  deepEqual(Object.keys(made), ['id', 'token']);
  match(made.token, /^bt_[\w-]{43}$/);
  const listed = await cli.run(['token', 'list', '--json']);
  doesNotMatch(listed.out, new RegExp(made.token));
  const [row] = JSON.parse(listed.out) as Record<string, unknown>[];
  deepEqual([row?.['id'], row?.['site'], row?.['role'], row?.['name']], [made.id, 'blog', 'owner', 'Deploy']);
  equal((await cli.json<{ id: string }>(['token', 'revoke', made.id])).id, made.id);
  deepEqual(await cli.json(['token', 'list']), []);
  const again = await cli.run(['token', 'revoke', made.id]);
  deepEqual([again.code, again.out], [1, '']);
  match(again.err, /There is no token/);
});

describe('wrong usage is 2, anything else that fails is 1, and neither says a word on stdout', () => {
  const cases: readonly [words: readonly string[], code: number][] = [
    [[], 2],
    [['frobnicate'], 2],
    [['site'], 2],
    [['site', 'frobnicate'], 2],
    [['site', 'add'], 2],
    [['site', 'add', 'blog'], 2],
    [['site', 'add', 'a', 'b', '--host', 'x.example'], 2],
    [['site', 'list', '--frobnicate'], 2],
    [['site', 'list', '--json=yes'], 2],
    [['site', 'set', 'blog'], 2],
    [['site', 'set', 'blog', 'floodSeconds'], 2],
    [['page', 'list'], 2],
    [['page', 'move', 'https://blog.example/a', '--site', 'blog'], 2],
    [['token', 'create'], 2],
    [['token', 'create', '--site', 'blog', '--role', 'operator'], 2],
    [['token', 'revoke'], 2],
    [['doctor', 'now'], 2],
    [['site', 'add', 'Not a slug', '--host', 'x.example'], 1],
    [['site', 'add', 'x', '--host', 'no host'], 1],
    [['site', 'add', 'x', '--host', 'x.example', '--name', ''], 1],
    [['site', 'remove', 'nope'], 1],
    [['site', 'set', 'nope', 'floodSeconds=1'], 1],
    [['site', 'set', 'blog', 'floodSeconds=soon'], 1],
    [['site', 'set', 'blog', 'nonsense=1'], 1],
    [['site', 'set', 'blog', '__proto__={"a":1}'], 1],
    [['page', 'list', '--site', 'nope'], 1],
    [['page', 'move', 'nothing', 'https://blog.example/b', '--site', 'blog'], 1],
    [['page', 'move', 'https://elsewhere.example/a', 'https://blog.example/b', '--site', 'blog'], 1],
    [['token', 'create', '--site', 'nope'], 1],
    [['token', 'revoke', 'x'], 1],
    [['token', 'create', '--site', 'blog', '--name', ' '], 1],
  ];
  test('whatever was asked', async (t) => {
    const cli = await withBlog(t);
    const before = await cli.json(['site', 'list']);
    for (const [words, code] of cases) {
      for (const how of words.length < 3 ? [[], ['--json']] : [['--json']]) {
        const ran = await cli.run([...words, ...how]);
        deepEqual([ran.code, ran.out], [code, ''], `${words.join(' ')}: ${ran.err}`);
        ok(ran.err.trim() !== '', words.join(' '));
        doesNotMatch(ran.err, /\n {4}at |\[object/, words.join(' '));
      }
    }
    deepEqual(await cli.json(['site', 'list']), before);
  });

  test('settings of the environment that are wrong are 1', async (t) => {
    const cli = await commandLineIn(t, { ...secret, PORT: 'eighty', LOG_LEVEL: 'loud' });
    const ran = await cli.run(['site', 'list', '--json']);
    deepEqual([ran.code, ran.out], [1, '']);
    match(ran.err, /PORT[\s\S]*LOG_LEVEL/);
  });

  test('--help is help', async (t) => {
    const { code, out, err } = await (await commandLineIn(t)).run(['--help']);
    deepEqual([code, err], [0, '']);
    for (const command of ['serve', 'site add', 'page merge', 'moderator add', 'token revoke', 'doctor'])
      ok(out.includes(`backtalk ${command}`), command);
  });
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { describe, type TestContext, test } from 'node:test';
import { createMailer } from '../../src/notifications/email.ts';
import { examine } from '../../src/operating/doctor.ts';
import { commandLineIn } from '../support/command.ts';
import { startService } from '../support/service-process.ts';

interface Diagnosis {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly text: string }[];
}

const sound = { SECRET: 'a secret for this test, of enough characters', PUBLIC_URL: 'https://comments.example' };

async function diagnosed(test: TestContext, env: Readonly<Record<string, string>> = {}): Promise<Diagnosis> {
  const cli = await commandLineIn(test, { ...sound, ...env });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  return cli.json<Diagnosis>(['doctor']);
}

const named = ({ checks }: Diagnosis, name: string) => checks.find((check) => check.name === name);

test('a sound service is told so, check by check', async (t) => {
  const diagnosis = await diagnosed(t);
  deepEqual(Object.keys(diagnosis), ['ok', 'checks']);
  equal(diagnosis.ok, true, JSON.stringify(diagnosis.checks.filter((check) => !check.ok)));
  for (const name of ['store', 'disk', 'secret', 'public-url', 'proxy', 'clock', 'mail', 'sites'])
    ok(named(diagnosis, name)?.text, name);
  for (const check of diagnosis.checks) deepEqual(Object.keys(check).sort(), ['name', 'ok', 'text']);
});

describe('what is wrong is named, with what to do about it', () => {
  const cases: readonly [name: string, env: Readonly<Record<string, string>>, text: RegExp][] = [
    ['secret', { SECRET: 'short' }, /at least 16 characters/],
    ['public-url', { PUBLIC_URL: 'http://comments.example' }, /not https/],
    ['mail', { SMTP_URL: 'smtp://127.0.0.1:9' }, /does not let us in: .*ECONNREFUSED/],
    ['origin of blog', { PUBLIC_URL: 'https://blog.example' }, /host name of its own/],
    ['origin of blog', { PUBLIC_URL: 'https://www.blog.example/comments' }, /shares its host/],
  ];
  for (const [name, env, text] of cases) {
    test(`${name}: ${Object.values(env).join(' ')}`, async (t) => {
      const diagnosis = await diagnosed(t, env);
      equal(diagnosis.ok, false);
      const check = named(diagnosis, name);
      equal(check?.ok, false);
      match(check?.text ?? '', text);
    });
  }

  test('a blog in a private network, until FETCH_ALLOW names it', async (t) => {
    const private4 = async (env: Readonly<Record<string, string>>) => {
      const cli = await commandLineIn(t, { ...sound, ...env });
      await cli.json(['site', 'add', 'blog', '--host', '10.0.0.7:8000', '--host', '93.184.216.34']);
      return cli.json<Diagnosis>(['doctor']);
    };
    const before = await private4({});
    equal(before.ok, false);
    match(
      named(before, 'fetching of blog')?.text ?? '',
      /10\.0\.0\.7:8000 is at 10\.0\.0\.7, a private address.*FETCH_ALLOW=10\.0\.0\.7:/,
    );
    const after = await private4({ FETCH_ALLOW: '10.0.0.7:8000' });
    equal(named(after, 'fetching of blog'), undefined);
    match(named(after, 'fetch-allow')?.text ?? '', /10\.0\.0\.7:8000/);
  });

  test('no site', async (t) => {
    const diagnosis = await (await commandLineIn(t, sound)).json<Diagnosis>(['doctor']);
    deepEqual([diagnosis.ok, named(diagnosis, 'sites')?.ok], [false, false]);
  });

  test('a proxy that nobody told it of', async (t) => {
    const cli = await commandLineIn(t, sound);
    await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
    const { folder, env } = cli;
    const service = await startService({ folder, main: new URL('../../src/main.ts', import.meta.url).pathname, env });
    t.after(() => service.kill());
    await fetch(`${service.url}/healthz`, { headers: { 'X-Forwarded-For': '192.0.2.7' } });
    let check = named(await cli.json<Diagnosis>(['doctor']), 'proxy');
    while (check?.ok) check = named(await cli.json<Diagnosis>(['doctor']), 'proxy');
    match(check?.text ?? '', /TRUST_PROXY=loopback/);
  });

  test('a clock that was never set, and a store that does not answer', async () => {
    const needs = {
      store: {
        examine: () => Promise.reject(new Error('no such disk')),
        claim: () => Promise.reject(new Error('no such disk')),
        reclaim: () => Promise.reject(new Error('no such disk')),
      },
      sites: { all: () => Promise.reject(new Error('no such disk')) },
      publicUrl: 'https://comments.example',
      isPublicUrlGiven: true,
      secretLength: 40,
      trustProxy: null,
      fetchAllow: [],
      now: () => Date.UTC(1970, 0, 2),
      lookups: { akismet: null },
      mailer: createMailer({
        smtpUrl: null,
        from: { name: null, address: 'a@b.example' },
        closing: new AbortController().signal,
      }),
    };
    const diagnosis = await examine(needs);
    equal(diagnosis.ok, false);
    match(named(diagnosis, 'clock')?.text ?? '', /1970-01-02/);
    equal(named(diagnosis, 'clock')?.ok, false);
    match(named(diagnosis, 'store')?.text ?? '', /no such disk/);
  });
});

test('a person reads a line a check', async (t) => {
  const cli = await commandLineIn(t, { ...sound, SECRET: 'short' });
  const { code, out, err } = await cli.run(['doctor']);
  deepEqual([code, err], [0, '']);
  match(out, /^BAD {2}secret: /m);
  match(out, /^ok {3}store: /m);
});

test('a database that cannot be opened is an error, in a sentence', {
  skip: process.getuid?.() === 0 && 'root may open everything',
}, async (t) => {
  const cli = await commandLineIn(t, sound);
  await chmod(cli.folder, 0o500);
  const ran = await cli.run(['doctor', '--json']);
  await chmod(cli.folder, 0o700);
  deepEqual([ran.code, ran.out], [1, '']);
});

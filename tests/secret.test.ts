import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { secretBeside } from '../src/secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backtalk-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

const whole = 'a'.repeat(43);
const ask = () => secretBeside(join(folder, 'data', 'backtalk.db'), randomBytes);
const askHere = () => secretBeside(join(folder, 'backtalk.db'), randomBytes);

test('makes a secret in a new folder, for its owner only, and answers the same ever after', async () => {
  const secret = await ask();
  match(secret, /^[\w-]{43}$/);
  equal(await readFile(join(folder, 'data', 'secret'), 'utf8'), `${secret}\n`);
  if (process.platform !== 'win32') equal((await stat(join(folder, 'data', 'secret'))).mode & 0o777, 0o600);
  equal(await ask(), secret);
});

test('of many at once one makes it', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, ask));
  equal(new Set(secrets).size, 1);
});

test('of several processes that start at once one makes it', async () => {
  const source = join(import.meta.dirname, '..', 'src', 'secret.ts');
  const script = `import { randomBytes } from 'node:crypto';
    import { secretBeside } from ${JSON.stringify(source)};
    console.log(await secretBeside(${JSON.stringify(join(folder, 'db'))}, randomBytes));`;
  const run = () =>
    text(spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout);
  const said = await Promise.all([run(), run(), run(), run()]);
  deepEqual(new Set(said), new Set([`${await askHere()}\n`]));
});

test('waits for another process that is still writing it', async () => {
  const path = join(folder, 'secret');
  await writeFile(path, whole.slice(0, 42));
  const [secret] = await Promise.all([askHere(), setTimeout(60).then(() => writeFile(path, `${whole}\n`))]);
  equal(secret, whole);
});

test('a file that stays incomplete is named, not replaced', async () => {
  await writeFile(join(folder, 'secret'), '');
  await rejects(askHere(), /secret holds no whole secret .*set SECRET/);
  equal(await readFile(join(folder, 'secret'), 'utf8'), '');
});

test('a folder that cannot be made is an error that names it', async () => {
  await writeFile(join(folder, 'data'), 'a file');
  await rejects(ask(), /data/);
});

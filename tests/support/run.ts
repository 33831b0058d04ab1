/**
 * `npm test`: installs what the tests need beside npm's packages and bundles what browsers load, then runs them all, or those named:
 * `npm test -- tests/comments/*.test.ts --test-name-pattern=edit`.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installWhatTestsNeed } from './install.ts';

/** What readers and mail servers see is made of the same texts, whichever store they come from; the tests of the stores choose theirs themselves. */
const onceOnly = [
  join('tests', 'browser'),
  join('tests', 'hostile', 'xss.test.ts'),
  join('tests', 'hostile', 'mails.test.ts'),
  join('tests', 'interop', 'postfix.test.ts'),
  join('tests', 'notifications', 'sending.test.ts'),
  join('tests', 'storage'),
];

/** Hundreds of processes start from the same sources, and to read those takes each longer than all else. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/compiled');

process.chdir(join(import.meta.dirname, '../..'));
process.exitCode = main(process.argv.slice(2));

function main(asked: readonly string[]): number {
  const missing = installWhatTestsNeed();
  for (const sentence of missing) console.error(sentence);
  if (missing.length > 0 && process.env['CI'] === 'true') return 1;
  for (const script of ['build/embed.ts', 'build/dashboard.ts'])
    if (spawnSync(process.execPath, [script], { stdio: 'inherit' }).status !== 0) return 1;
  const isAll = !asked.some((argument) => !argument.startsWith('--'));
  if (!isAll || process.env['STORE'] !== undefined) return run([...asked, ...(isAll ? ['tests/**/*.test.ts'] : [])], {});
  const first = run([...asked, 'tests/**/*.test.ts'], {});
  console.log('Once more on MongoDB: the tests of the whole service');
  return first || run([...asked, ...testsOfTheService()], { STORE: 'mongo' });
}

/** Those that start the service on whichever store is chosen. */
function testsOfTheService(): string[] {
  const files = globSync('tests/**/*.test.ts').filter((file) => !onceOnly.some((place) => file.startsWith(place)));
  return files.filter((file) => /support\/running\.ts/.test(readFileSync(file, 'utf8')));
}

function run(words: readonly string[], env: Readonly<Record<string, string>>): number {
  const options = ['--test', '--test-concurrency=3', '--test-timeout=600000', '--test-reporter=spec'];
  const outcome = spawnSync(process.execPath, [...options, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env },
  });
  return outcome.status ?? 1;
}

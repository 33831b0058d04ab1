import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { bareEnv } from './bare-env.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs `backtalk WORDS`, with something to read where it reads. */
  run(words: readonly string[], input?: string): Promise<Ran>;
  /** The same with `--json`; answers the one value it prints. */
  json<T>(words: readonly string[], input?: string): Promise<T>;
}

const main = join(import.meta.dirname, '../../src/cli/main.ts');

/** The command line as a process of its own, on a database of its own. */
export async function commandLineIn(test: TestContext, more: Readonly<Record<string, string>> = {}): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-cli-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  const env = { ...bareEnv(), DATABASE_URL: `sqlite:${folder}/backtalk.db`, ...more };
  const run: CommandLine['run'] = async (words, input = '') => {
    const child = spawn(process.execPath, [main, ...words], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined).end(input);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, out, err };
  };
  const json = async <T>(words: readonly string[], input?: string): Promise<T> => {
    const { code, out, err } = await run([...words, '--json'], input);
    if (code !== 0 || err !== '' || !/^[^\n]+\n$/.test(out))
      throw new Error(`backtalk ${words.join(' ')}: ${code}\n${out}\n${err}`);
    return JSON.parse(out) as T;
  };
  return { folder, env, run, json };
}

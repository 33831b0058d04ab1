import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');

/** The built service in a folder of its own, with a site `blog` for blog.example that is open to everybody. */
export interface BenchService {
  readonly url: string;
  readonly pid: number;
  /** A moderator's, for the site. */
  readonly token: string;
  stop(): Promise<void>;
}

const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: '0', TRUST_PROXY: 'loopback', LOG_LEVEL: 'warn' };

/** A folder with a service's data, which is gone when `act` is done. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-bench-'));
  try {
    command(folder, 'site', 'add', 'blog', '--host', 'blog.example');
    command(folder, 'site', 'set', 'blog', 'holdUnknownAuthors=false', 'floodSeconds=0');
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Somebody who moderates the site, with a password. */
export function addModerator(folder: string, email: string): void {
  const words = ['moderator', 'add', email, '--site', 'blog', '--password-stdin'];
  execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words], {
    cwd: folder,
    env,
    input: 'rather long and good\n',
  });
}

/** The built command line in that folder. */
export function command(cwd: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words], { cwd, env, encoding: 'utf8' });
}

/** It gets core 0, the load core 1; or, where time is not what is measured, it runs as anywhere. */
export async function startBuilt(
  folder: string,
  { cores = '0', more = {} }: { readonly cores?: string; readonly more?: Readonly<Record<string, string>> } = {},
): Promise<BenchService> {
  const made = command(folder, 'token', 'create', '--site', 'blog', '--role', 'moderator', '--json');
  const child = spawn('taskset', ['-c', cores, process.execPath, '--max-semi-space-size=4', join(root, 'dist/main.js')], {
    cwd: folder,
    env: { ...env, LOG_LEVEL: 'info', ...more },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await listening(child);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url, pid: child.pid ?? 0, token: (JSON.parse(made) as { token: string }).token, stop };
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
    if (msg !== 'listening' || url === undefined) continue;
    // What it says later is read and thrown away: a full pipe would stop it.
    child.stdout.resume();
    return url;
  }
  throw new Error('The service does not start.');
}

/** Runs a script of this folder on core 1, and answers the JSON it prints. */
export async function onOtherCore<T>(script: string, ...words: readonly string[]): Promise<T> {
  const child = spawn('taskset', ['-c', '1', process.execPath, join(import.meta.dirname, script), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text: string[] = [];
  child.stdout.on('data', (part) => text.push(String(part)));
  await once(child, 'exit');
  return JSON.parse(text.join('')) as T;
}

import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bareEnv } from './bare-env.ts';
import { type ServiceProcess, startService } from './service-process.ts';

const source = join(import.meta.dirname, '../../src');

/** Several processes of the service on one MongoDB, as they run behind one proxy. */
export interface Processes {
  start(env?: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  /** `backtalk WORDS` beside them; answers what it prints. */
  command(...words: readonly string[]): Promise<string>;
}

export function processesOn(database: string): Processes {
  const env = {
    DATABASE_URL: database,
    SECRET: 'a secret that all processes are given',
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'info',
    PUBLIC_URL: 'http://127.0.0.1:1',
  };
  return {
    start: async (more = {}) => {
      const service = await startService({ folder: tmpdir(), main: join(source, 'main.ts'), env: { ...env, ...more } });
      while ((await fetch(`${service.url}/readyz`)).status !== 200);
      return service;
    },
    command: async (...words) => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(source, 'cli/main.ts'), ...words], {
        cwd: tmpdir(),
        env: { ...bareEnv(), ...env },
      });
      return stdout;
    },
  };
}

/** With a site `blog` that anybody may post to. */
export async function withBlog(database: string): Promise<Processes> {
  const processes = processesOn(database);
  await processes.command('site', 'add', 'blog', '--host', 'blog.example');
  await processes.command('site', 'set', 'blog', 'holdUnknownAuthors=false', 'floodSeconds=0');
  return processes;
}

/** What one process stores is in force in the others within two seconds; the rest of this is what a loaded machine takes. */
export const patienceMs = 10_000;

/** Asks until it is so; fails with what it was at last. */
export async function within<T>(milliseconds: number, read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + milliseconds; ; ) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`After ${milliseconds} ms it is still ${JSON.stringify(value).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Each of them in turn, of those that are there now. */
export function inTurn(urls: readonly string[]): () => string | null {
  let turn = 0;
  return () => {
    turn += 1;
    return urls[turn % urls.length] ?? null;
  };
}

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { bareEnv } from '../support/bare-env.ts';
import { type ServiceProcess, startService } from '../support/service-process.ts';
import type { PostingClients } from './posting-clients.ts';

const source = join(import.meta.dirname, '../../src');
const env = { TRUST_PROXY: 'loopback', LOG_LEVEL: 'info' };

/** A folder with a site `blog` that anybody may post to, gone when `act` is done. */
export async function inBlogFolder<T>(act: (folder: string) => Promise<T>, parent = tmpdir()): Promise<T> {
  const folder = await mkdtemp(join(parent, 'backtalk-fault-'));
  try {
    command(folder, 'site', 'add', 'blog', '--host', 'blog.example');
    command(folder, 'site', 'set', 'blog', 'holdUnknownAuthors=false', 'floodSeconds=0');
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function command(folder: string, ...words: readonly string[]): string {
  const argv = [join(source, 'cli/main.ts'), ...words];
  return execFileSync(process.execPath, argv, {
    cwd: folder,
    env: { ...bareEnv(), ...env },
    encoding: 'utf8',
  });
}

/** Started, and answering that it is ready; `took` are the milliseconds until then. */
export async function startReady(folder: string): Promise<ServiceProcess & { readonly took: number }> {
  const began = performance.now();
  const service = await startService({ folder, main: join(source, 'main.ts'), env });
  while ((await fetch(`${service.url}/readyz`)).status !== 200);
  return { ...service, took: performance.now() - began };
}

/** What the database holds beside what the clients were told. */
export interface Reckoning {
  readonly acknowledged: number;
  /** Acknowledged ones that are not there. */
  readonly lost: readonly string[];
  /** Keys or texts that stand there more than once. */
  readonly doubled: readonly string[];
  /** What SQLite's `integrity_check` says: `ok`. */
  readonly integrity: string;
  readonly unexpected: PostingClients['unexpected'];
}

export function reckon(folder: string, { acknowledged, unexpected }: PostingClients): Reckoning {
  const file = new Driver(join(folder, 'data/backtalk.db'), { readonly: true });
  try {
    const ids = new Set(file.prepare('SELECT id FROM comments').pluck().all());
    const doubled = file.prepare('SELECT text FROM comments GROUP BY text HAVING count(*) > 1').pluck().all();
    return {
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter(([, id]) => !ids.has(id)).map(([key]) => key),
      doubled: doubled.map(String),
      integrity: String(file.pragma('integrity_check', { simple: true })),
      unexpected,
    };
  } finally {
    file.close();
  }
}

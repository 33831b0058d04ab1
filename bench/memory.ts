import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from './ask.ts';
import { seed } from './seed.ts';
import { inFolder, startBuilt } from './service.ts';

/** Resident bytes of the service's process. */
export interface Memory {
  readonly idle: number;
  readonly afterReads: number;
  readonly cache: number;
  readonly reads: number;
  readonly pages: number;
}

const pages = 10_000;

/** At rest, and after very many reads over more pages than the ready bytes have room for. */
export function measureMemory({ reads = 1_000_000 } = {}): Promise<Memory> {
  return inFolder(async (folder) => {
    await seed(folder, 'blog', async ({ thread }) => {
      for (let page = 0; page < pages; page += 1) await thread(`https://blog.example/page/${page}`, 12);
    });
    // Held to one core, the collector has no other for its helpers, and frees later.
    const service = await startBuilt(folder, { cores: `0-${availableParallelism() - 1}` });
    const agent = new Agent({ keepAlive: true });
    const figure = async (name: string) => {
      const { body } = await ask(`${service.url}/metrics`, { agent });
      return Number(new RegExp(`^${name} (.+)$`, 'm').exec(body.toString())?.[1]);
    };
    await settled(service.pid);
    const idle = residentBytes(service.pid);
    let done = 0;
    while (done < reads) done += await load(service.url);
    const result = {
      idle,
      afterReads: residentBytes(service.pid),
      cache: await figure('backtalk_ready_bytes'),
      reads: done,
      pages,
    };
    agent.destroy();
    await service.stop();
    return result;
  });
}

/** Once it has worked for the first time it takes a moment to come to rest. */
async function settled(pid: number): Promise<void> {
  for (let before = Number.NaN, now = residentBytes(pid); before !== now; ) {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    before = now;
    now = residentBytes(pid);
  }
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
}

/** Ten seconds of reading; answers how many reads succeeded. */
async function load(url: string): Promise<number> {
  const script = join(import.meta.dirname, 'many-pages.lua');
  // While it waits, what the service logs is read: a full pipe would stop it.
  const { stdout } = await promisify(execFile)('taskset', ['-c', '1', 'wrk', '-t1', '-c32', '-d10s', '-s', script, url]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  return Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

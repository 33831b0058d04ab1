/**
 * What reading a ready thread costs beside node:http alone: requests/s of the two, side by side. Both stay up, the load goes from
 * one to the other and back, and each pair of runs gives one ratio, so that other work of the machine weighs on both.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { target } from './hot-read-target.ts';
import { median } from './numbers.ts';

export interface HotRead {
  readonly asked: string;
  readonly bare: number;
  readonly ours: number;
  /** The median of the pairs' ratios. */
  readonly ratio: number;
}

const cases: Readonly<Record<string, (etag: string) => readonly string[]>> = {
  identity: () => [],
  brotli: () => ['-H', 'Accept-Encoding: gzip, deflate, br, zstd'],
  'not modified': (etag) => ['-H', `If-None-Match: ${etag}`],
};

export async function measureHotReads({ pairs = 15, seconds = 1 } = {}): Promise<HotRead[]> {
  const results: HotRead[] = [];
  for (const [asked, headers] of Object.entries(cases)) results.push(await measure(asked, headers, { pairs, seconds }));
  return results;
}

async function measure(
  asked: string,
  headers: (etag: string) => readonly string[],
  { pairs, seconds }: { pairs: number; seconds: number },
) {
  const [bare, ours] = await Promise.all([start('bare', asked), start('hot', asked)]);
  const load = ({ url, etag }: Started) => requestsPerSecond(url + target, headers(etag), seconds);
  load(bare);
  load(ours);
  const runs = Array.from({ length: pairs }, (_, at) => {
    // Who goes first takes turns as well.
    const first = at % 2 === 0 ? load(bare) : load(ours);
    const second = at % 2 === 0 ? load(ours) : load(bare);
    return at % 2 === 0 ? { bare: first, ours: second } : { bare: second, ours: first };
  });
  bare.process.kill();
  ours.process.kill();
  return {
    asked,
    bare: median(runs.map((run) => run.bare)),
    ours: median(runs.map((run) => run.ours)),
    ratio: median(runs.map((run) => run.ours / run.bare)),
  };
}

interface Started {
  readonly process: ChildProcess;
  readonly url: string;
  readonly etag: string;
}

/** Server and load each have a core to themselves, as far as the machine has them. */
async function start(kind: 'bare' | 'hot', asked: string): Promise<Started> {
  const file = join(import.meta.dirname, 'hot-read-server.ts');
  const process = spawn('taskset', ['-c', '0', globalThis.process.execPath, file, kind, asked], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: process.stdout }), 'line')) as [string];
  return { process, ...(JSON.parse(line) as { url: string; etag: string }) };
}

/** Of wrk with 32 connections, on core 1. */
export function requestsPerSecond(url: string, headers: readonly string[], seconds: number): number {
  const output = execFileSync('taskset', ['-c', '1', 'wrk', '-t1', '-c32', `-d${seconds}s`, ...headers, url], {
    encoding: 'utf8',
  });
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(output);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
}

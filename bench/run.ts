/**
 * `npm run bench`: the figures of docs/benchmarks.md, each a ratio of two things measured side by side, or a time beside another.
 * `npm run bench -- posting memory` measures only those.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureColdReads } from './cold-reads.ts';
import { measureHotReads } from './hot-reads.ts';
import { measureMemory } from './memory.ts';
import { measureMongoColdReads } from './mongo-cold-reads.ts';
import { measureMongoHotReads } from './mongo-hot-reads.ts';
import { measureMongoPosting } from './mongo-posting.ts';
import { inMb, inMs, perSecond } from './numbers.ts';
import { measurePosting } from './posting.ts';
import { measureSignIn } from './sign-in.ts';

/** One line of a table: what was measured, what came of it, and what it must reach. */
type Line = readonly [what: string, figure: string, bar: string];

const measures: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  'hot-reads': async () =>
    (await measureHotReads()).map(({ asked, bare, ours, ratio }) => [
      `GET thread of 42 KB out of memory, ${asked}, beside bare node:http`,
      `${ratio.toFixed(2)} (${perSecond(ours)} of ${perSecond(bare)})`,
      '≥ 0.90',
    ]),
  'cold-reads': async () => {
    const { small, bigFirst, bigLast, chainP95, chainPostP95, sizes } = await measureColdReads();
    return [
      ['GET thread of 100 comments, not in memory', inMs(small), '≤ 5 ms'],
      [`first page of ${sizes.big.toLocaleString('en')} comments`, beside(bigFirst, small), '≤ 1.50'],
      ['its last page, by cursor', beside(bigLast, small), '≤ 1.50'],
      [`chain of ${sizes.chain.toLocaleString('en')} replies, read, p95`, inMs(chainP95), '≤ 300 ms'],
      ['a reply below its end, p95', inMs(chainPostP95), '≤ 300 ms'],
    ];
  },
  'sign-in': async () => {
    const { known, unknown, ratio } = await measureSignIn();
    const figure = `${ratio.toFixed(3)} (${inMs(known)} and ${inMs(unknown)})`;
    return [['a wrong password for an account that is there, beside one that is not (processor time)', figure, '≤ 1.05']];
  },
  posting: async () => {
    const { bare, ours, ratio, p50, p99 } = await measurePosting();
    return [
      [
        'POST comment by 50 clients, beside commits of bare better-sqlite3',
        `${ratio.toFixed(2)} (${perSecond(ours)} of ${perSecond(bare)})`,
        '≥ 0.25',
      ],
      ['the same, p50', inMs(p50), ''],
      ['the same, p99', inMs(p99), '≤ 50 ms'],
    ];
  },
  'mongo-posting': async () => {
    const { bare, ours, ratio, p50, p99 } = await measureMongoPosting();
    return [
      [
        'POST comment by 50 clients on MongoDB, beside insertOne of the bare driver',
        `${ratio.toFixed(2)} (${perSecond(ours)} of ${perSecond(bare)}), p50 ${inMs(p50)}, p99 ${inMs(p99)}`,
        '≥ 0.40',
      ],
    ];
  },
  'mongo-hot-reads': async () => {
    const { sqlite, mongo, ratio } = await measureMongoHotReads();
    return [
      [
        'GET thread out of memory with MongoDB as the store, beside the same with SQLite',
        `${ratio.toFixed(2)} (${perSecond(mongo)} of ${perSecond(sqlite)})`,
        '≥ 0.90',
      ],
    ];
  },
  'mongo-cold-reads': async () => {
    const { small, large } = await measureMongoColdReads();
    return [['first page of 100,000 comments on MongoDB, beside that of 100', beside(large, small), '≤ 1.50']];
  },
  memory: async () => {
    const { idle, afterReads, cache, reads, pages } = await measureMemory();
    return [
      ['resident memory, idle', inMb(idle), '≤ 110 MB'],
      [
        `resident memory after ${reads.toLocaleString('en')} reads over ${pages.toLocaleString('en')} pages`,
        `${inMb(afterReads)}, with ${inMb(cache)} of ready bytes`,
        `≤ ${inMb(idle + readyBytes + 64 * 1_024 * 1_024)}: idle, the bound of ready bytes and 64 MB`,
      ],
    ];
  },
};

const readyBytes = 64 * 1_024 * 1_024;

function beside(ours: number, other: number): string {
  return `${(ours / other).toFixed(2)} (${inMs(ours)})`;
}

async function main(asked: readonly string[]): Promise<void> {
  const unknown = asked.filter((name) => !(name in measures));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. There are ${Object.keys(measures).join(', ')}.`);
  if (availableParallelism() < 2) throw new Error('Service and load need a core each.');
  requireTools();
  execFileSync('npm', ['run', '-s', 'build'], { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' });
  console.log(
    `${cpus()[0]?.model}, ${availableParallelism()} cores, ${inMb(totalmem())}, Node ${process.version}, ${process.platform}\n`,
  );
  console.log('| what | figure | bar |\n|---|---|---|');
  for (const name of asked.length > 0 ? asked : Object.keys(measures)) {
    for (const line of (await measures[name]?.()) ?? []) console.log(`| ${line.join(' | ')} |`);
  }
}

function requireTools(): void {
  try {
    for (const tool of ['wrk', 'taskset']) execFileSync('which', [tool], { stdio: 'ignore' });
  } catch {
    throw new Error('wrk and taskset are needed. On Debian: sudo apt-get install -y wrk util-linux');
  }
}

await main(process.argv.slice(2));

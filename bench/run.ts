/**
 * `npm run bench`: the figures of docs/benchmarks.md, each a ratio of two things measured side by side, or a time beside another.
 * `npm run bench -- posting memory` measures only those.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureClearing } from './clearing.ts';
import { measureColdReads } from './cold-reads.ts';
import { measureFilterPosting } from './filter-posting.ts';
import { measureFragments, measureHotReads } from './hot-reads.ts';
import { measureLinkbacks } from './linkbacks.ts';
import { measureMemory } from './memory.ts';
import { measureMongoColdReads } from './mongo-cold-reads.ts';
import { measureMongoHotReads } from './mongo-hot-reads.ts';
import { measureMongoPosting } from './mongo-posting.ts';
import { measureMongoQueue } from './mongo-queue.ts';
import { inMb, inMs, perSecond } from './numbers.ts';
import { measurePosting } from './posting.ts';
import { measureQueue, type QueueFigure } from './queue.ts';
import { measureSignIn } from './sign-in.ts';
import { measureWidget } from './widget.ts';

/** One line of a table: what was measured, what came of it, and what it must reach. */
type Line = readonly [what: string, figure: string, bar: string];

const measures: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  'hot-reads': async () =>
    (await measureHotReads()).map(({ asked, bare, ours, ratio }) => [
      `GET thread of 42 KB out of memory, ${asked}, beside bare node:http`,
      `${ratio.toFixed(2)} (${perSecond(ours)} of ${perSecond(bare)})`,
      '≥ 0.90',
    ]),
  fragments: async () =>
    (await measureFragments()).map(({ asked, bare, ours, ratio }) => [
      `GET fragment out of memory, ${asked}, beside the JSON of the same thread`,
      `${ratio.toFixed(2)} (${perSecond(ours)} of ${perSecond(bare)})`,
      '',
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
  queue: async () => (await measureQueue()).map((figure) => queueLine('queue', figure)),
  'mongo-queue': async () => (await measureMongoQueue()).map((figure) => queueLine('queue on MongoDB', figure)),
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
  'filter-posting': async () => {
    const { without, withAll, ratio } = await measureFilterPosting();
    return [
      [
        'POST comment by 50 clients with every check of the filter, beside the same without',
        `${ratio.toFixed(2)} (${perSecond(withAll)} of ${perSecond(without)})`,
        '≥ 0.80',
      ],
    ];
  },
  'filter-memory': async () => {
    const script = join(import.meta.dirname, 'filter-memory.ts');
    const { bytes } = JSON.parse(execFileSync(process.execPath, ['--expose-gc', script], { encoding: 'utf8' })) as {
      bytes: number;
    };
    return [['what the filter holds for 100 sites, 300 decisions each', inMb(bytes), '≤ 32 MB']];
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
  widget: async () => {
    const { sizes, painted, requests, shown } = await measureWidget();
    const whole = sizes.filter(({ name }) => /^(embed|widget|words-en)$/.test(name));
    const inAll = whole.reduce((sum, { brotli }) => sum + brotli, 0);
    return [
      ...sizes.map(
        ({ name, raw, gzip, brotli }): Line => [`${name}.js: raw, gzip, brotli`, `${raw}, ${gzip}, ${brotli} bytes`, ''],
      ),
      ['all that a reader loads to read and post, in English', `${inAll} bytes of brotli`, '≤ 12,000'],
      ['requests until 100 comments are painted', `${requests.length}: ${requests.join(' ')}`, 'one after the script'],
      ['Slow 4G, from the script’s request to 100 comments painted', inMs(painted.fromScript), ''],
      ['Slow 4G, from the page’s request to that', inMs(painted.fromPage), ''],
      ['Slow 4G, the same 100 comments in a page without script', inMs(painted.withoutScript), ''],
      ...shown.flatMap(({ comments, script, longest, layoutShift }): Line[] => [
        [`${comments.toLocaleString('en')} comments shown: script on the main thread`, inMs(script), ''],
        [
          `${comments.toLocaleString('en')} comments shown: longest task`,
          longest === 0 ? 'none over 50 ms' : inMs(longest),
          '≤ 50 ms',
        ],
        [`${comments.toLocaleString('en')} comments shown: cumulative layout shift`, layoutShift.toFixed(3), '≤ 0.05'],
      ]),
    ];
  },
  clearing: async () => {
    const { comments, keys, p50, p95, max, own, opened } = await measureClearing();
    return [
      [`keys to clear ${comments} held comments in the dashboard`, (keys / comments).toFixed(2), '≤ 1 a comment'],
      ['from a key to the next row painted, p95', inMs(p95), '≤ 50 ms'],
      ['the same, p50 and slowest', `${inMs(p50)}, ${inMs(max)}`, ''],
      ['of the page’s own main thread for a key, its answer and its redrawing', inMs(own), ''],
      ['from the dashboard’s address to its first row', inMs(opened), ''],
    ];
  },
  linkbacks: async () => {
    const {
      quickP50,
      quickP99,
      emptyP99,
      hangingMax,
      otherWithin,
      longestTarpit,
      oneName,
      endlessNames,
      pings,
      bare,
      known,
      ratio,
    } = await measureLinkbacks();
    return [
      ['pingback from a source that answers, p50 of 200', inMs(quickP50), ''],
      ['the same, p99; of a request that does nothing, meanwhile', `${inMs(quickP99)}; ${inMs(emptyP99)}`, '≤ 100 ms'],
      ['pingback from a source that hangs, the slowest of 100 at once', inMs(hangingMax), '≤ 2,000 ms'],
      ['another verification meanwhile', `${otherWithin.toFixed(1)} s`, '≤ 60 s'],
      ['the longest that one of the 100 was held', `${longestTarpit.toFixed(1)} s`, '≤ 10.5 s'],
      [
        `requests in the busiest minute of one victim, ${pings.toLocaleString('en')} pings, half under one name`,
        String(oneName),
        '≤ 10',
      ],
      ['the same, all names of it', String(endlessNames), '≤ 10'],
      [
        'pingback registered already (48), beside an empty route of Express',
        `${ratio.toFixed(2)} (${perSecond(known)} of ${perSecond(bare)})`,
        '≥ 0.50',
      ],
    ];
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

function queueLine(what: string, figure: QueueFigure): Line {
  const { p50, p95, most } = figure;
  return [
    `${what} of 1,000,000 comments: ${figure.what} (${figure.found}), p95`,
    `${p95 > most ? 'not reached: ' : ''}${inMs(p95)} (p50 ${inMs(p50)})`,
    `≤ ${most} ms`,
  ];
}

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

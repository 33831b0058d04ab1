/**
 * `npm run test:faults`: what may go wrong, at length and under load, with figures; `npm run test:faults -- kill` does only that.
 * The short forms stand in `short.test.ts`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fillDisk } from './disk-full.ts';
import { failOver, waysToLoseAPrimary } from './failover.ts';
import { killUnderLoad } from './kill-nine.ts';
import { killOneOfTwo } from './kill-one-of-two.ts';
import type { MongoReckoning } from './mongo-reckoning.ts';
import type { Reckoning } from './service-under-load.ts';
import { mayMount } from './small-disk.ts';
import { terminateUnderLoad } from './terminate.ts';

/** What was seen, as a sentence, and the promises that were not kept. */
interface Outcome {
  readonly seen: string;
  readonly broken: readonly string[];
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const most = (values: readonly number[]): number => Math.max(...values);
const unless = (kept: boolean, promise: string): string[] => (kept ? [] : [promise]);

const trials: Readonly<Record<string, () => Promise<Outcome>>> = {
  kill: async () => {
    const report = await killUnderLoad({ kills: 30, clients: 50, each: 1_000 });
    return {
      seen: `30 kills under 50 clients: ${counted(report)}, ready again after ${seconds(most(report.readyAfter))} at most`,
      broken: [
        ...unkept(report),
        ...unless(report.acknowledged >= 20_000, '20,000 acknowledged comments'),
        ...unless(most(report.readyAfter) <= 5_000, 'ready again in 5 s'),
      ],
    };
  },
  terminate: async () => {
    const report = await terminateUnderLoad({ times: 20, clients: 50 });
    return {
      seen: `20 SIGTERMs under 50 clients: ${counted(report)}, exit codes ${[...new Set(report.exitCodes)]}, ended after ${seconds(most(report.endedAfter))} at most`,
      broken: [
        ...unkept(report),
        ...unless(
          report.exitCodes.every((code) => code === 0),
          'exit code 0',
        ),
        ...unless(most(report.endedAfter) <= 10_000, 'ended within 10 s'),
      ],
    };
  },
  disk: async () => {
    const cannot = mayMount();
    if (cannot) return { seen: `full disk: not tried, ${cannot}`, broken: [] };
    const report = await fillDisk({ clients: 50 });
    return {
      seen: `full disk under 50 clients: ${counted(report)}, ${JSON.stringify(report.statuses)}, writes again after ${seconds(report.backAfter)}`,
      broken: [...unkept(report), ...unless(report.backAfter <= 10_000, 'writes again in 10 s')],
    };
  },
  failover: async () => {
    const ways = Array.from({ length: 10 }, (_, at) => waysToLoseAPrimary[at % waysToLoseAPrimary.length] ?? 'kill');
    const report = await failOver({ ways, clients: 50 });
    return {
      seen: `10 losses of a MongoDB primary under 50 clients: ${countedInMongo(report)}, back after ${seconds(most(report.backAfter))} at most`,
      broken: [...unkeptInMongo(report), ...unless(most(report.backAfter) <= 10_000, 'back in 10 s')],
    };
  },
  'kill-one-of-two': async () => {
    const report = await killOneOfTwo({ clients: 50 });
    return {
      seen: `one of two processes killed under 50 clients: ${countedInMongo(report)}, its job done after ${seconds(report.jobsDoneAfter)}`,
      broken: [...unkeptInMongo(report), ...unless(report.jobsDoneAfter <= 65_000, 'its job done in lease and 5 s')],
    };
  },
  races: () => atLength('tests/storage/interleavings.test.ts', {}),
  subscriptions: () => atLength('tests/subscriptions/agreeing.test.ts', { ORIGINS: '1000' }),
};

/** Runs a file of tests in its long form, on both stores. */
async function atLength(file: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const broken: string[] = [];
  for (const store of ['sqlite', 'mongo']) {
    const args = ['tests/support/run.ts', file];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env, STORE: store }, stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    broken.push(...unless(code === 0, `${file} on ${store}`));
  }
  return { seen: `${[file, ...Object.entries(env).map((pair) => pair.join('='))].join(' ')} on both stores`, broken };
}

function countedInMongo({ acknowledged, lost, doubled, miscounted }: MongoReckoning): string {
  return `${acknowledged.toLocaleString('en')} acknowledged, ${lost.length} lost, ${doubled.length} doubled, ${miscounted.length} miscounted`;
}

function unkeptInMongo({ lost, doubled, miscounted, unexpected }: MongoReckoning): string[] {
  return [
    ...unless(lost.length === 0, 'nothing lost'),
    ...unless(doubled.length === 0, 'nothing doubled'),
    ...unless(miscounted.length === 0, `counts equal a recount: ${miscounted}`),
    ...unless(unexpected.length === 0, `no other answers, but there were ${JSON.stringify(unexpected.slice(0, 3))}`),
  ];
}

function counted({ acknowledged, lost, doubled, integrity }: Reckoning): string {
  return `${acknowledged.toLocaleString('en')} acknowledged, ${lost.length} lost, ${doubled.length} doubled, integrity ${integrity}`;
}

function unkept({ lost, doubled, integrity, unexpected }: Reckoning): string[] {
  return [
    ...unless(lost.length === 0, 'nothing lost'),
    ...unless(doubled.length === 0, 'nothing doubled'),
    ...unless(integrity === 'ok', 'integrity_check ok'),
    ...unless(unexpected.length === 0, `no other answers, but there were ${JSON.stringify(unexpected.slice(0, 3))}`),
  ];
}

async function main(asked: readonly string[]): Promise<void> {
  for (const name of asked.length > 0 ? asked : Object.keys(trials)) {
    const trial = trials[name];
    if (!trial) throw new Error(`There is no ${name}. There are ${Object.keys(trials).join(', ')}.`);
    const { seen, broken } = await trial();
    console.log(seen);
    for (const promise of broken) console.error(`  not kept: ${promise}`);
    if (broken.length > 0) process.exitCode = 1;
  }
}

await main(process.argv.slice(2));

import { deepEqual, equal } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Job, JobKind, NewJob } from '../../src/jobs/job.ts';
import { retryAt } from '../../src/jobs/retry.ts';
import { createWorker, type Handler } from '../../src/jobs/worker.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { clockFrom, minute } from '../support/running.ts';

/** A worker on a real store, with handlers that only tell what they were given. */
async function workingOn(t: TestContext, handle: Handler) {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  const clock = clockFrom();
  const store = await openSqliteStore({ path: join(folder, 'jobs.db'), now: clock.now });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `job-${ids}`;
  };
  const kinds: readonly JobKind[] = [
    'expire-comments',
    'shorten-addresses',
    'close-threads',
    'age-pages',
    'trim-journals',
    'merge-page',
    'clear-site',
  ];
  const handlers = Object.fromEntries(kinds.map((kind) => [kind, handle])) as Record<JobKind, Handler>;
  const failures: string[] = [];
  const worker = createWorker({
    store,
    handlers,
    now: clock.now,
    newId,
    onFailure: (job, error) => failures.push(`${job.key}: ${error}`),
  });
  const jobs = (keys: readonly string[]): NewJob[] =>
    keys.map((key) => ({ id: newId(), key, kind: 'clear-site', subjectId: key, runAt: clock.now() }));
  const runAll = async () => {
    let done = 0;
    for (let more = await worker.runDue(); more > 0; more = await worker.runDue()) done += more;
    return done;
  };
  return { store, clock, worker, jobs, runAll, failures };
}

test('one poison job among a thousand holds up none of the others, and stays visible with its reason', async (t) => {
  const done: string[] = [];
  const handle = async (job: Job) => {
    if (job.subjectId === 'poison') throw new Error('it is bad');
    done.push(job.subjectId);
    return null;
  };
  const { store, clock, jobs, runAll, failures } = await workingOn(t, handle);
  await store.jobs.add(jobs(['poison', ...Array.from({ length: 999 }, (_, at) => `good ${at}`)]));
  equal(await runAll(), 1_000);
  equal(new Set(done).size, 999);
  for (let attempts = 1; retryAt(0, attempts) !== null; attempts += 1) {
    clock.pass((retryAt(0, attempts) ?? 0) + 1);
    equal(await runAll(), 1);
  }
  const [failed] = await store.jobs.failed(10);
  deepEqual([failed?.subjectId, failed?.lastError, failures.length], ['poison', 'it is bad', failed?.attempts]);
  clock.pass(10_000 * minute);
  equal(await runAll(), 0, 'it gave up');
  equal(await store.jobs.retry(failed?.id ?? '', clock.now()), true);
  equal(await runAll(), 1, 'until somebody asks for it again');
});

test('a job whose worker died is done by the next once its lease is over', async (t) => {
  const done: string[] = [];
  const { store, clock, jobs, runAll } = await workingOn(t, async (job) => {
    done.push(job.key);
    return null;
  });
  await store.jobs.add(jobs(['a']));
  equal((await store.jobs.claim(clock.now(), clock.now() + minute, 10)).length, 1, 'claimed, and never heard of again');
  equal(await runAll(), 0);
  clock.pass(minute);
  equal(await runAll(), 1);
  deepEqual(done, ['a']);
});

test('a standing job comes back when it says', async (t) => {
  const times: number[] = [];
  const context = await workingOn(t, async () => {
    times.push(context.clock.now());
    return { againAt: context.clock.now() + 5 * minute };
  });
  const { store, clock, jobs, runAll } = context;
  await store.jobs.add(jobs(['standing']));
  equal(await runAll(), 1);
  clock.pass(5 * minute - 1);
  equal(await runAll(), 0);
  clock.pass(1);
  equal(await runAll(), 1);
  equal(times.length, 2);
});

test('waits grow, and end', () => {
  const waits = Array.from({ length: 9 }, (_, at) => retryAt(0, at + 1));
  deepEqual(waits, [...waits.slice(0, 8).toSorted((a, b) => (a ?? 0) - (b ?? 0)), null]);
});

test('a job that waits for somebody else keeps no other waiting, and is waited for at the end', async (t) => {
  const done: string[] = [];
  const slow = Promise.withResolvers<void>();
  const all = Promise.withResolvers<void>();
  const { store, clock, worker, jobs } = await workingOn(t, async (job: Job) => {
    if (job.subjectId.startsWith('slow')) await slow.promise;
    done.push(job.subjectId);
    if (done.length === 20) all.resolve();
    return null;
  });
  const names = (what: string, count: number) => Array.from({ length: count }, (_, n) => `${what} ${n}`);
  await store.jobs.add(jobs(names('slow', 15)));
  clock.pass(1);
  await store.jobs.add(jobs(names('quick', 20)));
  await worker.start([]);
  await all.promise;
  equal(done.length, 20);
  const stopped = worker.stop();
  slow.resolve();
  await stopped;
  equal(done.length, 35);
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Job } from '../../src/jobs/job.ts';
import { minute } from '../support/running.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { idsOf } from './specimens.ts';

const keysOf = (jobs: readonly Job[]): string[] => jobs.map(({ key }) => key);

async function claimOne({ store, clock }: Subject, leaseMs = minute): Promise<Job> {
  const [job] = await store.jobs.claim(clock.now(), clock.now() + leaseMs, 1);
  ok(job);
  return job;
}

export function jobs(spec: Spec): void {
  spec('jobs of a kind that wait for later are brought forward, and no others', async ({ store, make, clock }) => {
    const later = { runAt: clock.now() + minute };
    await store.jobs.add([make.job('a', { ...later, kind: 'recheck' }), make.job('b', later)]);
    await store.jobs.bringForward('recheck', clock.now());
    deepEqual(
      (await store.jobs.claim(clock.now(), clock.now() + 1, 9)).map(({ key }) => key),
      ['a'],
    );
  });

  claiming(spec);
  ending(spec);
}

function claiming(spec: Spec): void {
  spec('two claimers through two stores share the jobs, and none is given twice', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    await store.jobs.add(Array.from({ length: 100 }, (_, at) => make.job(`${at}`)));
    const claim = async (by: typeof store) => {
      const mine: Job[] = [];
      for (;;) {
        const some = await by.jobs.claim(clock.now(), clock.now() + minute, 7);
        if (some.length === 0) return mine;
        mine.push(...some);
      }
    };
    const claimed = (await Promise.all([claim(store), claim(other), claim(store), claim(other)])).flat();
    equal(claimed.length, 100);
    equal(new Set(idsOf(claimed)).size, 100);
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 100, due: 0, failed: 0 });
  });

  spec('jobs come by their time, equal times by id, each with what it was added with', async ({ store, make, clock }) => {
    const [a, b] = [make.job('$a.b'), make.job('__proto__', { kind: 'merge-page', subjectId: '' })];
    const early = make.job('early', { runAt: clock.now() - minute });
    const late = make.job('late', { runAt: clock.now() + 1 });
    await store.jobs.add([late, a, b, early]);
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 4, due: 3, failed: 0 });
    const claimed = await store.jobs.claim(clock.now(), clock.now() + minute, 10);
    const fresh = { attempts: 1, leasedUntil: clock.now() + minute, lastError: null, failedAt: null };
    const expected = [early, ...[a, b].toSorted((one, two) => (one.id < two.id ? -1 : 1))];
    deepEqual(
      claimed,
      expected.map((job) => ({ ...job, ...fresh })),
    );
    clock.pass(1);
    deepEqual(keysOf(await store.jobs.claim(clock.now(), clock.now() + minute, 10)), ['late']);
  });

  spec('a key stands once, whoever adds it again and whatever with', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const first = make.job('same');
    await store.jobs.add([first]);
    await Promise.all(
      [store, other].map((it) => it.jobs.add([make.job('same', { runAt: 0 }), make.job('new'), make.job('new')])),
    );
    const claimed = await store.jobs.claim(clock.now(), clock.now() + minute, 10);
    deepEqual(keysOf(claimed).toSorted(), ['new', 'same']);
    deepEqual(claimed.find(({ key }) => key === 'same')?.id, first.id);
    await store.jobs.add([]);
  });

  spec('a lease holds until its time, and then the job is another’s, whose finish alone counts', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    await store.jobs.add([make.job('job')]);
    const first = await claimOne(subject);
    clock.pass(minute - 1);
    deepEqual(await other.jobs.claim(clock.now(), clock.now() + minute, 1), []);
    clock.pass(1);
    const [second] = await other.jobs.claim(clock.now(), clock.now() + minute, 1);
    deepEqual([second?.id, second?.attempts], [first.id, 2]);
    await store.jobs.finish(first, null);
    await store.jobs.finish(first, clock.now());
    await store.jobs.fail(first, { error: 'late', runAt: null, now: clock.now() });
    await store.jobs.fail(first, { error: 'late', runAt: clock.now(), now: clock.now() });
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 1, due: 0, failed: 0 });
    if (second) await other.jobs.finish(second, null);
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 0, due: 0, failed: 0 });
  });
}

function ending(spec: Spec): void {
  spec('a finished job leaves its key free', async (subject) => {
    const { store, make, clock } = subject;
    await store.jobs.add([make.job('job')]);
    await store.jobs.finish(await claimOne(subject), null);
    const again = make.job('job');
    await store.jobs.add([again]);
    equal((await claimOne(subject)).id, again.id);
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 1, due: 0, failed: 0 });
  });

  spec('a job that comes back is as new then', async (subject) => {
    const { store, make, clock } = subject;
    await store.jobs.add([make.job('job')]);
    await store.jobs.fail(await claimOne(subject), { error: 'once', runAt: clock.now(), now: clock.now() });
    await store.jobs.finish(await claimOne(subject), clock.now() + minute);
    deepEqual(await store.jobs.claim(clock.now() + minute - 1, clock.now() + 2 * minute, 1), []);
    clock.pass(minute);
    const job = await claimOne(subject);
    deepEqual([job.attempts, job.lastError, job.runAt], [1, null, clock.now()]);
  });

  spec('a failed job is tried again at its time with its reason, and stands aside once it gave up', async (subject) => {
    const { store, make, clock } = subject;
    await store.jobs.add([make.job('job')]);
    await store.jobs.fail(await claimOne(subject), { error: 'away {"$gt":""}', runAt: clock.now() + minute, now: clock.now() });
    deepEqual(await store.jobs.claim(clock.now(), clock.now() + 1, 1), []);
    clock.pass(minute);
    const again = await claimOne(subject);
    deepEqual([again.attempts, again.lastError], [2, 'away {"$gt":""}']);
    await store.jobs.fail(again, { error: 'gone', runAt: null, now: clock.now() });
    clock.pass(100 * minute);
    deepEqual(await store.jobs.claim(clock.now(), clock.now() + minute, 1), []);
    deepEqual(await store.jobs.counts(clock.now()), { waiting: 0, due: 0, failed: 1 });
    const expected = { ...again, leasedUntil: null, lastError: 'gone', failedAt: clock.now() - 100 * minute };
    deepEqual(await store.jobs.failed(10), [expected]);
    await store.jobs.add([make.job('job')]);
    deepEqual((await store.jobs.counts(clock.now())).waiting, 0, 'its key stands for it still');
  });

  spec('a job that gave up is tried anew when somebody asks, once', async (subject) => {
    const { store, make, clock } = subject;
    const waiting = make.job('waiting', { runAt: clock.now() + minute });
    await store.jobs.add([make.job('job'), waiting]);
    const { id } = await claimOne(subject);
    equal(await store.jobs.retry(id, clock.now()), false, 'it has not given up');
    equal(await store.jobs.retry(waiting.id, clock.now()), false);
    clock.pass(minute);
    const [claimed] = (await store.jobs.claim(clock.now(), clock.now() + minute, 9)).filter((job) => job.id === id);
    ok(claimed);
    await store.jobs.fail(claimed, { error: 'gone', runAt: null, now: clock.now() });
    const answers = await Promise.all([store, await subject.another()].map((it) => it.jobs.retry(id, clock.now())));
    deepEqual(answers.toSorted(), [false, true]);
    equal(await store.jobs.retry(make.id(), clock.now()), false);
    const again = await claimOne(subject);
    deepEqual([again.id, again.attempts, again.failedAt], [id, 1, null]);
    deepEqual(await store.jobs.failed(10), []);
  });

  spec('those that gave up are listed latest first, equal times by id', async (subject) => {
    const { store, make, clock } = subject;
    const failed: Job[] = [];
    for (const count of [2, 3]) {
      await store.jobs.add(Array.from({ length: count }, (_, at) => make.job(`${count} ${at}`)));
      for (const job of await store.jobs.claim(clock.now(), clock.now() + minute, 9)) {
        await store.jobs.fail(job, { error: 'x', runAt: null, now: clock.now() });
        failed.push({ ...job, failedAt: clock.now() });
      }
      clock.pass(1);
    }
    const order = (a: Job, b: Job) => (b.failedAt ?? 0) - (a.failedAt ?? 0) || (a.id < b.id ? 1 : -1);
    deepEqual(idsOf(await store.jobs.failed(9)), idsOf(failed.toSorted(order)));
    deepEqual(idsOf(await store.jobs.failed(2)), idsOf(failed.toSorted(order)).slice(0, 2));
  });
}

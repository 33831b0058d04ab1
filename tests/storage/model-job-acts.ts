import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { Job } from '../../src/jobs/job.ts';
import { addJobs } from './model.ts';
import { acts, few, millisecondsAway, type Scene } from './model-scene.ts';

const kinds = ['add', 'claim', 'claim', 'finish', 'again', 'fail', 'give up', 'late', 'retry'] as const;
type JobAct = (typeof kinds)[number];

const working = acts<{ what: JobAct; at: number; away: number }>(
  'job',
  {
    what: fc.constantFrom(...kinds),
    at: few,
    away: millisecondsAway,
  },
  async ({ what, at, away }, { real, store, model }) => {
    const now = real.clock.now();
    if (what === 'add') {
      const job = real.make.job(`mail ${at}`, { runAt: now + away });
      await store.jobs.add([job]);
      return addJobs(model, [job]);
    }
    if (what === 'claim') return claimBoth({ real, store, model }, { limit: at + 1, until: now + away });
    const job = [...model.jobs.values()].at(at);
    if (!job) return;
    if (what === 'late') {
      // A claimer from before, whose lease passed on.
      const late = { ...job, leasedUntil: (job.leasedUntil ?? now) - 1 };
      await store.jobs.finish(late, at === 0 ? null : now);
      await store.jobs.fail(late, { error: 'late', runAt: at === 1 ? null : now, now });
    } else if (what === 'retry') {
      equal(await store.jobs.retry(job.id, now), job.failedAt !== null);
      if (job.failedAt !== null) model.jobs.set(job.id, { ...job, failedAt: null, attempts: 0, runAt: now });
    } else await endBoth({ store, model }, { what, job, at: now + away, now });
  },
);

async function claimBoth({ real, store, model }: Scene, { limit, until }: { limit: number; until: number }): Promise<void> {
  const now = real.clock.now();
  const due = [...model.jobs.values()]
    .filter((job) => job.failedAt === null && job.runAt <= now && (job.leasedUntil ?? 0) <= now)
    .toSorted((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map((job) => ({ ...job, attempts: job.attempts + 1, leasedUntil: until }));
  for (const job of due) model.jobs.set(job.id, job);
  deepEqual(await store.jobs.claim(now, until, limit), due);
}

interface Ending {
  readonly what: JobAct;
  readonly job: Job;
  readonly at: number;
  readonly now: number;
}

async function endBoth({ store, model }: Pick<Scene, 'store' | 'model'>, { what, job, at, now }: Ending): Promise<void> {
  if (job.leasedUntil === null) return;
  const free = { ...job, leasedUntil: null };
  const runAt = what === 'give up' ? null : at;
  if (what === 'finish' || what === 'again') await store.jobs.finish(job, what === 'again' ? at : null);
  else await store.jobs.fail(job, { error: 'It failed.', runAt, now });
  if (what === 'finish') model.jobs.delete(job.id);
  else if (what === 'again') model.jobs.set(job.id, { ...free, runAt: at, attempts: 0, lastError: null });
  else
    model.jobs.set(job.id, {
      ...free,
      runAt: runAt ?? job.runAt,
      lastError: 'It failed.',
      failedAt: runAt === null ? now : null,
    });
}

export const jobActs = [working, working, working];

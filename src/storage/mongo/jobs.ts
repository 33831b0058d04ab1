import type { Job } from '../../jobs/job.ts';
import type { Jobs } from '../jobs.ts';
import { guarded, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { type JobRow, jobOf } from './rows.ts';
import { addJobs } from './settle.ts';

export function createJobs(mongo: Mongo): Jobs {
  const { jobs } = mongo;
  return guarded<Jobs>({
    add: (some) => addJobs(mongo, [{ jobs: some }]),
    claim: (now, leasedUntil, limit) => claim(mongo, { now, leasedUntil }, limit),
    finish: async (job, againAt) => {
      if (againAt === null) await steadily(() => jobs.deleteOne(mine(job)));
      else {
        const again = { runAt: againAt, attempts: 0, leasedUntil: null, lastError: null };
        await steadily(() => jobs.updateOne(mine(job), { $set: again }));
      }
    },
    fail: async (job, { error, runAt, now }) => {
      const when = runAt === null ? { failedAt: now } : { runAt, failedAt: null };
      await steadily(() => jobs.updateOne(mine(job), { $set: { ...when, leasedUntil: null, lastError: error } }));
    },
    failed: async (limit) => {
      const rows = jobs.find({ failedAt: { $type: 'number' } } as object).sort({ failedAt: -1, id: -1 });
      return (await steadily(() => rows.clone().limit(limit).toArray())).map(jobOf);
    },
    retry: async (id, now) => {
      const failed = { id, failedAt: { $type: 'number' } } as object;
      const { matchedCount } = await steadily(() =>
        jobs.updateOne(failed, { $set: { failedAt: null, attempts: 0, runAt: now } }),
      );
      return matchedCount > 0;
    },
    bringForward: async (kind, now) => {
      const waiting = { kind, failedAt: null, runAt: { $gt: now } };
      await steadily(() => jobs.updateMany(waiting, { $set: { runAt: now } }));
    },
    counts: async (now) => {
      const waiting = { failedAt: null };
      const [all, due, failed] = await Promise.all([
        steadily(() => jobs.countDocuments(waiting)),
        steadily(() => jobs.countDocuments(dueAt(now))),
        steadily(() => jobs.countDocuments({ failedAt: { $type: 'number' } } as object)),
      ]);
      return { waiting: all, due, failed };
    },
  });
}

/** The lease is both a promise and a claim check: whoever comes back after it ran out changes nothing. */
const mine = ({ key, id, leasedUntil }: Job) => ({ _id: key, id, leasedUntil });

const dueAt = (now: number) => ({
  failedAt: null,
  runAt: { $lte: now },
  $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }],
});

/**
 * Looks for due ones and takes each by an update that only one claimer can make. An answer that is lost leaves a lease that nobody
 * has: it runs out, like a dead claimer's.
 */
async function claim({ jobs }: Mongo, { now, leasedUntil }: { now: number; leasedUntil: number }, limit: number): Promise<Job[]> {
  const claimed: JobRow[] = [];
  const due = jobs.find(dueAt(now)).sort({ runAt: 1, id: 1 });
  // Others claim as well: twice as many are looked at as are wanted.
  const candidates = await steadily(() =>
    due
      .clone()
      .limit(2 * limit)
      .toArray(),
  );
  for (const { _id, runAt } of candidates) {
    if (claimed.length === limit) break;
    const lease = { $set: { leasedUntil }, $inc: { attempts: 1 } };
    const row = await jobs.findOneAndUpdate({ _id, ...dueAt(now), runAt }, lease, { returnDocument: 'after' });
    if (row) claimed.push(row);
  }
  return claimed.map(jobOf);
}

import type { Job } from '../../jobs/job.ts';
import type { Jobs } from '../jobs.ts';
import { guarded, type Row, type Sqlite, storeJob } from './database.ts';

export function createJobs(database: Sqlite): Jobs {
  return guarded<Jobs>({
    add: (jobs) =>
      database.write(() => {
        for (const job of jobs) storeJob(database, job);
      }),
    claim: (now, leasedUntil, limit) => claim(database, { now, leasedUntil }, limit),
    finish: (job, againAt) => {
      if (againAt === null)
        database.write(() => database.run('DELETE FROM jobs WHERE id = ? AND leased_until = ?', job.id, job.leasedUntil));
      else {
        const sql =
          'UPDATE jobs SET run_at = ?, attempts = 0, leased_until = NULL, last_error = NULL WHERE id = ? AND leased_until = ?';
        database.write(() => database.run(sql, againAt, job.id, job.leasedUntil));
      }
    },
    fail: (job, { error, runAt, now }) => {
      const sql = `UPDATE jobs SET run_at = coalesce(?1, run_at), failed_at = CASE WHEN ?1 IS NULL THEN ?2 END, leased_until = NULL, last_error = ?3
        WHERE id = ?4 AND leased_until = ?5`;
      database.write(() => database.run(sql, runAt, now, error, job.id, job.leasedUntil));
    },
    failed: (limit) =>
      database.all('SELECT * FROM jobs WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id DESC LIMIT ?', limit).map(jobOf),
    retry: (id, now) =>
      database.write(
        () =>
          database.run(
            'UPDATE jobs SET failed_at = NULL, attempts = 0, run_at = ? WHERE id = ? AND failed_at IS NOT NULL',
            now,
            id,
          ) > 0,
      ),
    bringForward: (kind, now) => bringForward(database, kind, now),
    counts: (now) => {
      const count = (where: string, ...values: number[]) =>
        Number(database.get(`SELECT count(*) AS n FROM jobs WHERE ${where}`, ...values)?.['n']);
      return {
        waiting: count('failed_at IS NULL'),
        due: count('failed_at IS NULL AND run_at <= ? AND (leased_until IS NULL OR leased_until <= ?)', now, now),
        failed: count('failed_at IS NOT NULL'),
      };
    },
  });
}

function bringForward(database: Sqlite, kind: Job['kind'], now: number): void {
  const sql = 'UPDATE jobs SET run_at = ?1 WHERE kind = ?2 AND run_at > ?1 AND failed_at IS NULL';
  database.write(() => database.run(sql, now, kind));
}

/** The lease is both a promise and a claim check: whoever comes back after it ran out changes nothing. */
function claim(database: Sqlite, { now, leasedUntil }: { now: number; leasedUntil: number }, limit: number): Job[] {
  const due = 'failed_at IS NULL AND run_at <= ?1 AND (leased_until IS NULL OR leased_until <= ?1)';
  // Looking costs no write; most rounds of a worker find nothing.
  if (!database.get(`SELECT 1 FROM jobs WHERE ${due} LIMIT 1`, now)) return [];
  const sql = `UPDATE jobs SET leased_until = ?2, attempts = attempts + 1
    WHERE id IN (SELECT id FROM jobs WHERE ${due} ORDER BY run_at, id LIMIT ?3) RETURNING *`;
  return database
    .write(() => database.all(sql, now, leasedUntil, limit).map(jobOf))
    .sort((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
}

function jobOf(row: Row): Job {
  return {
    id: String(row['id']),
    key: String(row['key']),
    kind: String(row['kind']) as Job['kind'],
    subjectId: String(row['subject_id']),
    runAt: Number(row['run_at']),
    attempts: Number(row['attempts']),
    leasedUntil: row['leased_until'] === null ? null : Number(row['leased_until']),
    lastError: row['last_error'] === null ? null : String(row['last_error']),
    failedAt: row['failed_at'] === null ? null : Number(row['failed_at']),
  };
}

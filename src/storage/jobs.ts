import type { Job, NewJob } from '../jobs/job.ts';

/** The part of the port that keeps what is to be done outside of requests. */
export interface Jobs {
  /** Adds those whose key is not there yet. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /** Up to `limit` due ones, each for this claimer alone until `leasedUntil`. A job whose lease ran out is due again. */
  claim(now: number, leasedUntil: number, limit: number): Promise<readonly Job[]>;
  /** Done, unless the lease passed to another claimer; with `againAt`, due once more then. */
  finish(job: Job, againAt: number | null): Promise<void>;
  /** Due again at `runAt`; null: gave up, kept for a person to see. */
  fail(job: Job, failure: { readonly error: string; readonly runAt: number | null; readonly now: number }): Promise<void>;
  /** Latest first. */
  failed(limit: number): Promise<readonly Job[]>;
  retry(id: string, now: number): Promise<boolean>;
  /** Makes all of that kind due that wait for a later time. */
  bringForward(kind: Job['kind'], now: number): Promise<void>;
  /** Waiting for their time or a worker, and given up. */
  counts(now: number): Promise<{ readonly waiting: number; readonly due: number; readonly failed: number }>;
}

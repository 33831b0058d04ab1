import type { Store } from '../storage/store.ts';
import type { Job, JobKind, NewJob } from './job.ts';
import { retryAt } from './retry.ts';

/** Does one job, which may have been done before. Answers when the same is due again, or null when it is done for good. */
export type Handler = (job: Job) => Promise<{ readonly againAt: number } | null>;

export interface WorkerNeeds {
  readonly store: Pick<Store, 'jobs'>;
  readonly handlers: Readonly<Record<JobKind, Handler>>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onFailure: (job: Job, error: unknown) => void;
}

export interface Worker {
  /** Adds the jobs that are always there, and looks for due ones from now on. */
  start(standing: readonly Omit<NewJob, 'id' | 'runAt'>[]): Promise<void>;
  /** Does what is due now, and answers how many jobs that were. */
  runDue(): Promise<number>;
  /** Takes no new job, and waits for those in hand. */
  stop(): Promise<void>;
}

const batch = 10;
/** So many jobs at once. Those that wait for somebody else's server take long and cost nothing, and must not keep others waiting. */
const hands = 40;
const leaseMs = 60_000;
const pollMs = 1_000;

export function createWorker(needs: WorkerNeeds): Worker {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  const inHand = new Set<Promise<void>>();

  const take = async () => {
    const now = needs.now();
    const free = Math.min(batch, hands - inHand.size);
    const jobs = stopped || free === 0 ? [] : await needs.store.jobs.claim(now, now + leaseMs, free);
    return jobs.map((job) => {
      const working = work(needs, job).finally(() => inHand.delete(working));
      inHand.add(working);
      return working;
    });
  };
  const round = async () => {
    // The store being away is met again at the next round, and is told by /readyz meanwhile.
    const taken = await take().catch(() => []);
    if (inHand.size === hands) await Promise.race(inHand);
    if (!stopped) timer = setTimeout(look, taken.length === batch ? 0 : pollMs).unref();
  };
  const look = () => {
    looking = round();
  };
  return {
    start: async (standing) => {
      await needs.store.jobs.add(standing.map((job) => ({ ...job, id: needs.newId(), runAt: needs.now() })));
      look();
    },
    runDue: async () => {
      const taken = await take();
      await Promise.all(taken);
      return taken.length;
    },
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await looking;
      await Promise.all(inHand);
    },
  };
}

async function work(needs: WorkerNeeds, job: Job): Promise<void> {
  try {
    const outcome = await needs.handlers[job.kind](job);
    await needs.store.jobs.finish(job, outcome?.againAt ?? null);
  } catch (error) {
    needs.onFailure(job, error);
    const text = error instanceof Error ? error.message : String(error);
    const now = needs.now();
    // A lease that cannot even be given back runs out by itself.
    const failure = { error: text.slice(0, 500), runAt: retryAt(now, job.attempts), now };
    await needs.store.jobs.fail(job, failure).catch(() => undefined);
  }
}

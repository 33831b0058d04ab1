import { mongoPlace } from '../support/mongo-places.ts';
import { asking } from '../support/mongod.ts';
import { inTurn, withBlog, within } from '../support/two-processes.ts';
import { type MongoReckoning, reckonMongo } from './mongo-reckoning.ts';
import { startPosting } from './posting-clients.ts';

export interface KillOneReport extends MongoReckoning {
  /** Milliseconds until no job was left to a dead process. */
  readonly jobsDoneAfter: number;
}

const leaseMs = 60_000;

/** Kills one of two processes with SIGKILL under posting clients, while it has a job in hand. */
export async function killOneOfTwo({ clients }: { readonly clients: number }): Promise<KillOneReport> {
  const place = await mongoPlace();
  const processes = await withBlog(place.address);
  const [survivor, victim] = [await processes.start(), await processes.start()];
  const urls = [survivor.url, victim.url];
  const posting = startPosting(inTurn(urls), clients);
  try {
    await posting.more(300);
    urls.pop();
    await Promise.all([leaveJob(place.address), victim.kill()]);
    const began = performance.now();
    await posting.more(300);
    await posting.stop();
    await within(
      leaseMs + 5_000,
      () => jobsOf(place.address),
      (count) => count === 0,
    );
    return { ...(await reckonMongo(place.address, posting)), jobsDoneAfter: performance.now() - began };
  } finally {
    await survivor.stop();
    await place.remove();
  }
}

const jobs = (url: string) => ({ url, kind: 'clear-site', key: 'left by a dead process' });

/** A job as a process has it that claimed it a moment ago and will never come back. */
function leaveJob(url: string): Promise<unknown> {
  const { kind, key } = jobs(url);
  const now = Date.now();
  const row = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', kind, subjectId: 'none', runAt: now, attempts: 1, leasedUntil: now + leaseMs };
  return asking(url, (client) =>
    client
      .db()
      .collection<{ _id: string }>('jobs')
      .insertOne({ _id: key, ...row, lastError: null, failedAt: null } as { _id: string }),
  );
}

function jobsOf(url: string): Promise<number> {
  return asking(url, (client) =>
    client
      .db()
      .collection<{ _id: string }>('jobs')
      .countDocuments({ _id: jobs(url).key }),
  );
}

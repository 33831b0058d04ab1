import type { JobKind } from '../../src/jobs/job.ts';
import type { Running } from './running.ts';

/** A job that gave up; answers its id. */
export async function failedJob(
  { service }: Pick<Running, 'service'>,
  { kind, about, error = 'It would not.' }: { readonly kind: JobKind; readonly about: string; readonly error?: string },
): Promise<string> {
  const { jobs } = service.store;
  const now = service.now();
  const id = service.newId();
  await jobs.add([{ id, key: `failed:${id}`, kind, subjectId: about, runAt: now }]);
  for (const job of await jobs.claim(now, now + 1, 1_000)) {
    if (job.id === id) await jobs.fail(job, { error, runAt: null, now });
    else await jobs.finish(job, job.runAt);
  }
  return id;
}

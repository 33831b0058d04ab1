import { standingJobs } from '../../src/jobs/handlers.ts';
import type { Running } from './running.ts';

/** Does everything that is due by the test's clock, the jobs that always stand included. */
export async function doWhatIsDue({ service, clock }: Running): Promise<void> {
  await service.store.jobs.add(standingJobs.map((job) => ({ ...job, id: service.newId(), runAt: clock.now() })));
  while ((await service.worker.runDue()) > 0);
}

import { failedJob } from './failed-job.ts';
import { ask } from './reader.ts';
import type { Running } from './running.ts';

/** Tokens that may be revoked. */
export async function tokensOf(service: Running): Promise<string[]> {
  const before = (await service.service.store.people.tokens()).map(({ id }) => id);
  for (let at = 0; at < 10; at += 1) await service.token();
  return (await service.service.store.people.tokens()).map(({ id }) => id).filter((id) => !before.includes(id));
}

/** Jobs that gave up, one about each of these comments. */
export async function failedJobs(service: Running, about: readonly string[]): Promise<string[]> {
  const made: string[] = [];
  // Each claims all that is due.
  for (const id of about) made.push(await failedJob(service, { kind: 'relearn', about: id }));
  return made;
}

/** Comments with a report each, which may be settled. */
export async function reportedOf(service: Running, ids: readonly string[]): Promise<readonly string[]> {
  for (const id of ids) await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'rude' } });
  return ids;
}

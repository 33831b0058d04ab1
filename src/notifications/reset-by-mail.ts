import type { Job } from '../jobs/job.ts';
import { type WriteMailNeeds, writeMail } from './write-mail.ts';

/** Writes to somebody who forgot their password; for an address that is nobody's the job stands all the same, and does nothing. */
export async function resetByMail(needs: WriteMailNeeds, { key, subjectId }: Pick<Job, 'key' | 'subjectId'>): Promise<void> {
  if (subjectId === '') return;
  await writeMail(needs, { kind: 'password-reset', siteId: '', key, recipientId: subjectId, subjectId });
}

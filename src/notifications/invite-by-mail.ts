import type { Job } from '../jobs/job.ts';
import { type WriteMailNeeds, writeMail } from './write-mail.ts';

/** Writes to somebody who was invited. */
export async function inviteByMail(needs: WriteMailNeeds, { key, subjectId }: Pick<Job, 'key' | 'subjectId'>): Promise<void> {
  await writeMail(needs, { kind: 'invitation', siteId: '', key, recipientId: subjectId, subjectId });
}

import type { Mail, MailState } from '../../src/notifications/mail.ts';
import { writeMail } from '../../src/notifications/write-mail.ts';
import { post } from './reader.ts';
import { minute, type Running } from './running.ts';
import { addPersonFor } from './signed-in.ts';

export const smtp = (server: { readonly url: string }) => ({
  SMTP_URL: server.url,
  MAIL_FROM: 'The Blog <blog@mail.example>',
  PUBLIC_URL: '',
});

/** Does what is due, again and again, while so much time passes. */
export async function pass({ service, clock }: Running, milliseconds: number, step = minute / 2): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += step) {
    clock.pass(Math.min(step, milliseconds - passed));
    await settle({ service });
  }
}

/** Does what is due now, and what is due because of that. */
export async function settle({ service }: Pick<Running, 'service'>): Promise<void> {
  while ((await service.worker.runDue()) > 0);
}

/** A moderator, and a comment that waits for them; its notice goes out with the next look at what is due. */
export async function waitingFor(
  running: Running,
  { email = 'mod@example.org', text = 'Hello' } = {},
): Promise<{ readonly personId: string; readonly commentId: string }> {
  const known = await running.service.store.people.byEmail(email);
  const person = known ?? (await addPersonFor(running, { email }));
  const { body } = await post(running, { text });
  return { personId: person.id, commentId: body.comment.id };
}

/** So many more mails about one comment, as if each had a cause of its own. */
export async function writeMore(running: Running, about: { personId: string; commentId: string }, count: number): Promise<void> {
  const { service } = running;
  const { id: siteId } = await service.sites.bySlug('blog');
  const { personId: recipientId, commentId } = about;
  for (let at = 0; at < count; at += 1)
    await writeMail(service, {
      kind: 'comment-notice',
      siteId,
      key: `more ${at} ${commentId}`,
      recipientId,
      subjectId: commentId,
    });
}

export async function mailsOf({ service }: Pick<Running, 'service'>): Promise<readonly Mail[]> {
  return service.store.mails.find({ sites: null, states: null, before: null, limit: 1_000 });
}

/** How many mails are in each state. */
export async function statesOf(running: Pick<Running, 'service'>): Promise<Partial<Record<MailState, number>>> {
  const counts: Partial<Record<MailState, number>> = {};
  for (const { state } of await mailsOf(running)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

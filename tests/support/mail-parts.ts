import { resetPath } from '../../src/moderators/reset.ts';
import { mailLinkPath } from '../../src/notifications/mail-link.ts';
import { newPress } from '../../src/notifications/press.ts';
import { writeMail } from '../../src/notifications/write-mail.ts';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import type { Answer } from './reader.ts';
import { minute, type Running } from './running.ts';
import { addPersonFor, cookiesOf } from './signed-in.ts';
import type { Parts } from './signing-in.ts';
import { tokenIn } from './smtp.ts';

/** What the operations around mails take: links of a moderator, and a mail that was not delivered. */
export async function mailParts(running: Running, commentId: string, name = 'told'): Promise<Readonly<Record<string, Parts>>> {
  const { service, clock } = running;
  const comment = await service.store.comments.byId(commentId);
  if (!comment) throw new Error('The comment is not there.');
  const person = await addPersonFor(running, { email: `${name}@example.org` });
  const forgetful = await addPersonFor(running, { email: `${name}.forgetful@example.org` });
  const signed = { person, comment, act: 'spam', expiresAt: clock.now() + minute } as const;
  const link = tokenIn(mailLinkPath(service.keys, signed));
  const reset = tokenIn(resetPath(service.keys, forgetful, clock.now()));
  const about = { siteId: comment.siteId, recipientId: person.id, subjectId: commentId };
  const mail = await writeMail(service, { ...about, kind: 'comment-notice', key: name });
  const session = await cookiesOf(running, person);
  const headers = { Cookie: `backtalk-session=${session['backtalk-session']}`, Origin: new URL(running.url).origin };
  return {
    'GET /mail-link': { query: { token: link } },
    'POST /mail-link': { body: { token: link, once: newPress(service, comment.siteId, link) } },
    'POST /admin/forgot': { body: { email: 'nobody@example.org' } },
    'GET /reset': { query: { token: reset } },
    'POST /reset': { body: { token: reset, password: 'another one, long and good' } },
    'GET /admin/notices': { headers },
    'POST /admin/notices': { body: { site: 'blog', when: 'hourly' }, headers },
    'GET /api/v1/account/notices': { headers },
    'PATCH /api/v1/account/notices': { body: { site: 'blog', when: 'daily' }, headers },
    'GET /api/v1/moderation/mails': { query: { site: 'blog', state: 'not-delivered', limit: '5' } },
    'POST /api/v1/moderation/mails/{id}/retry': { id: mail.id },
  };
}

/** What somebody signed in reaches of how often they are told. */
export const noticeDoors = ['GET /api/v1/account/notices', 'PATCH /api/v1/account/notices', 'POST /admin/notices'] as const;

/** Of the same, what a program that makes up requests could not know, by path or operation: what is shown is not used up by the buttons. */
export async function mailFields(
  running: Running,
  { pressed, shown }: Readonly<Record<'pressed' | 'shown', Answer<SubmitAnswer>>>,
): Promise<Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>> {
  const parts = await mailParts(running, pressed.body.comment.id);
  const looks = await mailParts(running, shown.body.comment.id, 'looking');
  const of = (label: string, ...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, [parts[label]?.body?.[name]]]));
  const looking = (label: string) => ({ token: [looks[label]?.query?.['token']] });
  const retried = '/api/v1/moderation/mails/{id}/retry';
  return {
    'GET /mail-link': looking('GET /mail-link'),
    'POST /mail-link': of('POST /mail-link', 'token', 'once'),
    'GET /reset': looking('GET /reset'),
    'POST /reset': of('POST /reset', 'token', 'password'),
    [retried]: { id: [parts[`POST ${retried}`]?.id] },
  };
}

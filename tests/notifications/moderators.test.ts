import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { doWhatIsDue } from '../support/due.ts';
import { post } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { addPersonFor } from '../support/signed-in.ts';
import { addressesOf, linksIn, mailServer } from '../support/smtp.ts';

const env = (server: { readonly url: string }) => ({ SMTP_URL: server.url, MAIL_FROM: 'The Blog <blog@mail.example>' });

test('a moderator gets what waits, with all they need to decide', async (t) => {
  const server = await mailServer(t);
  const service = await running(t, { env: env(server) });
  await addPersonFor(service, { email: 'mod@example.org' });
  const posted = await post(service, { text: 'Hello there,\nall of you', website: 'https://anna.example' });
  await doWhatIsDue(service);
  const [mail, ...more] = server.received;
  ok(mail);
  equal(more.length, 0);
  deepEqual(mail.to, ['mod@example.org']);
  deepEqual([mail.from, addressesOf(mail.parsed.from)], ['blog@mail.example', ['blog@mail.example']]);
  equal(mail.parsed.subject, 'A comment is waiting on “https://blog.example/article”');
  const text = mail.parsed.text ?? '';
  for (const said of ['Author: Anna', 'anna@example.org', 'https://anna.example', '> all of you', 'no approved comment here yet'])
    ok(text.includes(said), said);
  equal(linksIn(mail, '/mail-link').length, 3);
  equal(mail.parsed.headers.get('auto-submitted'), 'auto-generated');
  match(String(mail.parsed.inReplyTo), /^<page\.[0-9a-z]{26}@mail\.example>$/);
  match(String(mail.parsed.messageId), /^<[0-9a-z]{26}@mail\.example>$/);
  const [kept] = await service.service.store.mails.find({ sites: null, states: null, before: null, limit: 2 });
  deepEqual([kept?.state, kept?.attempts, kept?.subjectId], ['sent', 1, posted.body.comment.id]);
  ok(!JSON.stringify(kept).includes('mod@example.org'));
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { mailsOf, settle, statesOf, waitingFor } from '../support/mailing.ts';
import { without } from '../support/programs.ts';
import { minute, running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { cannotRun, startPostfix } from './postfix.ts';

test('Debian’s Postfix takes our mails over TLS, and refuses whom it does not know', {
  skip: without('postfix', 'openssl') || cannotRun(),
}, async (t) => {
  const postfix = await startPostfix();
  t.after(() => postfix.stop());
  const env = { SMTP_URL: `${postfix.url}?requireTLS=true&tls.rejectUnauthorized=false`, MAIL_FROM: 'Blog <blog@blog.example>' };
  const service = await running(t, { env });
  await waitingFor(service, { email: 'nobody@blog.example', text: 'For nobody' });
  await waitingFor(service, { email: 'mod@blog.example', text: 'Für Änne — 日本語\n.\n..two dots' });
  await until(async () => {
    await settle(service);
    service.clock.pass(minute);
    return !(await statesOf(service)).waiting;
  });
  const states = (await mailsOf(service)).map(({ state, answer }) => `${state} ${answer}`).sort();
  deepEqual(
    states.map((line) => line.split(' ')[0]),
    ['refused', 'refused', 'sent', 'sent'],
  );
  match(states[0] ?? '', /^refused 550 5\.1\.1 /);
  match(states[2] ?? '', /queued as/);
  ok(states.every((line) => !line.includes('@')));

  await until(async () => (await postfix.mailbox()).length === 2);
  const stored = await postfix.mailbox();
  const mails = await Promise.all(stored.map((raw) => simpleParser(raw)));
  const told = mails.find(({ text }) => text?.includes('Änne'));
  ok(told?.text?.includes('> Für Änne — 日本語\n> .\n> ..two dots'));
  match(stored.join(), /with ESMTPS id/);
  for (const raw of stored) {
    match(raw, /^Return-Path: <blog@blog\.example>/m);
    equal(raw.match(/^Message-ID:/gm)?.length, 1);
  }
});

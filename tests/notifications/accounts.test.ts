import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MailsView } from '../../src/wire/mails.ts';
import { mailsOf, settle, smtp, statesOf, waitingFor } from '../support/mailing.ts';
import { ask } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';
import { addPersonFor, client, cookiesOf, goodPassword, signedInAs } from '../support/signed-in.ts';
import { linksIn, type MailServer, mailServer } from '../support/smtp.ts';

async function mailing(t: TestContext): Promise<{ readonly server: MailServer; readonly service: Running }> {
  const server = await mailServer(t);
  return { server, service: await running(t, { env: smtp(server) }) };
}

const forgot = (service: Running, email: string) => client(service).form('/admin/forgot', { email });

const resetLinkIn = (server: MailServer): URL => {
  const [link] = server.received.slice(-1).flatMap((mail) => linksIn(mail, '/reset'));
  if (!link) throw new Error('The mail has no link.');
  return link;
};

const choose = (service: Running, link: URL, password: string) =>
  client(service).form('/reset', { token: link.searchParams.get('token') ?? '', password });

test('a new password by mail: once, within an hour, and every session and link of before is over', async (t) => {
  const { server, service } = await mailing(t);
  const person = await addPersonFor(service, { email: 'mod@example.org' });
  await waitingFor(service);
  await settle(service);
  const [oldLink] = linksIn(server.received[0], '/mail-link');
  const browser = client(service, await cookiesOf(service, person));
  equal((await browser.ask('/api/v1/session')).status, 200);

  equal((await forgot(service, 'MOD@example.org')).status, 202);
  await settle(service);
  const link = resetLinkIn(server);
  equal(server.received.at(-1)?.parsed.subject, 'Choose a new password');
  for (let opened = 0; opened < 5; opened += 1) equal((await fetch(link)).status, 200);
  const weak = await choose(service, link, 'password123');
  equal(weak.status, 400);
  match(await weak.text(), /role="alert"/);
  equal((await choose(service, link, 'a new one, rather long')).status, 200);
  equal((await choose(service, link, 'yet another, rather long')).status, 403);
  equal((await fetch(link)).status, 403);
  equal((await browser.ask('/api/v1/session')).status, 401);
  equal((await fetch(oldLink ?? '')).status, 403);
  equal((await client(service).signIn('mod@example.org', goodPassword)).status, 401);
  equal((await client(service).signIn('mod@example.org', 'a new one, rather long')).status, 200);
});

test('the link is over after an hour, altered, or of who is gone', async (t) => {
  const { server, service } = await mailing(t);
  const person = await addPersonFor(service, { email: 'mod@example.org' });
  await forgot(service, 'mod@example.org');
  await settle(service);
  const link = resetLinkIn(server);
  const token = link.searchParams.get('token') ?? '';
  const later = token.replace(/\d{13}$/, (at) => String(Number(at) + minute));
  for (const other of [later, token.replace(person.id, '0'.repeat(26)), `${token}.1`, 'x'])
    equal((await fetch(`${link.origin}/reset?${new URLSearchParams({ token: other })}`)).status, 403, other);
  service.clock.pass(60 * minute);
  equal((await fetch(link)).status, 403);
  equal((await choose(service, link, 'a new one, rather long')).status, 403);
});

test('an address that is nobody’s is answered alike, by the same work, and gets no mail', async (t) => {
  const { server, service } = await mailing(t);
  await addPersonFor(service, { email: 'mod@example.org' });
  const jobs = async () => (await service.service.store.jobs.counts(service.clock.now())).due;
  const answers: string[] = [];
  for (const email of ['mod@example.org', 'nobody@example.org']) {
    const before = await jobs();
    const answer = await forgot(service, email);
    equal((await jobs()) - before, 1, email);
    answers.push(`${answer.status} ${await answer.text()}`);
  }
  equal(answers[0], answers[1]);
  await settle(service);
  deepEqual(
    server.received.flatMap(({ to }) => to),
    ['mod@example.org'],
  );
});

test('three mails an hour go to one address, whoever asks for them', async (t) => {
  const { server, service } = await mailing(t);
  await addPersonFor(service, { email: 'mod@example.org' });
  for (let at = 0; at < 8; at += 1) equal((await forgot(service, 'mod@example.org')).status, 202);
  await settle(service);
  equal(server.received.length, 3);
  service.clock.pass(61 * minute);
  await forgot(service, 'mod@example.org');
  await settle(service);
  equal(server.received.length, 4);
});

test('a form of another page asks for nothing', async (t) => {
  const { service } = await mailing(t);
  const answer = await client(service).form('/admin/forgot', { email: 'mod@example.org' }, { Origin: 'https://evil.example' });
  equal(answer.status, 403);
});

test('who is invited gets their link by mail, and not once they have a password', async (t) => {
  const { server, service } = await mailing(t);
  const token = await service.token('owner');
  const body = { email: 'new@example.org', role: 'moderator', sites: ['blog'] };
  const invited = await ask<{ setupUrl: string; person: { id: string } }>(service, '/api/v1/people', { body, token });
  await settle(service);
  const [mail] = server.received;
  equal(mail?.parsed.subject, 'You are invited to moderate Blog');
  deepEqual(linksIn(mail, '/setup').map(String), [invited.body.setupUrl]);
  const late = { email: 'late@example.org', role: 'moderator', sites: ['blog'] };
  const { person } = (await ask<{ person: { id: string } }>(service, '/api/v1/people', { body: late, token })).body;
  await service.service.store.people.setFirstPassword(person.id, 'x', { jobs: [], log: null });
  await settle(service);
  deepEqual(await statesOf(service), { sent: 1, needless: 1 });
  const operator = await signedInAs(service, 'operator');
  for (const query of ['', '?site=blog', '?site=blog&state=sent']) {
    const { mails } = (await operator.ask<MailsView>(`/api/v1/moderation/mails${query}`)).body;
    deepEqual(new Set(mails.map(({ kind, site: of }) => `${kind} ${of}`)), new Set(['invitation null']), query);
    deepEqual((await ask<MailsView>(service, `/api/v1/moderation/mails${query}`, { token })).body.mails, [], query);
  }
});

test('each chooses how often they are told: at once, hourly, daily, never', async (t) => {
  const { server, service } = await mailing(t);
  const browsers = await Promise.all(
    ['at-once', 'hourly', 'daily', 'never'].map(async (when) => {
      const browser = await signedInAs(service, 'moderator', { email: `${when}@example.org` });
      const chosen = await browser.ask('/api/v1/account/notices', { method: 'PATCH', body: { site: 'blog', when } });
      deepEqual(chosen.body, { notices: [{ site: 'blog', when }] });
      return browser;
    }),
  );
  match((await (await browsers[1]?.open('/admin/notices'))?.text()) ?? '', /<option value="hourly" selected>/);
  const { commentId } = await waitingFor(service, { email: 'at-once@example.org', text: 'One' });
  service.clock.pass(minute);
  await settle(service);
  await waitingFor(service, { email: 'at-once@example.org', text: 'Two' });
  await settle(service);
  const recipients = () => server.received.flatMap(({ to }) => to);
  deepEqual(recipients(), ['at-once@example.org', 'at-once@example.org']);
  service.clock.pass(60 * minute);
  await settle(service);
  deepEqual(recipients().slice(2), ['hourly@example.org']);
  const digest = server.received.at(-1);
  equal(digest?.parsed.subject, 'Blog: waiting for you (2 Comments)');
  ok(digest?.parsed.text?.includes('> One') && digest.parsed.text.includes('> Two'));
  equal(linksIn(digest, '/mail-link').length, 6);
  const token = await service.token('moderator');
  await ask(service, '/api/v1/moderation/decisions', { body: { ids: [commentId], to: 'approved' }, token });
  service.clock.pass(24 * 60 * minute);
  await settle(service);
  deepEqual(recipients().slice(3), ['daily@example.org']);
  equal(server.received.at(-1)?.parsed.subject, 'Blog: waiting for you (1 Comment)');
});

test('the site says whether moderators are told of all, of what is held, or of nothing', async (t) => {
  const { server, service } = await mailing(t);
  await service.set({ holdUnknownAuthors: false, notifyModerators: 'held' });
  await waitingFor(service, { text: 'Approved at once' });
  await settle(service);
  equal(server.received.length, 0);
  await service.set({ notifyModerators: 'all' });
  await waitingFor(service, { text: 'Approved too' });
  await settle(service);
  equal(server.received.at(-1)?.parsed.subject, 'New comment on “https://blog.example/article”');
  equal(linksIn(server.received.at(-1), '/mail-link').length, 2);
  await service.set({ holdEverything: true, notifyModerators: 'off' });
  await waitingFor(service, { text: 'Held' });
  await settle(service);
  equal((await mailsOf(service)).length, 1);
});

test('what was decided before its notice went out is told to nobody', async (t) => {
  const { server, service } = await mailing(t);
  const { commentId } = await waitingFor(service);
  await service.service.worker.runDue();
  const token = await service.token('moderator');
  deepEqual(await statesOf(service), { waiting: 1 });
  await ask(service, '/api/v1/moderation/decisions', { body: { ids: [commentId], to: 'approved' }, token });
  await settle(service);
  deepEqual([server.received.length, await statesOf(service)], [0, { needless: 1 }]);
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { mailsOf, pass, settle, smtp, statesOf, waitingFor, writeMore } from '../support/mailing.ts';
import { ask } from '../support/reader.ts';
import { day, minute, running } from '../support/running.ts';
import { answer, mailServer } from '../support/smtp.ts';

const idsOf = (mails: readonly { readonly parsed: { readonly messageId?: string | undefined } }[]) =>
  mails.map(({ parsed }) => parsed.messageId ?? '');

test('500 mails through a quarter of an hour without a mail server: none lost, none doubled', async (t) => {
  const gone = await mailServer(t, { port: await freePort() });
  const service = await running(t, { env: smtp(gone) });
  await gone.close();
  for (let at = 0; at < 10; at += 1)
    await writeMore(service, await waitingFor(service, { email: `mod${at}@example.org`, text: `${at}` }), 45);
  await settle(service);
  // Beside those of which each moderator has 45, each of ten comments is told to all of them.
  const written = (await mailsOf(service)).length;
  equal(written, 450 + 100);
  await pass(service, 15 * minute, 3 * minute);
  deepEqual(await statesOf(service), { waiting: written });
  const back = await mailServer(t, { port: gone.port });
  await pass(service, 10 * minute, minute);
  deepEqual(await statesOf(service), { sent: written });
  equal(back.received.length, written);
  equal(new Set(idsOf(back.received)).size, written);
});

describe('what a server says of a mail', () => {
  test('4xx: it goes out later, greylisted for five minutes, the same mail', async (t) => {
    const tries: string[] = [];
    let lets = false;
    const server = await mailServer(t, {
      onRcptTo: ({ address }, _session, done) => {
        tries.push(address);
        done(lets ? null : answer(450, '4.2.0 greylisted'));
      },
    });
    const service = await running(t, { env: smtp(server) });
    await waitingFor(service);
    await settle(service);
    const [before] = await mailsOf(service);
    deepEqual([before?.state, before?.attempts], ['waiting', 1]);
    match(before?.answer ?? '', /greylisted/);
    await pass(service, 4 * minute);
    lets = true;
    await pass(service, 10 * minute);
    equal(tries.length, 3);
    deepEqual([idsOf(server.received), await statesOf(service)], [[before?.messageId], { sent: 1 }]);
  });

  test('5xx: it is not tried again, and its record says why without the address', async (t) => {
    const server = await mailServer(t, {
      onRcptTo: ({ address }, _session, done) => done(answer(550, `5.1.1 <${address}> unknown`)),
    });
    const service = await running(t, { env: smtp(server) });
    await waitingFor(service);
    await settle(service);
    await pass(service, day, 30 * minute);
    equal(server.connections(), 1);
    const [mail] = await mailsOf(service);
    equal(mail?.state, 'refused');
    match(mail?.answer ?? '', /^550 5\.1\.1 … unknown/);
  });

  test('5xx after the text counts as well', async (t) => {
    const server = await mailServer(t, {
      onMail: () => {
        throw answer(554, 'no such thing here');
      },
    });
    const service = await running(t, { env: smtp(server) });
    await waitingFor(service);
    await settle(service);
    deepEqual(await statesOf(service), { refused: 1 });
  });

  test('a connection cut after the text: a second copy has the same Message-ID', async (t) => {
    let cuts = 1;
    const texts: string[] = [];
    const server = await mailServer(t, {
      onMail: ({ parsed }) => {
        texts.push(parsed.messageId ?? '');
        if (cuts-- > 0) server.cut();
      },
    });
    const service = await running(t, { env: smtp(server) });
    await waitingFor(service);
    await settle(service);
    deepEqual(await statesOf(service), { waiting: 1 });
    await pass(service, 2 * minute);
    deepEqual([texts.length, new Set(texts).size, await statesOf(service)], [2, 1, { sent: 1 }]);
  });

  test('a wrong password of ours is no fault of the mail', async (t) => {
    let isRight = false;
    const server = await mailServer(t, {
      options: { authOptional: false, allowInsecureAuth: true },
      onAuth: ({ username = '', password }, _session, done) =>
        isRight && password === 'p@ss/word' ? done(null, { user: username }) : done(answer(535, 'no')),
    });
    const url = server.url.replace('//', '//blog:p%40ss%2Fword@');
    const service = await running(t, { env: { ...smtp(server), SMTP_URL: url } });
    await waitingFor(service);
    await settle(service);
    await pass(service, 20 * minute);
    deepEqual(await statesOf(service), { waiting: 1 });
    isRight = true;
    await pass(service, 6 * minute);
    deepEqual(await statesOf(service), { sent: 1 });
  });
});

test('a server that never greets keeps the service from nothing, closing included', async (t) => {
  const silent = await mailServer(t, { onConnect: () => undefined });
  const service = await running(t, { env: smtp(silent) });
  await waitingFor(service);
  await service.service.worker.runDue();
  const began = performance.now();
  const trying = service.service.worker.runDue();
  equal((await ask(service, '/readyz')).status, 200);
  await service.restart();
  await trying;
  ok(performance.now() - began < 5_000);
  deepEqual(await statesOf(service), { waiting: 1 });
});

test('three refusals of an address stop mail to it; a person lifts that by sending one again', async (t) => {
  let refuses = true;
  const server = await mailServer(t, {
    onRcptTo: (_address, _session, done) => done(refuses ? answer(550, 'unknown') : null),
  });
  const service = await running(t, { env: smtp(server) });
  const about = await waitingFor(service);
  await writeMore(service, about, 4);
  await settle(service);
  await pass(service, minute, 5_000);
  equal(server.connections(), 3);
  deepEqual(await statesOf(service), { refused: 3, failed: 2 });
  const stopped = (await mailsOf(service)).find(({ state }) => state === 'failed');
  match(stopped?.answer ?? '', /three mails to this address were refused/);
  refuses = false;
  const [refused] = (await mailsOf(service)).filter(({ state }) => state === 'refused');
  const token = await service.token('moderator');
  const again = await ask(service, `/api/v1/moderation/mails/${refused?.id}/retry`, { method: 'POST', token });
  equal(again.status, 200);
  await settle(service);
  deepEqual(idsOf(server.received), [refused?.messageId]);
  deepEqual(await statesOf(service), { refused: 2, failed: 2, sent: 1 });
});

test('above a site’s mails of a day the rest wait for the next', async (t) => {
  const server = await mailServer(t);
  const service = await running(t, { env: { ...smtp(server), MAILS_A_DAY: '2' } });
  await writeMore(service, await waitingFor(service), 2);
  await settle(service);
  deepEqual(await statesOf(service), { sent: 2, waiting: 1 });
  await pass(service, day, 60 * minute);
  deepEqual(await statesOf(service), { sent: 3 });
});

test('what nobody could send within three days is given up, with the last answer', async (t) => {
  const server = await mailServer(t, { onMailFrom: (_address, _session, done) => done(answer(421, 'busy')) });
  const service = await running(t, { env: smtp(server) });
  await waitingFor(service);
  await settle(service);
  await pass(service, 4 * day, 120 * minute);
  const [mail] = await mailsOf(service);
  equal(mail?.state, 'failed');
  match(mail?.answer ?? '', /busy/);
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { createAkismet } from '../../src/spam/akismet.ts';
import { type AkismetServer, akismetServer, nonAnswers } from '../support/akismet-server.ts';
import { doWhatIsDue } from '../support/due.ts';
import { settle, smtp, waitingFor } from '../support/mailing.ts';
import { decide, queue } from '../support/moderator.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import { day, minute, type Running, running } from '../support/running.ts';
import { linksIn, mailServer } from '../support/smtp.ts';

const texts = async (service: Running, status: string, token: string) =>
  (await queue(service, token, { status, limit: '100' })).comments.map(({ text }) => text);

async function withAkismet(
  t: TestContext,
  more: Readonly<Record<string, string>> = {},
): Promise<{ akismet: AkismetServer; service: Running; token: string }> {
  const akismet = await akismetServer(t);
  const env = { AKISMET_KEY: 'a-key', AKISMET_ENDPOINT: akismet.endpoint, ...more };
  const service = await running(t, { settings: { holdUnknownAuthors: false }, env });
  return { akismet, service, token: await service.token('owner') };
}

const subjects = ['The lens', 'My old bicycle', 'A kettle', 'This proof', 'The harbour', 'Our garden', 'That compiler'];
const verbs = ['was rebuilt', 'still works', 'broke again', 'looks different', 'took three evenings'];
const ends = ['since the winter', 'after the second attempt', 'with a spare part from Lyon'];
/** No two of them alike. */
const thought = (at: number) =>
  `${subjects[at % 7]} ${verbs[at % 5]} ${ends[at % 3]}, number ${'abcdefghij'.charAt(at % 10).repeat(3)}${at}.`;

const good = 'The second figure has its axes swapped, or so it looks to me.';

describe('asking Akismet', () => {
  test('it is told everything it takes, by its own names', async (t) => {
    const { akismet, service } = await withAkismet(t);
    const root = await post(service, { text: good, website: 'https://anna.example/' });
    equal(root.status, 201);
    await post(service, { text: 'And the third as well.', parent: root.body.comment.id, topic: 'filled in' });
    const [first, second] = akismet.callsOf('comment-check').map(({ fields }) => fields);
    deepEqual(
      { ...first, user_ip: '', user_agent: '', comment_date_gmt: '' },
      {
        blog: 'https://blog.example',
        blog_lang: 'en',
        blog_charset: 'UTF-8',
        api_key: 'a-key',
        user_ip: '',
        user_agent: '',
        permalink: article,
        comment_type: 'comment',
        comment_author: 'Anna',
        comment_author_email: 'anna@example.org',
        comment_author_url: 'https://anna.example/',
        comment_content: good,
        comment_date_gmt: '',
        honeypot_field_name: 'topic',
        topic: '',
      },
    );
    match(first?.['user_ip'] ?? '', /^10\./);
    deepEqual([second?.['comment_type'], second?.['topic']], ['reply', 'filled in']);
  });

  test('spam is spam and looks to its author like waiting; blatant spam says so', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    akismet.answer('spam');
    equal((await post(service, { text: good })).status, 202);
    akismet.answer('blatant');
    equal((await post(service, { text: `${good} Really.` })).status, 202);
    const { comments } = await queue(service, token, { status: 'spam' });
    deepEqual(
      comments.map(({ verdict }) => verdict.reasons[0]?.text),
      ['Akismet calls it blatant spam that needs no look.', 'Akismet calls it spam.'],
    );
  });

  test('unsure spares what the site itself is sure of, off asks nothing, and a moderator is not asked about', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    await service.set({ akismet: 'unsure', blockedWords: ['forbidden'] });
    equal((await post(service, { text: good })).status, 201);
    equal((await post(service, { text: 'forbidden words' })).status, 202);
    equal(akismet.calls.length, 0);
    await post(service, { text: 'Subscribe to my channel please, click here: https://video.example/c' });
    equal(akismet.calls.length, 1);
    await service.set({ akismet: 'off' });
    await post(service, { text: `${good} Off.` });
    await service.set({ akismet: 'always' });
    await post(service, { text: `${good} By a moderator.` }, { token });
    equal(akismet.calls.length, 1);
  });
});

/** What kind of no answer it is, no store can tell: the second one is shown some. */
const isSecondStore = process.env['STORE'] === 'mongo';
const kinds = isSecondStore ? nonAnswers.slice(0, 3) : nonAnswers;

describe('no answer', () => {
  for (const kind of kinds) {
    test(`${kind}: fifty comments wait, none is lost or published, and all come out when it answers`, async (t) => {
      const { akismet, service, token } = await withAkismet(t);
      akismet.answer(kind);
      const took: number[] = [];
      for (let at = 0; at < 50; at += 1) {
        const before = performance.now();
        const { status } = await post(service, { text: thought(at), name: `Reader ${at}`, email: `r${at}@example.org` });
        took.push(performance.now() - before);
        equal(status, 202);
      }
      // The first two waited for it; then nobody does.
      equal(akismet.callsOf('comment-check').length, 2);
      // The other store may be slow for reasons of its own.
      const usual = took.slice(2).toSorted((a, b) => a - b)[24] ?? 0;
      if (!isSecondStore) ok(usual <= 500, `${usual} ms`);
      equal((await texts(service, 'pending', token)).length, 50);
      deepEqual((await thread(service)).comments, []);
      akismet.answer('ham');
      service.clock.pass(5 * minute);
      await doWhatIsDue(service);
      equal((await texts(service, 'approved', token)).length, 50);
      equal((await thread(service)).count, 50);
    });
  }

  test('whoever waits is asked about at once when Akismet answers anything, and spam among them stays away', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    akismet.answer('server error');
    for (const at of [1, 2, 3]) await post(service, { text: thought(at) });
    service.clock.pass(31_000);
    akismet.answer('spam');
    await post(service, { text: 'Another one, after it came back.' });
    await doWhatIsDue(service);
    deepEqual(await texts(service, 'pending', token), []);
    equal((await texts(service, 'spam', token)).length, 4);
    equal(akismet.callsOf('comment-check').at(-1)?.fields['recheck_reason'], 'recheck');
  });

  test('after fifteen days it gives up, and what a moderator decided meanwhile stands', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    akismet.answer('server error');
    const decided = await post(service, { text: `${good} Decided.` });
    await post(service, { text: `${good} Forgotten.` });
    await decide(service, token, { ids: [decided.body.comment.id], to: 'trash' });
    service.clock.pass(15 * day + minute);
    akismet.answer('ham');
    const before = akismet.callsOf('comment-check').length;
    await doWhatIsDue(service);
    equal(akismet.callsOf('comment-check').length, before);
    deepEqual(await texts(service, 'pending', token), [`${good} Forgotten.`]);
  });

  test('what waits for another reason as well is not released, and the links of its mail go on to act', async (t) => {
    const server = await mailServer(t);
    const { akismet, service, token } = await withAkismet(t, smtp(server));
    await service.set({ heldWords: ['axes'] });
    akismet.answer('html');
    await waitingFor(service, { text: good });
    await settle(service);
    akismet.answer('ham');
    service.clock.pass(5 * minute);
    await doWhatIsDue(service);
    const [waiting, ...others] = (await queue(service, token)).comments;
    deepEqual([waiting?.text, waiting?.version, others.length], [good, 1, 0]);
    const said = waiting?.verdict.reasons.filter(({ check }) => check === 'akismet').map(({ text }) => text);
    deepEqual(said, ['Akismet takes it for good.']);
    const links = server.received.flatMap((mail) => linksIn(mail, '/mail-link'));
    equal(links.length, 3);
    for (const link of links) equal((await fetch(link)).status, 200);
  });
});

test('when Akismet wants to be asked again it is, and may change its mind', async (t) => {
  const { akismet, service, token } = await withAkismet(t);
  akismet.answer('later');
  equal((await post(service, { text: good })).status, 201);
  akismet.answer('spam');
  service.clock.pass(minute);
  await doWhatIsDue(service);
  equal((await thread(service)).count, 1, 'not before the time it named');
  service.clock.pass(minute);
  await doWhatIsDue(service);
  deepEqual(await texts(service, 'spam', token), [good]);
});

describe('feedback', () => {
  test('a moderator’s word goes to Akismet with what was first submitted', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    const { body } = await post(service, { text: good });
    const path = `/api/v1/moderation/comments/${body.comment.id}`;
    await ask(service, path, { method: 'PATCH', token, body: { text: 'Moderated.' } });
    await decide(service, token, { ids: [body.comment.id], to: 'spam' });
    await doWhatIsDue(service);
    deepEqual(
      akismet.callsOf('submit-spam').map(({ fields }) => [fields['comment_content'], fields['comment_author']]),
      [[good, 'Anna']],
    );
    await decide(service, token, { ids: [body.comment.id], to: 'approved' });
    await doWhatIsDue(service);
    equal(akismet.callsOf('submit-ham').length, 1);
  });

  test('later than `ipDays` the address stays here', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    const { body } = await post(service, { text: good });
    service.clock.pass(8 * day);
    await decide(service, token, { ids: [body.comment.id], to: 'spam' });
    await doWhatIsDue(service);
    deepEqual(
      akismet.callsOf('submit-spam').map(({ fields }) => fields['user_ip']),
      [''],
    );
  });

  test('what is not taken is told again later', async (t) => {
    const { akismet, service, token } = await withAkismet(t);
    const { body } = await post(service, { text: good });
    await decide(service, token, { ids: [body.comment.id], to: 'spam' });
    akismet.answer('server error');
    await doWhatIsDue(service);
    akismet.answer('ham');
    service.clock.pass(minute);
    await doWhatIsDue(service);
    equal(akismet.callsOf('submit-spam').length, 2);
  });
});

test('the key is verified, and no answer is told from no', async (t) => {
  const akismet = await akismetServer(t);
  const client = createAkismet({ key: 'a-key', endpoint: akismet.endpoint });
  const said = async (as: Parameters<AkismetServer['answer']>[0]) => {
    akismet.answer(as);
    return client.verifyKey('https://blog.example');
  };
  deepEqual([await said('invalid key'), await said('server error'), await said('slow')], ['invalid', 'no-answer', 'no-answer']);
  deepEqual(akismet.callsOf('verify-key')[0]?.fields, { key: 'a-key', blog: 'https://blog.example' });
});

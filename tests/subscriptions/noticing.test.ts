import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../support/moderator.ts';
import { article, thread } from '../support/reader.ts';
import { day } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';
import { agreed, linkOf, mailScene, open, press, settle } from '../support/subscriptions.ts';

const ben = { name: 'Ben', email: 'ben@example.org' };

test('a reply is told to who asked: once an address, never to its own author, with all a mailbox needs', async (t) => {
  const scene = await mailScene(t);
  const mine = await agreed(scene, { text: 'Mine' });
  await agreed(scene, { text: 'Whole thread', subscribe: 'thread' });
  await agreed(scene, { ...ben, text: 'Ben follows too', subscribe: 'thread' });
  const before = scene.server.received.length;
  const reply = (await scene.say({ ...ben, text: 'A reply\n.\nwith a dot', parent: mine.commentId })).body.comment;
  const [notice, ...more] = scene.server.received.slice(before);
  ok(notice);
  equal(more.length, 0);
  deepEqual(notice.to, ['anna@example.org']);
  const { parsed } = notice;
  equal(parsed.subject, 'Ben replied to you on “https://blog.example/article”');
  ok(parsed.text?.includes('> A reply\n> .\n> with a dot'));
  ok(parsed.text?.includes(`${article}#comment-${reply.id}`));
  match(notice.raw, /^List-Unsubscribe:\s+<http:\/\/127\.0\.0\.1:\d+\/subscriptions\?token=[\w.-]+\.leave>\r?$/m);
  match(notice.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  match(String(parsed.inReplyTo), /^<comment\.[0-9a-z]{26}@mail\.example>$/);
  equal(parsed.headers.get('auto-submitted'), 'auto-generated');
  const token = await scene.service.token();
  for (const to of ['pending', 'approved']) await decide(scene.service, token, { ids: [reply.id], to });
  await settle(scene.service);
  equal(scene.server.received.length, before + 1, 'not again');
});

test('who follows a thread hears of every comment, who follows a comment of answers to it alone', async (t) => {
  const scene = await mailScene(t);
  const mine = await agreed(scene, { text: 'Mine' });
  await agreed(scene, { ...ben, text: 'All of it', subscribe: 'thread' });
  const before = scene.server.received.length;
  await scene.say({ name: 'Cleo', email: 'cleo@example.org', text: 'Beside' });
  const answer = (await scene.say({ name: 'Cleo', email: 'cleo@example.org', text: 'Wait, an answer', parent: mine.commentId }))
    .body;
  deepEqual(
    scene.server.received.slice(before).flatMap(({ to }) => to),
    ['ben@example.org'],
  );
  await decide(scene.service, await scene.service.token(), { ids: [answer.comment.id], to: 'approved' });
  await settle(scene.service);
  deepEqual(
    scene.server.received
      .slice(before + 1)
      .flatMap(({ to }) => to)
      .toSorted(),
    ['anna@example.org', 'ben@example.org'],
  );
});

test('leaving by one click works twice, with any body, and for good', async (t) => {
  const scene = await mailScene(t);
  const mine = await agreed(scene, { text: 'Mine' });
  await scene.say({ ...ben, text: 'A reply', parent: mine.commentId });
  const notice = scene.to('anna@example.org').at(-1);
  const path = linkOf(notice, 'leave');
  for (let times = 0; times < 20; times += 1) ok((await open(scene.service, path)).text.includes('Unsubscribe'));
  equal((await scene.service.service.store.subscriptions.byId(mine.id))?.state, 'active');
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  const bodies = [form, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), undefined];
  scene.service.clock.pass(800 * day);
  for (const body of bodies) {
    const answer = await fetch(scene.service.url + path, { method: 'POST', ...(body && { body }) });
    equal(answer.status, 200);
    ok((await answer.text()).includes('You are unsubscribed.'));
  }
  const before = scene.server.received.length;
  await scene.say({ ...ben, text: 'Another reply', parent: mine.commentId });
  equal(scene.server.received.length, before);
  scene.service.clock.pass(10 * day);
  await settle(scene.service);
  equal(await scene.service.service.store.subscriptions.byId(mine.id), null);
  equal((await press(scene.service, path)).status, 200);
});

test('one’s own page shows all of one’s own, changes each and leaves all with one click, and nobody else’s', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  const mine = await agreed(scene, { text: 'Mine' });
  const other = await agreed(scene, { text: 'Elsewhere', url: 'https://blog.example/other', subscribe: 'thread' });
  const bens = await agreed(scene, { ...ben, text: 'Ben’s', parent: mine.commentId });
  const path = linkOf(scene.to('anna@example.org').at(-1), 'manage');
  const shown = await open(service, path);
  ok(shown.text.includes('https://blog.example/other') && shown.text.includes('All new comments'));
  equal(shown.text.includes('@example.org'), false, 'no address');
  await press(service, path, { choice: 'thread', of: mine.id });
  await press(service, path, { choice: 'leave', of: bens.id });
  const states = async () => {
    const all = await Promise.all([mine, other, bens].map(({ id }) => service.service.store.subscriptions.byId(id)));
    return all.map((one) => `${one?.scope} ${one?.state}`);
  };
  deepEqual(await states(), ['thread active', 'thread active', 'replies active']);
  const left = await press(service, path, { choice: 'leave-all' });
  ok(left.text.includes('You have no subscriptions here.'));
  deepEqual(await states(), ['thread ended', 'thread ended', 'replies active']);
});

test('a comment is taken back by its link, once, after the window is over, and takes its subscription along', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  const mine = await agreed(scene, { text: 'Mine, to be regretted' });
  await scene.say({ ...ben, text: 'A reply', parent: mine.commentId });
  service.clock.pass(60 * day);
  const path = linkOf(scene.to('anna@example.org').at(-1), 'withdraw');
  let shown = '';
  for (let times = 0; times < 20; times += 1) shown = (await open(service, path)).text;
  ok(shown.includes('Mine, to be regretted'));
  const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
  const once = /name="once" value="([^"]+)"/.exec(shown)?.[1] ?? '';
  equal((await press(service, '/withdraw', { token, once: `${once}x` })).status, 403);
  const foreign = await fetch(`${service.url}/withdraw`, {
    method: 'POST',
    headers: { Origin: 'https://evil.example' },
    body: new URLSearchParams({ token, once }),
  });
  equal(foreign.status, 403);
  equal((await thread(service)).comments[0]?.status, 'approved');
  const done = await press(service, '/withdraw', { token, once });
  ok(done.status === 200 && done.text.includes('Your comment was deleted.'));
  equal((await thread(service)).comments[0]?.status, 'removed');
  equal((await press(service, '/withdraw', { token, once })).status, 403);
  equal((await open(service, path)).status, 403);
  equal(await service.service.store.subscriptions.byId(mine.id), null);
});

test('an altered link opens nothing, and every flaw is answered alike', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  const mine = await agreed(scene, { text: 'Mine' });
  const path = linkOf(scene.to('anna@example.org')[0], 'confirm');
  const before = await storedIn(service);
  const [id = '', signature = ''] = path.split('token=')[1]?.split('.') ?? [];
  const wrong = [
    'x',
    `${id}.${signature}.manage`,
    `${id}.${signature}.leave`,
    `${id}.${signature}.confirm.leave`,
    `${mine.commentId}.${signature}.confirm`,
  ];
  const answers: string[] = [];
  for (const token of wrong)
    for (const shown of [
      await open(service, `/subscriptions?token=${token}`),
      await press(service, `/subscriptions?token=${token}`, { choice: 'leave-all' }),
      await open(service, `/withdraw?token=${token}`),
    ])
      answers.push(`${shown.status} ${shown.text}`);
  equal(new Set(answers).size, 1);
  ok(answers[0]?.startsWith('403') && answers[0].includes('This link is no longer valid.'));
  deepEqual(await storedIn(service), before);
});

test('what strangers write is text in every part of a mail, and no header of it', async (t) => {
  const scene = await mailScene(t);
  const mine = await agreed(scene, { text: 'Mine' });
  const name = 'Eve\u2028Bcc: victim@example.org <script>alert(1)</script>';
  const text = '<img src=x onerror=alert(1)>\r\nBcc: victim@example.org';
  const { comment } = (await scene.say({ name, email: 'eve@example.org', text, parent: mine.commentId })).body;
  await decide(scene.service, await scene.service.token(), { ids: [comment.id], to: 'approved' });
  await settle(scene.service);
  const notice = scene.to('anna@example.org').at(-1);
  equal(/^Bcc:/im.test(notice?.raw.split('\r\n\r\n')[0] ?? 'Bcc:'), false);
  deepEqual([notice?.to, notice?.parsed.subject?.startsWith('Eve Bcc: ')], [['anna@example.org'], true]);
  equal(/<script|<img/i.test(notice?.parsed.html || ''), false);
  ok(notice?.parsed.text?.includes('> Bcc: victim@example.org'));
});

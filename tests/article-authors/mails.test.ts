import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonExport } from '../../src/wire/privacy.ts';
import { authorLinkOf, nameAuthor, wanda } from '../support/article-authors.ts';
import { statesOf } from '../support/mailing.ts';
import { decide, undo } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { day, minute } from '../support/running.ts';
import { addPersonFor, client } from '../support/signed-in.ts';
import { answer, type Received } from '../support/smtp.ts';
import { storedIn } from '../support/stored.ts';
import { agreed, type MailScene, mailScene, open, press, settle } from '../support/subscriptions.ts';

const other = 'https://blog.example/other';
const toWanda = (scene: MailScene) => scene.to(wanda.email);

async function nextHour(scene: MailScene): Promise<void> {
  scene.service.clock.pass(60 * minute);
  await settle(scene.service);
}

test('the author of an article hears at once of what is visible there, with all a mailbox needs', async (t) => {
  const scene = await mailScene(t);
  await nameAuthor(scene.service, { name: 'Wanda\r\nBcc: victim@example.org', email: wanda.email });
  const { comment } = (await scene.say({ text: 'First\n.\nwith a dot', name: 'Eve\u2028Bcc: v@example.org <script>' })).body;
  const [mail, ...more] = toWanda(scene);
  ok(mail);
  equal(more.length + scene.server.received.length, 1);
  const { parsed, raw } = mail;
  equal(parsed.subject, `New comment on “${article}”`);
  ok(parsed.text?.includes('> First\n> .\n> with a dot') && parsed.text.includes(`${article}#comment-${comment.id}`));
  ok(parsed.text?.includes('You get this mail because you are named as the author of an article on Blog.'));
  match(raw, /^List-Unsubscribe:\s+<http:\/\/127\.0\.0\.1:\d+\/author-mails\?token=[\w.-]+\.site>\r?$/m);
  match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  match(String(parsed.inReplyTo), /^<page\.[0-9a-z]{26}@mail\.example>$/);
  deepEqual([parsed.from?.text, parsed.headers.get('auto-submitted')], ['"Blog" <blog@mail.example>', 'auto-generated']);
  equal(/^Bcc:/im.test(raw) || /<script/.test(parsed.html || ''), false);
});

test('nothing is told of what waits, is spam, is the author’s own, or was seen before; what is let out is', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service);
  const token = await service.token();
  const held = (await scene.say({ text: 'Wait for it' })).body.comment.id;
  const spam = (await scene.say({ text: 'Buy pills', name: 'Sam', email: 'sam@example.org' })).body.comment.id;
  await scene.say({ text: 'By myself', name: 'W', email: 'WANDA@example.org' });
  equal(toWanda(scene).length, 0);
  await decide(service, token, { ids: [held], to: 'approved' });
  await settle(service);
  equal(toWanda(scene).length, 1);
  const { undo: trashing } = (await decide(service, token, { ids: [held], to: 'trash' })).body;
  await undo(service, token, trashing);
  await settle(service);
  await nextHour(scene);
  await nextHour(scene);
  equal(toWanda(scene).length, 1, 'once');
  await decide(service, token, { ids: [spam], to: 'approved' });
  await settle(service);
  equal(toWanda(scene).length, 2);
  await nextHour(scene);
  const { comments } = service.service.store;
  const later = await comments.byId((await scene.say({ text: 'Wait, for Akismet' })).body.comment.id);
  ok(later);
  await comments.revise({ comment: { ...later, status: 'approved' }, version: later.version, terms: [], jobs: [], log: null });
  await settle(service);
  equal(toWanda(scene).length, 3, 'also what a job lets out');
  await service.set({ notifyAuthors: false });
  await nextHour(scene);
  await scene.say({ text: 'Off' });
  await service.set({ notifyAuthors: true });
  await nameAuthor(service, null);
  await scene.say({ text: 'Nobody is named', name: 'B', email: 'b@example.org' });
  equal(toWanda(scene).length, 3);
});

test('an author who lets a comment out, or hears of it as a reader, is not told of it again', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service, { email: 'mod@example.org' });
  await addPersonFor(service, { email: 'mod@example.org' });
  const held = (await scene.say({ text: 'Wait' })).body.comment.id;
  const browser = client(service);
  await browser.signIn('mod@example.org');
  await browser.ask('/api/v1/moderation/decisions', { body: { ids: [held], to: 'approved' } });
  await settle(service);
  const subjects = () => scene.server.received.map(({ parsed }) => parsed.subject);
  deepEqual(subjects(), [`A comment is waiting on “${article}”`]);
  await nameAuthor(service);
  await agreed(scene, { text: 'Tell me all', ...wanda, subscribe: 'thread' });
  const before = subjects().length;
  await scene.say({ text: 'New' });
  deepEqual(subjects().slice(before), [`New comment on “${article}”`]);
  ok(toWanda(scene).at(-1)?.parsed.text?.includes('because you asked to hear of replies'));
});

test('a flood is one mail at once and one at the end of the hour, over all of an author’s articles', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service);
  await nameAuthor(service, wanda, other);
  await nameAuthor(service, { email: 'somebody@example.org' }, `${other}/foreign`);
  service.clock.pass(-10 * minute);
  const before = (await scene.say({ text: 'Wait, until the next hour' })).body.comment.id;
  service.clock.pass(10 * minute);
  await scene.say({ text: 'The first' });
  for (let at = 0; at < 30; at += 1) {
    if (at % 15 === 0) service.clock.pass(2 * minute);
    await post(service, { text: `Flood ${at}`, url: at % 2 === 0 ? article : other });
  }
  await decide(service, await service.token(), { ids: [before], to: 'approved' });
  const gone = (await scene.say({ text: 'Soon gone' })).body.comment.id;
  await scene.say({ text: 'Not of hers', url: `${other}/foreign` });
  await decide(service, await service.token(), { ids: [gone], to: 'trash' });
  await settle(service);
  equal(toWanda(scene).length, 1);
  await nextHour(scene);
  const [, digest, ...more] = toWanda(scene);
  deepEqual([digest?.parsed.subject, more.length], ['Blog: new (31 Comments)', 0]);
  const text = digest?.parsed.text ?? '';
  deepEqual(
    ['until the next hour', 'Flood 0', 'Flood 23', '+ 6', 'The first', 'Soon gone', 'Not of hers'].map((said) =>
      text.includes(said),
    ),
    [true, true, true, true, false, false, false],
  );
  match(digest?.raw ?? '', /^List-Unsubscribe:\s/m);
  await nextHour(scene);
  equal(toWanda(scene).length, 2, 'silence is told to nobody');
  await scene.say({ text: 'Another hour' });
  equal(toWanda(scene).length, 3);
});

test('of two that became visible before the hour was over, one is told at once and one by the digest, however late and often', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service);
  await nameAuthor(service, wanda, other);
  service.clock.pass(60 * minute - 1);
  const one = await post(service, { text: 'At the very end' });
  const two = await post(service, { text: 'As late', url: other });
  service.clock.pass(1);
  await settle(service);
  equal(toWanda(scene).length, 1);
  await service.restart();
  const again = async () => {
    const jobs = [one, two].map(({ body: { comment } }, at) => {
      const id = service.service.newId();
      return { id, key: `again ${at} ${id}`, kind: 'tell-author', subjectId: comment.id, runAt: service.clock.now() } as const;
    });
    await service.service.store.jobs.add(jobs);
    await settle(service);
  };
  await again();
  await nextHour(scene);
  await again();
  await nextHour(scene);
  const texts = toWanda(scene).map(({ parsed }) => parsed.text ?? '');
  equal(texts.length, 2);
  for (const said of ['At the very end', 'As late']) equal(texts.filter((text) => text.includes(said)).length, 1, said);
  match(texts[1] ?? '', /Blog: new \(1 Comment\)/);
});

test('one click ends mails about a site or an article for good, whoever names the author next; only the page’s button brings them back', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service);
  await nameAuthor(service, wanda, other);
  await scene.say({ text: 'One' });
  const [mail] = toWanda(scene);
  const [ofArticle, ofSite] = [authorLinkOf(mail, 'article'), authorLinkOf(mail, 'site')];
  const before = await storedIn(service);
  for (let times = 0; times < 20; times += 1) match((await open(service, ofSite)).text, /No more mails about articles on Blog/);
  deepEqual(await storedIn(service), before, 'opening changes nothing');
  const heardOf = async (url: string) => {
    await nextHour(scene);
    const count = toWanda(scene).length;
    await scene.say({ text: `At ${service.clock.now()}`, url });
    return toWanda(scene).length - count;
  };
  service.clock.pass(800 * day);
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  for (const body of [form, undefined]) {
    const done = await fetch(service.url + ofArticle, { method: 'POST', ...(body && { body }) });
    equal(done.status, 200);
  }
  await nameAuthor(service);
  deepEqual([await heardOf(article), await heardOf(other)], [0, 1]);
  const left = await press(service, ofSite);
  ok(left.text.includes('You are unsubscribed.'));
  deepEqual([await heardOf(article), await heardOf(other)], [0, 0]);
  const back = /author-mails\?token=[\w.-]+\.resume/.exec(left.text)?.[0] ?? '';
  const elsewhere = await fetch(`${service.url}/${back}`, { method: 'POST', headers: { Origin: 'https://evil.example' } });
  equal(elsewhere.status, 403);
  match((await open(service, `/${back}`)).text, /Get these mails again/);
  deepEqual([await heardOf(other), (await press(service, `/${back}`)).status], [0, 200]);
  deepEqual([await heardOf(article), await heardOf(other)], [1, 1]);
});

test('an altered link does nothing, and every flaw is answered alike', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await nameAuthor(service);
  await scene.say({ text: 'One' });
  const path = authorLinkOf(toWanda(scene)[0], 'article');
  const parts = path.split('token=')[1]?.split('.') ?? [];
  const other = (part: string) => `${part.startsWith('x') ? 'y' : 'x'}${part.slice(1)}`;
  const altered = parts.map((part, at) => parts.with(at, at === 4 ? 'site' : other(part)).join('.'));
  equal(altered.includes(parts.join('.')), false);
  const before = await storedIn(service);
  const answers: string[] = [];
  for (const token of ['x', 'a.b.c.d.site', `${parts.join('.')}.site`, ...altered])
    for (const shown of [
      await open(service, `/author-mails?token=${token}`),
      await press(service, `/author-mails?token=${token}`),
    ])
      answers.push(`${shown.status} ${shown.text}`);
  deepEqual([new Set(answers).size, answers[0]?.startsWith('403')], [1, true]);
  deepEqual(await storedIn(service), before);
});

test('three refusals in a row stop the mails to an address', async (t) => {
  const tried: Received[] = [];
  const onMail = (mail: Received) => {
    tried.push(mail);
    throw answer(550, 'No such mailbox');
  };
  const scene = await mailScene(t, {}, { onMail });
  await nameAuthor(scene.service);
  for (let hour = 0; hour < 5; hour += 1) {
    await scene.say({ text: `Hour ${hour}` });
    await nextHour(scene);
  }
  deepEqual([tried.length, await statesOf(scene.service)], [3, { refused: 3, failed: 2 }]);
});

test('what is held about an author is exported and erased, and a feed does not bring it back', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  const canary = { name: 'Qxauthor', email: 'qx.author@qxhost.example' };
  await nameAuthor(service, canary);
  await scene.say({ text: 'Hello' });
  await press(service, authorLinkOf(scene.to(canary.email)[0], 'article'));
  const token = await service.token('owner');
  const body = { email: 'QX.author@qxhost.example' };
  const { held } = (await ask<PersonExport>(service, '/api/v1/privacy/export', { body, token })).body;
  deepEqual(held['articles'], [{ site: 'blog', page: article, name: 'Qxauthor', email: canary.email, from: 'moderator' }]);
  const log = (await ask(service, '/api/v1/moderation/log?site=blog', { token })).body;
  equal(/qx.?author|qxhost/i.test(JSON.stringify(log)), false, 'the log names nobody');
  match(JSON.stringify(await storedIn(service)), /qxauthor/i);
  const { erased } = (await ask<{ erased: object }>(service, '/api/v1/privacy/erasures', { body, token })).body;
  deepEqual(erased, { ...erased, articles: 1 });
  await settle(service);
  equal(/qx\.?author|qxhost/i.test(JSON.stringify(await storedIn(service))), false);
  const page = await service.service.store.pages.byKey((await service.service.sites.bySlug('blog')).id, 'blog.example/article');
  const fed = await service.service.store.pages.nameAuthor(
    page?.id ?? '',
    { author: canary, from: 'feed' },
    { jobs: [], log: null },
  );
  equal(fed?.author, null);
});

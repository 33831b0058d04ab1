import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import { article, ask, outline, post, thread } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };

test('a clean comment is visible at once, with its author’s token to change it', async (t) => {
  const service = await running(t, { settings: open });
  const posted = await post(service, { text: 'Hello *there*', website: 'https://anna.example/' });
  equal(posted.status, 201);
  equal(posted.body.comment.html, '<p>Hello <em>there</em></p>');
  equal(posted.body.comment.author?.url, 'https://anna.example/');
  equal(posted.body.editUntil, new Date(service.clock.now() + 15 * minute).toISOString());
  deepEqual(outline((await thread(service)).comments), ['Hello there']);
});

test('with the settings a site starts with, an unknown author waits, and is known once approved', async (t) => {
  const service = await running(t);
  const first = await post(service, { text: 'First' });
  equal(first.status, 202);
  equal(first.body.comment.status, 'pending');
  deepEqual((await thread(service)).comments, []);
  const token = await service.token();
  const decided = await ask(service, '/api/v1/moderation/decisions', {
    body: { ids: [first.body.comment.id], to: 'approved' },
    token,
  });
  equal(decided.status, 200);
  deepEqual(outline((await thread(service)).comments), ['First']);
  equal((await post(service, { text: 'Second' })).status, 201);
  equal(
    (await post(service, { text: 'With a site', website: 'https://new.example' })).status,
    202,
    'a website that is new for the author waits',
  );
  equal((await post(service, { text: 'Third', name: 'Anne' })).status, 202, 'the same email under another name waits');
});

test('what a reader sees never tells spam from held', async (t) => {
  const service = await running(t, { settings: { ...open, blockedWords: ['casino'], heldWords: ['maybe'] } });
  const spam = await post(service, { text: 'Best casino' });
  const held = await post(service, { text: 'Well, maybe' });
  equal(spam.status, 202);
  deepEqual(Object.keys(spam.body.comment), Object.keys(held.body.comment));
  equal(spam.body.comment.status, 'pending');
  const own = await ask<SubmitAnswer>(service, `/api/v1/comments/${spam.body.comment.id}`, { token: spam.body.editToken });
  equal(own.body.comment.status, 'pending');
});

test('name and email are asked for, each by its field, unless the site says otherwise', async (t) => {
  const service = await running(t, { settings: open });
  const bare = { site: 'blog', url: article, text: 'Who am I?' };
  const refused = await ask(service, '/api/v1/comments', { body: bare });
  equal(refused.status, 400);
  deepEqual(
    refused.body.errors?.map(({ field, code }) => [field, code]),
    [
      ['name', 'required'],
      ['email', 'required'],
    ],
  );
  await service.set({ requireNameAndEmail: false });
  const taken = await ask<SubmitAnswer>(service, '/api/v1/comments', { body: bare });
  equal(taken.status, 201);
  equal(taken.body.comment.author?.name, 'Anonymous');
});

test('the same again is refused with WordPress’ words', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'Hello' });
  const again = await post(service, { text: 'Hello' });
  equal(again.status, 409);
  equal(again.body.code, 'duplicate');
  equal((again.body as { detail?: string }).detail, "Duplicate comment detected; it looks as though you've already said that!");
  equal(
    (await post(service, { text: 'Hello', name: 'Ben', email: 'ben@example.org' })).status,
    201,
    'somebody else may say it too',
  );
});

test('two comments within floodSeconds of one address or one email are too quick', async (t) => {
  const service = await running(t, { settings: { ...open, floodSeconds: 15 } });
  equal((await post(service, { text: 'One' })).status, 201);
  const quick = await post(service, { text: 'Two' });
  equal(quick.status, 429);
  equal(quick.body.code, 'too-quick');
  equal(quick.headers.get('Retry-After'), '15');
  equal(
    (await post(service, { text: 'Two', name: 'Ben' }, { headers: { 'X-Forwarded-For': '192.0.2.9' } })).body.code,
    'too-quick',
    'the same email elsewhere',
  );
  service.clock.pass(15_000);
  equal((await post(service, { text: 'Two' })).status, 201);
});

test('fifty equal posts at once with one key make one comment and fifty equal answers', async (t) => {
  const service = await running(t, { settings: open });
  const headers = { 'Idempotency-Key': 'a-key-of-enough-characters' };
  // One address may post 30 times a minute, so each comes from another.
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      post(service, { text: 'Once' }, { headers: { ...headers, 'X-Forwarded-For': `198.51.100.${at + 1}` } }),
    ),
  );
  deepEqual(new Set(answers.map((answer) => answer.status)), new Set([201]));
  equal(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1);
  equal((await thread(service)).count, 1);
  const other = await post(service, { text: 'Another text' }, { headers });
  equal(other.body.code, 'idempotency-mismatch');
});

test('a page of a host that is not the site’s is refused, and so is a post from a foreign page', async (t) => {
  const service = await running(t, { settings: open });
  const foreign = await post(service, { text: 'Hi', url: 'https://elsewhere.example/article' });
  equal(foreign.status, 422);
  equal(foreign.body.code, 'page-not-of-this-site');
  const crossed = await post(service, { text: 'Hi' }, { headers: { Origin: 'https://evil.example' } });
  equal(crossed.status, 403);
  equal(crossed.body.code, 'origin-not-allowed');
  equal((await post(service, { text: 'Hi' }, { headers: { Origin: 'https://blog.example' } })).status, 201);
  equal((await post(service, { text: 'Hi again' }, { headers: { Origin: 'null' } })).body.code, 'origin-not-allowed');
});

test('a reply needs an approved parent on the same page', async (t) => {
  const service = await running(t, { settings: open });
  const root = await post(service, { text: 'Root' });
  equal((await post(service, { text: 'Reply', parent: root.body.comment.id })).status, 201);
  deepEqual(outline((await thread(service)).comments), [['Root', ['Reply']]]);
  equal((await post(service, { text: 'x', parent: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' })).body.code, 'unknown-parent');
  equal((await post(service, { text: 'x', parent: root.body.comment.id, url: `${article}/other` })).body.code, 'unknown-parent');
  await service.set({ holdEverything: true });
  const waiting = await post(service, { text: 'Waiting' });
  equal((await post(service, { text: 'x', parent: waiting.body.comment.id })).body.code, 'parent-not-approved');
});

test('an edit after approval is screened anew: a link added later waits', async (t) => {
  const service = await running(t, { settings: { ...open, holdAtLinks: 1 } });
  const mine = await post(service, { text: 'No links here.' });
  const path = `/api/v1/comments/${mine.body.comment.id}`;
  const edited = await ask(service, path, {
    method: 'PATCH',
    body: { text: 'See https://spam.example/' },
    token: mine.body.editToken,
  });
  equal(edited.status, 202);
  deepEqual((await thread(service)).comments, []);
});

test('the window for changes closes, by time and by an answer', async (t) => {
  const service = await running(t, { settings: open });
  const mine = await post(service, { text: 'First words' });
  const path = `/api/v1/comments/${mine.body.comment.id}`;
  const token = mine.body.editToken;
  equal((await ask(service, path, { method: 'PATCH', body: { text: 'Better words' }, token })).status, 200);
  ok((await thread(service)).comments[0]?.edited);
  equal((await ask(service, path, { method: 'PATCH', body: { text: 'x' }, token: `${token}x` })).status, 401);
  const reply = await post(service, { text: 'Reply', parent: mine.body.comment.id });
  equal((await ask(service, path, { method: 'PATCH', body: { text: 'Worse words' }, token })).body.code, 'edit-window-over');
  service.clock.pass(15 * minute);
  equal(
    (await ask(service, `/api/v1/comments/${reply.body.comment.id}`, { method: 'DELETE', token: reply.body.editToken })).body
      .code,
    'edit-window-over',
  );
});

test('deleting one’s own comment leaves a tombstone only under replies', async (t) => {
  const service = await running(t, { settings: open });
  const root = await post(service, { text: 'Root' });
  const reply = await post(service, { text: 'Reply', parent: root.body.comment.id });
  const drop = (answer: typeof root) =>
    ask(service, `/api/v1/comments/${answer.body.comment.id}`, { method: 'DELETE', token: answer.body.editToken });
  equal((await drop(root)).status, 204);
  const left = await thread(service);
  deepEqual(outline(left.comments), [['(removed)', ['Reply']]]);
  equal(left.count, 1);
  deepEqual([left.comments[0]?.author, left.comments[0]?.html, left.comments[0]?.source], [null, null, null]);
  equal((await drop(reply)).status, 204);
  deepEqual((await thread(service)).comments, []);
  equal((await ask(service, `/api/v1/comments/${root.body.comment.id}`, { token: root.body.editToken })).status, 404);
});

test('a form without JavaScript leads back to the page, or says what is wrong and keeps what was typed', async (t) => {
  const service = await running(t, { settings: open });
  const send = (fields: Record<string, string>) =>
    fetch(`${service.url}/comments`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ site: 'blog', url: article, topic: '', website: '', ...fields }),
    });
  const posted = await send({ text: 'By form', name: 'Anna', email: 'anna@example.org' });
  equal(posted.status, 303);
  match(posted.headers.get('Location') ?? '', /^https:\/\/blog\.example\/article#comment-[0-9A-Z]{26}$/);
  const wrong = await send({ text: 'My <dear> words', name: '', email: 'no email' });
  equal(wrong.status, 400);
  const page = await wrong.text();
  ok(page.includes('My &lt;dear&gt; words'));
  ok(page.includes('Please enter a valid email address.'));
});

test('the honeypot and a form filled in too fast hold, and no more', async (t) => {
  const service = await running(t, { settings: open });
  const form = await ask<{ formToken: string }>(service, `/api/v1/form?site=blog&url=${encodeURIComponent(article)}`);
  equal((await post(service, { text: 'In a hurry', formToken: form.body.formToken })).status, 202);
  service.clock.pass(20_000);
  equal((await post(service, { text: 'With time', formToken: form.body.formToken })).status, 201);
  equal((await post(service, { text: 'With honey', topic: 'sweets' })).status, 202);
  const token = await service.token();
  const held = await ask<{ comments: { status: string }[] }>(service, '/api/v1/moderation/comments?site=blog', { token });
  deepEqual(
    held.body.comments.map((comment) => comment.status),
    ['pending', 'pending'],
  );
});

test('nothing public depends on the email: two people of one name look alike', async (t) => {
  const service = await running(t, { settings: open });
  const one = await post(service, { text: 'One', name: 'Kim', email: 'one@example.org' });
  const two = await post(service, { text: 'Two', name: 'Kim', email: 'two@example.org' });
  equal(one.body.comment.author?.avatar, two.body.comment.author?.avatar);
  const other = await post(service, { text: 'Three', name: 'Lee', email: 'one@example.org' });
  notEqual(one.body.comment.author?.avatar, other.body.comment.author?.avatar);
  const avatar = await fetch(one.body.comment.author?.avatar ?? '');
  equal(avatar.headers.get('Content-Type'), 'image/svg+xml; charset=utf-8');
});

test('a page of the site may read its answers and refusals from another origin, a foreign page may not', async (t) => {
  const service = await running(t, { settings: open });
  const preflight = (origin: string) =>
    fetch(`${service.url}/api/v1/comments`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
  const allowed = 'Access-Control-Allow-Origin';
  equal((await preflight('https://blog.example')).headers.get(allowed), 'https://blog.example');
  equal((await preflight('https://evil.example')).headers.get(allowed), null);
  const origin = { headers: { Origin: 'https://blog.example' } };
  equal((await post(service, { text: 'Hi' }, origin)).headers.get(allowed), 'https://blog.example');
  const refused = await post(service, { text: 'Hi' }, origin);
  deepEqual([refused.status, refused.headers.get(allowed)], [409, 'https://blog.example']);
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../support/moderator.ts';
import { article, ask, outline, post, thread } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const own = (blog: Running, id: string, token?: string) =>
  ask<{ comment: { status: string; html: string } }>(blog, `/api/v1/comments/${id}`, token === undefined ? {} : { token });
const edit = (blog: Running, id: string, token: string, text: string) =>
  ask(blog, `/api/v1/comments/${id}`, { method: 'PATCH', body: { text }, token });
const remove = (blog: Running, id: string, token: string) => ask(blog, `/api/v1/comments/${id}`, { method: 'DELETE', token });

test('a waiting comment is seen by its author alone, who cannot tell spam from held', async (t) => {
  const blog = await running(t, { settings: { blockedWords: ['casino'] } });
  const held = (await post(blog, { text: 'I wait.' })).body;
  const spam = (await post(blog, { text: 'Best casino.', name: 'Bert', email: 'bert@example.org' })).body;

  equal((await own(blog, held.comment.id, held.editToken)).body.comment.status, 'pending');
  equal((await own(blog, spam.comment.id, spam.editToken)).body.comment.status, 'pending');
  equal((await own(blog, held.comment.id)).status, 401);
  equal((await own(blog, held.comment.id, spam.editToken)).status, 401);
  deepEqual((await thread(blog)).comments, []);
});

test('the token of one comment changes no other, and none changes what does not exist', async (t) => {
  const blog = await running(t, { settings: open });
  const mine = (await post(blog, { text: 'Mine.' })).body;
  const theirs = (await post(blog, { text: 'Theirs.', name: 'Bert', email: 'bert@example.org' })).body;

  equal((await edit(blog, theirs.comment.id, mine.editToken, 'Stolen.')).status, 401);
  equal((await remove(blog, theirs.comment.id, mine.editToken)).status, 401);
  equal((await edit(blog, '01ARZ3NDEKTSV4RRFFQ69G5FAV', mine.editToken, 'Nowhere.')).body.code, 'unknown-comment');
  deepEqual(outline((await thread(blog)).comments), ['Mine.', 'Theirs.']);
});

test('an edit never frees what a moderator held', async (t) => {
  const blog = await running(t, { settings: open });
  const { comment, editToken } = (await post(blog, { text: 'Visible.' })).body;
  await decide(blog, await blog.token(), { ids: [comment.id], to: 'pending' });

  equal((await edit(blog, comment.id, editToken, 'Harmless.')).status, 202);

  deepEqual((await thread(blog)).comments, []);
});

test('a moderator’s mark stands on a comment posted with a token, under the given name, past flood and duplicates', async (t) => {
  const blog = await running(t, { settings: { floodSeconds: 60 } });
  const token = await blog.token();
  const words = { text: 'From the editors.', name: 'Ed', email: 'ed@example.org' };

  const statuses = [await post(blog, words, { token }), await post(blog, words, { token })].map(({ status }) => status);

  deepEqual(statuses, [201, 201]);
  const [first] = (await thread(blog)).comments;
  deepEqual([first?.author?.name, first?.author?.moderator], ['Ed', true]);
});

test('a preview is what would be shown, and stores nothing', async (t) => {
  const blog = await running(t, { settings: open });
  const text = '**Bold**, <script>alert(1)</script> and [a link](https://example.org/)';

  const { status, body } = await ask<{ html: string }>(blog, '/api/v1/preview', { body: { site: 'blog', text } });

  equal(status, 200);
  match(body.html, /<strong>Bold<\/strong>/);
  ok(!body.html.includes('<script'));
  const posted = (await post(blog, { text })).body.comment;
  equal(posted.html, body.html);
  equal((await thread(blog)).count, 1);
});

test('a hundred pages are counted at once, one more is refused, and each is answered as it was asked for', async (t) => {
  const blog = await running(t, { settings: open });
  await post(blog, { text: 'One.' });
  const urls = [
    article,
    'https://www.blog.example/article/?utm_source=x',
    ...Array.from({ length: 98 }, (_, n) => `https://blog.example/${n}`),
  ];
  const counts = (asked: readonly string[]) => {
    const query = new URLSearchParams({ site: 'blog' });
    for (const url of asked) query.append('url', url);
    return ask<{ counts: Record<string, number> }>(blog, `/api/v1/counts?${query}`);
  };

  const { body } = await counts(urls);
  equal(Object.keys(body.counts).length, 100);
  deepEqual([body.counts[article], body.counts[urls[1] ?? ''], body.counts['https://blog.example/7']], [1, 1, 0]);
  equal((await counts([...urls, 'https://blog.example/more'])).status, 400);
});

test('after a deletion by its author the window is over for good', async (t) => {
  const blog = await running(t, { settings: open });
  const { comment, editToken } = (await post(blog, { text: 'Never mind.' })).body;

  ok((await remove(blog, comment.id, editToken)).status < 300);
  blog.clock.pass(minute);

  equal((await edit(blog, comment.id, editToken, 'I am back.')).body.code, 'unknown-comment');
  equal((await remove(blog, comment.id, editToken)).body.code, 'unknown-comment');
});

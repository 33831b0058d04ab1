import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { mergePages, movePage } from '../../src/sites/change-page.ts';
import { doWhatIsDue } from '../support/due.ts';
import { article, ask, outline, post, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

const other = 'https://blog.example/other';
const open = { holdUnknownAuthors: false };
const site = (blog: Running) => blog.service.sites.bySlug('blog');
const textsAt = async (blog: Running, url: string) => outline((await thread(blog, { url })).comments);

test('a thread that was moved is found at both addresses, and takes comments at both', async (t) => {
  const blog = await running(t, { settings: open });
  await post(blog, { text: 'Before.' });
  const moved = 'https://blog.example/2026/article';

  await movePage(blog.service, commandLine, { site: await site(blog), url: article, to: moved });
  await post(blog, { text: 'At the old one.' });
  await post(blog, { text: 'At the new one.', url: moved });

  deepEqual(await textsAt(blog, article), ['Before.', 'At the old one.', 'At the new one.']);
  deepEqual(await textsAt(blog, moved), await textsAt(blog, article));
  equal((await thread(blog)).page.url, moved);
});

test('a thread moves to no address that has one, from none that has none, and to no foreign host', async (t) => {
  const blog = await running(t, { settings: open });
  await post(blog, { text: 'Here.' });
  await post(blog, { text: 'There.', url: other });
  const move = async (url: string, to: string) => movePage(blog.service, commandLine, { site: await site(blog), url, to });

  await rejects(move(article, other), { code: 'invalid' });
  await rejects(move('https://blog.example/nothing', 'https://blog.example/new'), { code: 'invalid' });
  await rejects(move(article, 'https://elsewhere.example/'), { code: 'invalid' });
  deepEqual([await textsAt(blog, article), await textsAt(blog, other)], [['Here.'], ['There.']]);
});

test('two threads that were merged are one at both addresses, in the order of time, with replies and counts', async (t) => {
  const blog = await running(t, { settings: open });
  const first = (await post(blog, { text: 'First, here.' })).body.comment;
  blog.clock.pass(1_000);
  await post(blog, { text: 'Second, there.', url: other });
  blog.clock.pass(1_000);
  await post(blog, { text: 'Third, to the first.', parent: first.id });

  await mergePages(blog.service, commandLine, { site: await site(blog), url: article, into: other });
  await doWhatIsDue(blog);

  const expected = [['First, here.', ['Third, to the first.']], 'Second, there.'];
  deepEqual([await textsAt(blog, article), await textsAt(blog, other)], [expected, expected]);
  equal((await thread(blog)).count, 3);
  await post(blog, { text: 'Fourth, to the first.', parent: first.id });
  equal((await thread(blog, { url: other })).count, 4);
});

test('a page is opened and closed by a moderator’s word, also before its first comment, whatever the site says', async (t) => {
  const blog = await running(t, { settings: open });
  const token = await blog.token();
  const say = (body: object) =>
    ask(blog, '/api/v1/moderation/pages', { method: 'PATCH', body: { site: 'blog', url: article, ...body }, token });

  equal((await say({ open: false })).status, 200);
  equal((await post(blog, { text: 'Too late.' })).body.code, 'thread-closed');
  await blog.set({ open: false });
  equal((await say({ open: true })).status, 200);
  equal((await post(blog, { text: 'Here only.' })).status, 201);
  equal((await post(blog, { text: 'Not there.', url: other })).body.code, 'thread-closed');
  equal((await say({ open: null })).status, 200);
  equal((await thread(blog)).page.open, false);
});

test('reading writes nothing', async (t) => {
  const blog = await running(t, { settings: open });
  const { id } = (await post(blog, { text: 'Read me.' })).body.comment;
  const before = await storedIn(blog);

  for (const url of [article, 'https://blog.example/unknown', 'https://elsewhere.example/']) {
    const query = new URLSearchParams({ site: 'blog', url });
    for (const path of [
      `/api/v1/thread?${query}`,
      `/api/v1/thread?${query}&order=newest&around=${id}`,
      `/api/v1/counts?${query}`,
      `/api/v1/form?${query}`,
      `/thread?${query}`,
      `/feeds/blog/page.atom?${query}`,
      '/api/v1/thread/recent?site=blog',
      '/feeds/blog.atom',
    ])
      await (await fetch(blog.url + path)).arrayBuffer();
  }

  deepEqual(await storedIn(blog), before);
});

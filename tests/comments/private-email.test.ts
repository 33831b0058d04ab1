import { deepEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { nameAuthor } from '../support/article-authors.ts';
import { article, post, thread } from '../support/reader.ts';
import { running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };

test('no public answer has a trace of an email, plain or hashed, be it a commenter’s or an article’s author’s', async (t) => {
  const service = await running(t, { settings: open });
  const emails = Array.from({ length: 50 }, (_, at) => `canary${at}@secret-box${at}.example`);
  for (const [at, email] of emails.entries()) await post(service, { text: `n${at}`, name: `N${at}`, email });
  const author = { name: 'Qxwriter', email: 'canary-author@secret-author.example' };
  await nameAuthor(service, author);
  const of = `site=blog&url=${encodeURIComponent(article)}`;
  const { comments } = await thread(service, { limit: '100' });
  const paths = [
    `/api/v1/thread?${of}&limit=100`,
    '/api/v1/thread/recent?site=blog&limit=100',
    `/api/v1/counts?${of}`,
    `/api/v1/form?${of}`,
    '/privacy?site=blog',
    `/thread?${of}&fragment=1`,
    '/feeds/blog.atom',
    `/feeds/blog/page.atom?${of}`,
    `/thread?${of}`,
    ...comments.map(({ author }) => new URL(author?.avatar ?? '').pathname),
  ];
  const bytes =
    (await Promise.all(paths.map(async (path) => (await fetch(service.url + path)).text()))).join('\n') + paths.join('\n');
  const traces = [
    author.name,
    ...[...emails, author.email].flatMap((email) => [
      email,
      email.split('@')[1] ?? '',
      ...['md5', 'sha1', 'sha256'].flatMap((kind) =>
        (['hex', 'base64', 'base64url'] as const).map((form) => createHash(kind).update(email).digest(form).slice(0, 16)),
      ),
    ]),
  ];
  deepEqual(
    traces.filter((trace) => bytes.includes(trace)),
    [],
  );
});

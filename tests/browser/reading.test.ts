import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { blogOf } from '../support/blog.ts';
import { bareArticle } from '../support/blog-pages.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { post } from '../support/reader.ts';
import { running } from '../support/running.ts';

test('a thread with its replies, under any article', { skip: withoutBrowser }, async (t) => {
  const service = await running(t, { startAt: Date.now(), settings: { holdUnknownAuthors: false } });
  const first = await post(service, { text: 'Where does *it* end?', website: 'https://anna.example/' });
  await post(service, { text: 'At the aqueduct.', name: 'Ben', parent: first.body.comment.id });
  const { url } = await blogOf(t, { '/article': bareArticle({ service: service.url }) });
  const { page, errors } = await reader(t);
  await page.goto(`${url}/article`);
  await page.getByRole('heading', { name: '2 Comments' }).waitFor();
  equal(await page.getByRole('article').filter({ hasText: 'Where does it end?' }).locator('em').innerText(), 'it');
  await page.screenshot({ path: '/tmp/w.png', fullPage: true });
  deepEqual(errors, []);
});

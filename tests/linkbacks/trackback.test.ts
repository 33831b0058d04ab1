import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { linking, queueOf, withOtherSite } from '../support/linkbacks.ts';
import { article } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';

async function trackback({ url }: Pick<Running, 'url'>, body: string, headers: Readonly<Record<string, string>> = {}) {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' };
  const answer = await fetch(`${url}/trackback/blog?url=${encodeURIComponent(article)}`, {
    method: 'POST',
    body,
    headers: { ...type, ...headers },
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

test('a trackback is verified like any other linkback, and answered as its specification says', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/post', linking('A post'));
  const fields = { url: `${other.url}/post`, title: 'A &amp; b', excerpt: 'x', blog_name: 'Their blog' };
  const answer = await trackback(service, String(new URLSearchParams(fields)));
  deepEqual([answer.status, answer.type], [200, 'text/xml; charset=utf-8']);
  equal(answer.text, '<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>0</error>\n</response>\n');
  const [held] = await queueOf(service);
  deepEqual([held?.type, held?.author.name], ['trackback', 'A post - Their blog']);
});

test('without a link, without a page, without a url: an error', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/post', '<title>No link</title>');
  for (const body of [`url=${other.url}/post`, `url=${other.url}/missing`, 'title=x', 'url=ftp://x', '', '&'.repeat(60)]) {
    match((await trackback(service, body)).text, /<error>1<\/error>\n<message>.{10,}<\/message>/);
  }
  const nowhere = await fetch(`${service.url}/trackback/blog`, { method: 'POST', body: `url=${other.url}/post` });
  match(await nowhere.text(), /<error>1<\/error>/);
  deepEqual(await queueOf(service), []);
});

test('what a blog says in its own charset, under whatever type, is read; a page of text has no title of its own', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/post', { type: 'text/plain', body: article });
  const body = `url=${encodeURIComponent(`${other.url}/post`)}&title=Caf%E9+%26%238230%3B&blog_name=Bl%F6g`;
  const answer = await trackback(service, body, { 'Content-Type': 'text/html; charset=iso-8859-1' });
  match(answer.text, /<error>0/);
  deepEqual(
    (await queueOf(service)).map(({ author }) => author.name),
    ['Café … - Blög'],
  );
});

test('who sends too many gets the error', async (t) => {
  const service = await running(t);
  for (let n = 0; n < 60; n += 1) await trackback(service, '');
  match((await trackback(service, '')).text, /<error>1<\/error>\n<message>Too many requests/);
});

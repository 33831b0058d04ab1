import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { elementsOfFragment } from '../support/markup.ts';
import { decide } from '../support/moderator.ts';
import { article, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { threadAddress } from '../support/thread-page.ts';

const open = { holdUnknownAuthors: false };
const addressOf = (service: Running, more: Readonly<Record<string, string>> = {}) =>
  threadAddress(service, { fragment: '1', ...more });
const fragment = async (service: Running, more: Readonly<Record<string, string>> = {}) =>
  (await fetch(addressOf(service, more))).text();
const counted = async ({ url }: Running) =>
  Number(
    /^backtalk_http_requests_total\{[^}]*route="\/thread"[^}]*\} (\d+)/m.exec(
      await (await fetch(`${url}/metrics`)).text(),
    )?.[1] ?? 0,
  );

test('the list alone, whose links lead to the page without JavaScript', async (t) => {
  const service = await running(t, { settings: open });
  const { id } = (await post(service, { text: 'Root' })).body.comment;
  await post(service, { text: 'Reply', parent: id });
  const elements = elementsOfFragment(await fragment(service));
  equal(elements[0]?.name, 'ol');
  const names = new Set(elements.map(({ name }) => name));
  for (const none of ['html', 'head', 'style', 'script', 'form', 'h1', 'h2', 'main']) ok(!names.has(none), none);
  const replies = elements
    .filter(({ attributes }) => attributes['class'] === 'answer')
    .map(({ attributes }) => attributes['href']);
  equal(replies[0], `${threadAddress(service, { replyto: id })}#respond`);
  equal((await fetch(replies[0] ?? '')).status, 200);
});

test('it is cached like the JSON: a tag of its bytes, 304, three encodings, and readable from any page', async (t) => {
  const service = await running(t, { settings: open });
  for (let at = 0; at < 10; at += 1) await post(service, { text: `Number ${at}`, name: `Anna ${at}` });
  const asked = async (headers: Record<string, string>) => fetch(addressOf(service), { headers });
  const first = await asked({});
  const again = await asked({});
  for (const name of ['etag', 'cache-control', 'content-type', 'access-control-allow-origin', 'content-security-policy', 'vary'])
    equal(first.headers.get(name), again.headers.get(name), name);
  equal(first.headers.get('Content-Type'), 'text/html; charset=utf-8');
  equal(first.headers.get('Cache-Control'), 'no-cache');
  equal(first.headers.get('Access-Control-Allow-Origin'), '*');
  equal((await asked({ 'If-None-Match': first.headers.get('ETag') ?? '' })).status, 304);
  const text = await first.text();
  for (const encoding of ['br', 'gzip']) {
    const answer = await asked({ 'Accept-Encoding': encoding });
    deepEqual([answer.headers.get('Content-Encoding'), await answer.text()], [encoding, text]);
  }
});

test('a second reading comes out of memory, beside the JSON of the same page, and is counted', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'One' });
  const target = addressOf(service).slice(service.url.length);
  const json = `/api/v1/thread?${new URLSearchParams({ site: 'blog', url: article })}`;
  const { threads } = service.service;
  equal(threads.peek(target), undefined);
  const before = await counted(service);
  for (const path of [target, json]) await fetch(service.url + path);
  ok(threads.peek(target)?.identity.body.toString().startsWith('<ol'));
  ok(threads.peek(json)?.identity.body.toString().startsWith('{'));
  await fetch(service.url + target);
  equal(await counted(service), before + 2);
});

test('whatever changes the thread or the settings shows at once', async (t) => {
  const service = await running(t, { settings: open });
  const { id } = (await post(service, { text: 'One' })).body.comment;
  ok((await fragment(service)).includes('One'));
  await post(service, { text: 'Two' });
  ok((await fragment(service)).includes('Two'));
  await decide(service, await service.token(), { ids: [id], to: 'spam' });
  ok(!(await fragment(service)).includes('One'));
  await service.set({ locale: 'ar' });
  ok((await fragment(service)).includes('lang="ar" dir="rtl"'));
  await service.set({ open: false });
  ok(!(await fragment(service)).includes('class="answer"'));
});

test('other parts, orders and languages are built for the request, and a page nobody wrote on is empty', async (t) => {
  const service = await running(t, { settings: { ...open, perPage: 2 } });
  for (let at = 1; at <= 3; at += 1) await post(service, { text: `Number ${at}` });
  const plain = await fragment(service);
  const german = await fragment(service, { lang: 'de' });
  ok(plain.includes('Newer comments') && !plain.includes('Number 3') && german.includes('Neuere Kommentare'));
  const next = /<nav[^>]*>.*href="([^"]*)"/.exec(german)?.[1]?.replaceAll('&amp;', '&') ?? '';
  equal(new URL(next).searchParams.get('fragment'), null, 'what follows is read on a whole page');
  ok((await (await fetch(next)).text()).includes('<html lang="de"'));
  ok((await fragment(service, { order: 'newest', limit: '3' })).includes('Number 1'));
  notEqual(await fragment(service, { order: 'newest' }), plain);
  ok((await fragment(service, { url: 'https://blog.example/other', lang: 'de' })).includes('Noch keine Kommentare.'));
  equal((await fetch(addressOf(service, { around: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' }))).status, 404);
  equal((await fetch(addressOf(service, { fragment: '2' }))).status, 400);
});

test('nothing of one reader’s address gets into what everybody is sent', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'One' });
  const url = `${article}?utm_source=evil#evil`;
  const asked = await fragment(service, { title: 'Evil', own: 'evil', url });
  const plain = await fragment(service);
  equal(asked, plain);
  ok(!/evil/i.test(plain));
});

test('the own comment of a form never stands in it', async (t) => {
  const service = await running(t);
  const posted = await post(service, { text: 'Waiting' });
  equal(posted.status, 202);
  ok(!(await fragment(service, { own: posted.body.editToken })).includes('Waiting'));
});

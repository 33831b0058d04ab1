import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { article } from '../support/reader.ts';
import { running } from '../support/running.ts';

test('the page says what is kept how long by the settings in force, in the site’s language and in English', async (t) => {
  const service = await running(t, { settings: { ipDays: 3, spamDays: 4, trashDays: 1, editMinutes: 1, locale: 'de' } });
  const read = async (query: string) => {
    const answer = await fetch(`${service.url}/privacy?${query}`);
    return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' };
  };
  const page = await read('site=blog');
  equal(page.status, 200);
  match(page.policy, /^default-src 'none'/);
  match(page.text, /<html lang="de" dir="ltr">/);
  match(page.text, /IP-Adresse wird 3 Tage/);
  match(page.text, /whole for 3 days, then shortened/);
  match(page.text, /called spam<\/strong>: 4 days, then deleted/);
  match(page.text, /removed<\/strong>: 1 day, then deleted/);
  match(page.text, /changed for 1 minute\./);
  ok(!page.text.includes('Akismet'), 'there is no key');
  await service.set({ ipDays: 0, name: '<b>Blog</b>' });
  const changed = await read('site=blog&lang=ar');
  match(changed.text, /<html lang="ar" dir="rtl">/);
  match(changed.text, /shortened within a quarter of an hour/);
  match(changed.text, /<bdi>&lt;b&gt;Blog&lt;\/b&gt;<\/bdi>/);
  equal((await read('site=nowhere')).status, 404);
  equal((await read('')).status, 400);
});

test('with Akismet the page says what is sent, unless the site is without it', async (t) => {
  const service = await running(t, { env: { AKISMET_KEY: 'key', AKISMET_ENDPOINT: 'http://127.0.0.1:9' } });
  const read = async () => (await fetch(`${service.url}/privacy?site=blog`)).text();
  match(await read(), /Sent to Akismet/);
  await service.set({ akismet: 'off' });
  ok(!(await read()).includes('Akismet'));
});

test('the thread’s page links to it, in the language it speaks', async (t) => {
  const service = await running(t);
  const page = await (
    await fetch(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article, lang: 'fr' })}`)
  ).text();
  const [, link = ''] = /<a href="([^"]*\/privacy[^"]*)"/.exec(page) ?? [];
  const answer = await fetch(link.replaceAll('&amp;', '&'));
  equal(answer.status, 200);
  match(await answer.text(), /<html lang="fr"/);
});

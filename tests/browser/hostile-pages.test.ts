import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { payloadsIn } from '../hostile/payloads.ts';
import { anotherAddress } from '../support/another-address.ts';
import { blogOf } from '../support/blog.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { corpus } from '../support/corpus.ts';
import { ask, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { requireAccessible, requireInItsBox } from './accessible.ts';

const folders = ['3-hostile/xss', '3-hostile/unicode'].flatMap((path) => corpus(path) ?? []);
const payloads = [...new Set(folders.flatMap(payloadsIn))];
const skip = withoutBrowser || (payloads.length === 0 && 'the recorded attacks are not here');
const onOnePage = 100;
const settings = { holdUnknownAuthors: false, holdAtLinks: 1_000, perPage: onOnePage };
const narrow = { width: 280, height: 800 };

/** Posts a payload as each field takes it: text, name, title, and in the query of a website. Answers the comment's id. */
async function attack(service: Running, payload: string, { url, token }: { url: string; token: string }): Promise<string | null> {
  const cut = (length: number) => payload.slice(0, length).toWellFormed();
  const website = `https://x.example/?${encodeURIComponent(payload).slice(0, 150).replace(/%.?$/, '')}`;
  const words = { url, text: payload, name: cut(245), title: cut(1_000), website };
  const posted = await post(service, words, { token, headers: { 'X-Forwarded-For': anotherAddress() } });
  return posted.status === 201 ? posted.body.comment.id : null;
}

/** Whatever a page does that nobody asked of it: boxes, errors, and requests to anybody else. */
async function watched(t: TestContext, service: Running): Promise<{ page: Page; fired: string[] }> {
  const { page } = await reader(t, { viewport: narrow });
  const fired: string[] = [];
  page.on('dialog', async (dialog) => {
    fired.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', ({ message }) => fired.push(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) fired.push(`console: ${message.text()}`);
  });
  page.on('popup', (popup) => fired.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== new URL(service.url).hostname && hostname !== 'blog.example') fired.push(`request: ${request.url()}`);
  });
  return { page, fired };
}

/** A page with no policy of its own around the fragment, as a server-side include makes one: nothing but the service's care holds here. */
const including = (fragment: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blog</title><style>body{overflow-wrap:anywhere}</style><main><h1>Blog</h1>${fragment}</main>`;

describe('the recorded attacks in a real Chromium', { skip }, () => {
  test('nothing fires and all stays in its box: page, form, and the fragment in a page without a policy', async (t) => {
    ok(payloads.length > 2_500, `${payloads.length} attacks`);
    const service = await running(t, { settings });
    const token = await service.token();
    const { page, fired } = await watched(t, service);
    let shown = 0;
    const fragments = new Map<string, string>();
    const blog = await blogOf(t, ({ url = '' }) => including(fragments.get(url) ?? ''));
    for (let at = 0; at < payloads.length; at += onOnePage) {
      const url = `https://blog.example/attack/${at}`;
      const posted = await Promise.all(payloads.slice(at, at + onOnePage).map((text) => attack(service, text, { url, token })));
      const ids = posted.flatMap((id) => id ?? []);
      shown += ids.length;
      const thread = `${service.url}/thread?${new URLSearchParams({ site: 'blog', url, limit: '100' })}`;
      // The page has a policy besides: every third is enough to see that all stays in its box.
      if (at % (3 * onOnePage) === 0) {
        await page.goto(`${thread}&replyto=${ids.at(-1)}`);
        await requireInItsBox(page, thread);
      }
      fragments.set(`/${at}`, await (await fetch(`${thread}&fragment=1`)).text());
      await page.goto(`${blog.url}/${at}`);
      await requireInItsBox(page, `the fragment of ${url}`);
      equal(await page.locator('.thread > li').count(), ids.length);
      deepEqual(fired, [], url);
    }
    ok(shown > payloads.length * 0.9, `${shown} of ${payloads.length} were shown`);
  });

  test('in a form that is shown again, and in an edit', async (t) => {
    const service = await running(t, { settings });
    const { page, fired } = await watched(t, service);
    const url = 'https://blog.example/edited';
    const { comment, editToken } = (await post(service, { text: 'Before', url })).body;
    const form = `${service.url}/thread?${new URLSearchParams({ site: 'blog', url })}`;
    for (const payload of payloads.filter((_, at) => at % 160 === 0)) {
      await ask(service, `/api/v1/comments/${comment.id}`, { method: 'PATCH', body: { text: payload }, token: editToken });
      await page.setExtraHTTPHeaders({ 'X-Forwarded-For': anotherAddress() });
      await page.goto(form);
      for (const label of ['Comment *', 'Name *', 'Website']) await page.getByLabel(label).fill(payload);
      await page.locator('form').evaluate((element: HTMLFormElement) => element.submit());
      await page.getByRole('alert').waitFor();
      await requireInItsBox(page, payload);
      deepEqual(fired, [], payload);
    }
  });

  test('an attack that got through would be seen', async (t) => {
    const service = await running(t, { settings });
    const { page, fired } = await watched(t, service);
    const attacks = ['<img src="x:" onerror="alert(1)">', '<script>boom()</script>', '<p style="width:900px">wide</p>'];
    const blog = await blogOf(t, { '/page': including(attacks.join('')) });
    await page.goto(`${blog.url}/page`);
    ok(fired.some((one) => one.startsWith('dialog')) && fired.some((one) => one.startsWith('error')), fired.join());
    let isWide = false;
    await requireInItsBox(page, '').catch(() => {
      isWide = true;
    });
    ok(isWide);
  });
});

test('65,525 characters without a space wrap, at 280 pixels as well, and so do name, title and address', {
  skip: withoutBrowser,
}, async (t) => {
  const service = await running(t, { settings });
  const { page } = await reader(t, { viewport: narrow });
  const url = `https://blog.example/${'long'.repeat(400)}`;
  const words = { url, text: 'x'.repeat(65_525), name: 'N'.repeat(245), title: 'T'.repeat(1_000) };
  const first = (await post(service, words)).body.comment.id;
  await post(service, {
    ...words,
    text: `https://x.example/${'y'.repeat(2_000)} \`${'z'.repeat(2_000)}\``,
    name: '\u5b57'.repeat(245),
    parent: first,
  });
  const query = new URLSearchParams({ site: 'blog', url, replyto: first });
  for (const lang of ['en', 'ar']) {
    await page.goto(`${service.url}/thread?${query}&lang=${lang}`);
    await requireInItsBox(page, lang);
    await requireAccessible(page, lang);
  }
});

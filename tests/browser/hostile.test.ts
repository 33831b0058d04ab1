import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { CommentView, ThreadView } from '../../src/wire/thread.ts';
import { anotherAddress } from '../support/another-address.ts';
import { blogOf } from '../support/blog.ts';
import { bareArticle } from '../support/blog-pages.ts';
import { reader } from '../support/browser.ts';
import { ask, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { addresses, withoutAttacks as skip, watch, words } from './attacks.ts';

const payloads = [...words, ...addresses];
const atOnce = 400;

async function watched(t: TestContext, allowed: readonly string[]): Promise<{ page: Page; fired: string[] }> {
  const { page } = await reader(t, { viewport: { width: 320, height: 800 } });
  const fired: string[] = [];
  await watch(page, fired, ({ origin }) => allowed.includes(origin));
  return { page, fired };
}

const linkTo = (url: string) => `<backtalk-comments site="blog" url="${url}"></backtalk-comments>`;

async function requireInItsBox(page: Page, what: string): Promise<void> {
  equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, what);
}

test('the recorded attacks, posted and edited into every field: nothing fires, and all stays in its box', { skip }, async (t) => {
  const service = await running(t, {
    startAt: Date.now(),
    settings: { holdUnknownAuthors: false, holdAtLinks: 1_000, perPage: 100 },
  });
  const blog = await blogOf(t, ({ url = '' }) =>
    bareArticle({ service: service.url, place: linkTo(`https://blog.example${url}`) }),
  );
  const { page, fired } = await watched(t, [service.url, blog.url]);
  const token = await service.token();
  let shown = 0;
  for (let at = 0; at < words.length; at += 100) {
    const path = `/attack/${at}`;
    const statuses: number[] = [];
    const waiting = [...words.slice(at, at + 100).entries()];
    const postSome = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [nth, payload] = next;
        statuses.push(await attack(service, { payload, url: `https://blog.example${path}`, token, isEdited: nth % 4 === 0 }));
      }
    };
    await Promise.all(Array.from({ length: 8 }, postSome));
    const posted = statuses.filter((status) => status < 300).length;
    await page.goto(blog.url + path, { waitUntil: 'commit' });
    await page.waitForFunction(
      (count) =>
        (document.querySelector('backtalk-comments')?.shadowRoot?.querySelectorAll('article.comment').length ?? 0) >= count,
      posted,
    );
    await requireInItsBox(page, path);
    shown += posted;
  }
  deepEqual(fired, []);
  ok(shown > words.length * 0.8, `${shown} of ${words.length}`);
});

async function attack(
  service: Running,
  { payload, url, token, isEdited }: { payload: string; url: string; token: string; isEdited: boolean },
): Promise<number> {
  const name = payload.slice(0, 245).toWellFormed();
  const website = payload.length <= 200 && /^https?:/i.test(payload) ? payload : '';
  const words = { url, name, title: payload.slice(0, 1_000).toWellFormed(), text: isEdited ? `Before ${payload}` : payload };
  const posted = await post(service, { ...words, website }, { token });
  if (isEdited && posted.status === 201) {
    const edit = {
      method: 'PATCH',
      body: { text: payload },
      token: posted.body.editToken,
      headers: { 'X-Forwarded-For': anotherAddress() },
    };
    await ask(service, `/api/v1/comments/${posted.body.comment.id}`, edit);
  }
  return posted.status;
}

/** What a service that was taken over, or a proxy before it, might answer. */
const forged = (payload: string, at: number): CommentView => ({
  id: `01JD9Z8K3V4T5W6X7Y8Z${String(at).padStart(6, '0')}`,
  type: at % 4 === 0 ? 'pingback' : 'comment',
  parent: null,
  status: 'approved',
  author: { name: payload, url: payload, avatar: payload, moderator: false },
  html: payload,
  date: '2026-11-24T12:00:00.000Z',
  edited: null,
  source: payload,
  replies: [],
  moreReplies: null,
});

test('the same from a service that sanitizes nothing: nothing fires', { skip }, async (t) => {
  const service = await running(t);
  const blog = await blogOf(t, { '/': bareArticle({ service: service.url }) });
  const { page, fired } = await watched(t, [service.url, blog.url]);
  let comments: CommentView[] = [];
  await page.route('**/api/v1/thread?*', (route) => {
    const view: ThreadView = {
      page: { url: null, title: null, open: true },
      count: comments.length,
      comments,
      prev: null,
      next: null,
    };
    return route.fulfill({ json: view, headers: { 'Access-Control-Allow-Origin': '*' } });
  });
  for (let at = 0; at < payloads.length; at += atOnce) {
    comments = payloads.slice(at, at + atOnce).map(forged);
    await page.goto(blog.url);
    await page
      .locator('article.comment')
      .nth(comments.length - 1)
      .waitFor({ state: 'attached' });
    // An address that cannot be parsed has no protocol, and leads nowhere.
    const links = await page.evaluate(() =>
      [...(document.querySelector('backtalk-comments')?.shadowRoot?.querySelectorAll('a[href]') ?? [])].map(
        (a) => (a as HTMLAnchorElement).protocol,
      ),
    );
    deepEqual(
      [...new Set(links)].filter((protocol) => !/^(https?)?:$/.test(protocol)),
      [],
    );
  }
  deepEqual(
    fired.filter((what) => !/^asked for https?:/.test(what)),
    [],
  );
});

test('what watches finds the same attacks where they are let in', { skip }, async (t) => {
  const blog = await blogOf(t, { '/': '<!doctype html><title>Careless</title><main></main>' });
  const { page, fired } = await watched(t, [blog.url]);
  await page.goto(blog.url);
  await page.evaluate(
    (all) => {
      for (const html of all) document.body.append(document.createRange().createContextualFragment(html));
    },
    ['<img src=x onerror=alert(1)>', '<script>alert(2)</script>', '<img src="https://elsewhere.example/x.png">'],
  );
  await until(() => fired.includes('alert 1') && fired.includes('alert 2') && fired.some((what) => what.includes('elsewhere')));
});

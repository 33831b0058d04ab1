import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { blogOf } from '../support/blog.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { decide } from '../support/moderator.ts';
import { post } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };

/** A blog with one article, whose noscript markup leads to the thread, on another origin than the service. */
async function blogAt(t: TestContext, service: Running, found: 'at once' | 'by another name' = 'at once') {
  const blog = await blogOf(t, ({ url = '', headers }) => {
    const www = `http://www.blog.example:${headers.host?.split(':')[1]}`;
    const elsewhere = found === 'by another name' && !headers.host?.startsWith('www.');
    const thread = `${service.url}/thread?${new URLSearchParams({ site: 'blog', url: `http://${headers.host}${url}` })}`;
    const html = `<!doctype html><title>An article</title><h1>An article</h1><p><noscript><a href="${thread.replaceAll('&', '&amp;')}">Comments</a></noscript>`;
    return elsewhere ? { html: '', status: 301, headers: { Location: `${www}${url}` } } : html;
  });
  return { ...blog, article: `${blog.url}/article` };
}

async function fillIn(page: Page, words: { text: string; name?: string; email?: string }): Promise<void> {
  await page.getByLabel('Comment *').fill(words.text);
  await page.getByLabel('Name *').fill(words.name ?? 'Anna');
  await page.getByLabel('Email *').fill(words.email ?? 'anna@example.org');
}
/** Every browser asks for an icon. */
const isOurs = (error: string) => !error.includes('404');
const send = (page: Page) => page.getByRole('button', { name: 'Post Comment' }).click();

describe('a reader without JavaScript', { skip: withoutBrowser }, () => {
  const off = { javaScriptEnabled: false };

  test('reads, replies by link, and comes back to the article', async (t) => {
    const service = await running(t, { settings: open });
    const { article } = await blogAt(t, service);
    await post(service, { text: 'Where does it end?', url: article, name: 'Ben' });
    const { page, errors } = await reader(t, off);
    await page.goto(article);
    await page.getByRole('link', { name: 'Comments' }).click();
    await page.getByRole('link', { name: 'Reply to' }).click();
    equal(await page.getByRole('heading', { level: 2 }).last().textContent(), 'Leave a Reply to Ben Cancel reply');
    await fillIn(page, { text: 'At the aqueduct.' });
    service.clock.pass(minute);
    await send(page);
    await page.getByRole('heading', { name: 'An article' }).waitFor();
    ok(page.url().startsWith(`${article}#comment-`), page.url());
    await page.getByRole('link', { name: 'Comments' }).click();
    await page.getByRole('heading', { name: '2 Comments' }).waitFor();
    equal(await page.locator('.thread ol .text').textContent(), 'At the aqueduct.');
    deepEqual(errors.filter(isOurs), []);
  });

  test('is led back even where the article moves to another name of the site', async (t) => {
    const service = await running(t, { settings: open });
    const { article, port } = await blogAt(t, service, 'by another name');
    const { page, errors } = await reader(t, off);
    await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
    await fillIn(page, { text: 'Through a redirect' });
    service.clock.pass(minute);
    await send(page);
    await page.waitForURL((url) => url.host === `www.blog.example:${port}`);
    deepEqual(errors.filter(isOurs), []);
  });

  test('sees the own comment that waits, and sees it approved', async (t) => {
    const service = await running(t);
    const { article } = await blogAt(t, service);
    const { page, errors } = await reader(t, off);
    await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
    await fillIn(page, { text: 'My first one' });
    await send(page);
    const own = page.locator('.comment:target');
    await own.getByText('Your comment is awaiting moderation.').waitFor();
    ok((await own.textContent())?.includes('My first one'));
    await page.reload();
    await own.getByText('Your comment is awaiting moderation.').waitFor();
    const id = new URL(page.url()).hash.slice('#comment-'.length);
    await decide(service, await service.token(), { ids: [id], to: 'approved' });
    await page.reload();
    await page.getByRole('heading', { name: '1 Comment' }).waitFor();
    equal(await page.getByText('awaiting moderation').count(), 0);
    deepEqual(errors.filter(isOurs), []);
  });

  test('loses nothing by a flaw: the text stands in the form, the flaw by its field, and the next attempt goes through', async (t) => {
    const service = await running(t, { settings: open });
    const { article } = await blogAt(t, service);
    const { page } = await reader(t, off);
    await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
    const text = '\n  First line\n\n"Second" <line> & more  ';
    await fillIn(page, { text, email: 'anna@nowhere' });
    await page.getByLabel('Website').fill('anna.example');
    service.clock.pass(minute);
    await send(page);
    await page.getByRole('alert').waitFor();
    equal(await page.getByLabel('Comment *').inputValue(), text);
    equal(await page.getByLabel('Website').inputValue(), 'anna.example');
    const email = page.getByLabel('Email *');
    equal(await email.evaluate((field) => field === document.activeElement), true, 'what is to be mended has the focus');
    const described = page.locator(`#${await email.getAttribute('aria-describedby')}`);
    equal(await described.textContent(), 'Please enter a valid email address.');
    await email.fill('anna@example.org');
    await send(page);
    await page.waitForURL(`${article}#comment-*`);
  });

  test('loses nothing by a service that is away, or by going back', async (t) => {
    const service = await running(t, { settings: open });
    const { article } = await blogAt(t, service);
    const { page } = await reader(t, off);
    await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
    await fillIn(page, { text: 'Typed with care' });
    await page.getByRole('link', { name: 'Back to the page' }).click();
    await page.getByRole('heading', { name: 'An article' }).waitFor();
    await page.goBack();
    equal(await page.getByLabel('Comment *').inputValue(), 'Typed with care');
    await service.service.store.close();
    await send(page);
    await page.getByRole('alert').waitFor();
    equal(await page.getByLabel('Comment *').inputValue(), 'Typed with care');
  });

  test('needs no mouse: the whole way by keyboard, in an order that makes sense', async (t) => {
    const service = await running(t, { settings: open });
    const { article } = await blogAt(t, service);
    await post(service, { text: 'Where does it end?', url: article, name: 'Ben', website: 'https://ben.example/' });
    const { page } = await reader(t, off);
    await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
    const steps: (string | null)[] = [];
    for (let at = 0; at < 5; at += 1) {
      await page.keyboard.press('Tab');
      steps.push(await page.locator(':focus').evaluate((element) => element.getAttribute('aria-label') ?? element.textContent));
    }
    deepEqual(steps, ['Back to the page', article, 'Ben', 'November 24, 2026', 'Reply to Ben']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Leave a Reply to Ben' }).waitFor();
    // The link leads to the form: the next stop is in it.
    const typed = ['', 'By keyboard', 'Anna', 'anna@example.org', ''];
    for (const text of typed) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    service.clock.pass(minute);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${article}#comment-*`);
  });
});

test('a browser that fills forms in by itself leaves the honeypot empty', { skip: withoutBrowser }, async (t) => {
  const service = await running(t);
  const { page, context } = await reader(t);
  await page.goto(`${service.url}/thread?site=blog&url=https://blog.example/article`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Autofill.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#name' });
  const { node } = await devtools.send('DOM.describeNode', { nodeId });
  const values = {
    NAME_FULL: 'Anna Filled',
    NAME_FIRST: 'Anna',
    NAME_LAST: 'Filled',
    EMAIL_ADDRESS: 'anna@example.org',
    COMPANY_NAME: 'ACME',
  };
  const address = { fields: Object.entries(values).map(([name, value]) => ({ name, value })) };
  await devtools.send('Autofill.setAddresses', { addresses: [address] });
  await devtools.send('Autofill.trigger', { fieldId: node.backendNodeId, address } as never);
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#email')?.value !== '');
  equal(await page.getByLabel('Name *').inputValue(), 'Anna Filled');
  equal(await page.locator('#topic').inputValue(), '');
  equal(await page.getByRole('textbox').count(), 4, 'and nobody hears of it');
});

import { equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { blogOf } from '../support/blog.ts';
import { firefoxPage } from '../support/firefox.ts';
import { without } from '../support/programs.ts';
import { post } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { webkit } from '../support/webkit.ts';

// JavaScript is on, since the drivers of these browsers need it: the page itself has no script, and its policy lets none run.

async function started(t: TestContext) {
  const service = await running(t, { settings: { holdUnknownAuthors: false, hosts: ['blog.example', 'localhost'] } });
  const blog = await blogOf(t, { '/article': '<!doctype html><title>An article</title><h1>An article</h1>' });
  const at = async (host: string) => {
    const article = `http://${host}:${blog.port}/article`;
    await post(service, { text: 'Where does it end?', url: article, name: 'Ben' });
    return { article, thread: `${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}` };
  };
  return { service, at };
}

test('in Firefox: flaw, reply, pending, and back to the article', { skip: without('firefox-esr') }, async (t) => {
  const { service, at } = await started(t);
  const { article, thread } = await at('blog.example');
  const page = await firefoxPage(t);
  const send = async (text: string, email: string) => {
    await page.getByLabel('Comment *').fill(text);
    await page.getByLabel('Name *').fill('Anna');
    // Filling it by playwright adds to what stands in a focused email field of Firefox.
    await page.getByLabel('Email *').press('Control+a');
    await page.keyboard.type(email);
    service.clock.pass(minute);
    await page.getByRole('button', { name: 'Post Comment' }).click();
  };

  await page.goto(thread);
  await page.getByRole('link', { name: 'Reply to Ben' }).click();
  await page.getByRole('heading', { name: 'Leave a Reply to Ben' }).waitFor();
  await send('\n At the aqueduct.', 'anna@nowhere');
  await page.getByText('Please enter a valid email address.').waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), '\n At the aqueduct.');
  equal(await page.getByLabel('Email *').evaluate((field) => field === document.activeElement), true);
  await send('At the aqueduct.', 'anna@example.org');
  await page.waitForURL(`${article}#comment-*`);

  await service.set({ holdEverything: true });
  await page.goto(thread);
  await page.getByRole('heading', { name: '2 Comments' }).waitFor();
  await send('And then?', 'anna@example.org');
  const own = page.locator('.comment:target');
  await own.getByText('Your comment is awaiting moderation.').waitFor();
  ok((await own.textContent())?.includes('And then?'));
});

test('in WebKit the same', { skip: without('WebKitWebDriver', 'xvfb-run', 'xauth') }, async (t) => {
  const { service, at } = await started(t);
  const { article, thread } = await at('localhost');
  const page = await webkit(t);
  const send = async (text: string, email: string) => {
    for (const [id, value] of Object.entries({ text, name: 'Anna', email }))
      await page.run('document.getElementById(arguments[0]).value = arguments[1]', id, value);
    service.clock.pass(minute);
    await page.click('button', 'Post Comment');
  };

  await page.goTo(thread);
  await page.click('.answer', 'Reply');
  await page.find('h2', 'Leave a Reply to Ben');
  await send('\n At the aqueduct.', 'anna@nowhere');
  await page.find('.error', 'Please enter a valid email address.');
  equal(await page.run('return document.getElementById("text").value'), '\n At the aqueduct.');
  await until(async () => (await page.run('return document.activeElement.id')) === 'email');
  await send('At the aqueduct.', 'anna@example.org');
  await until(async () => (await page.run<string>('return location.href')).startsWith(`${article}#comment-`));

  await service.set({ holdEverything: true });
  await page.goTo(thread);
  await page.find('h2', '2 Comments');
  await send('And then?', 'anna@example.org');
  await page.find('.comment:target', 'Your comment is awaiting moderation.');
  await page.find('.comment:target', 'And then?');
});

import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { firefox } from 'playwright-core';
import { blogOf } from '../support/blog.ts';
import { findProgram, without } from '../support/programs.ts';
import { post } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';

// With JavaScript switched off playwright cannot fill a form in Firefox. It does not matter: the page has no script, and its policy lets none run.
test('the page without JavaScript, in Firefox: flaw, reply, pending, and back to the article', {
  skip: without('firefox-esr'),
}, async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { url } = await blogOf(t, { '/article': '<!doctype html><title>An article</title><h1>An article</h1>' });
  const article = `${url}/article`;
  await post(service, { text: 'Where does it end?', url: article, name: 'Ben' });
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: findProgram('firefox-esr') ?? '',
    firefoxUserPrefs: { 'network.dns.localDomains': 'blog.example' },
  });
  t.after(() => browser.close());
  const page = await browser.newPage({ locale: 'en-GB' });
  page.setDefaultTimeout(20_000);
  const thread = `${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`;
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

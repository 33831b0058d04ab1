import { equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { blogOf } from '../support/blog.ts';
import { bareArticle } from '../support/blog-pages.ts';
import { firefoxPage } from '../support/firefox.ts';
import { plant } from '../support/planted.ts';
import { without } from '../support/programs.ts';
import { thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { enterKey, tabKey, webkit } from '../support/webkit.ts';
import { focused, send, write } from '../support/writing.ts';

/** A thread with a comment of Ben's, where what says "hold" waits. */
async function started(t: TestContext) {
  const service = await running(t, { startAt: Date.now(), settings: { holdUnknownAuthors: false, heldWords: ['hold'] } });
  await service.set({ hosts: ['blog.example', 'localhost'] });
  await plant(service, [{ text: 'Where does *it* end?', name: 'Ben' }]);
  const { url, port } = await blogOf(t, { '/article': bareArticle({ service: service.url }) });
  return { service, url: `${url}/article`, local: `http://localhost:${port}/article` };
}

const answersOf = async (service: Running) => (await thread(service)).comments[0]?.replies.map(({ html }) => html);

test('in Firefox: read, reply, post, wait, edit, and be told what is wrong, by keyboard too', {
  skip: without('firefox-esr'),
}, async (t) => {
  const { service, url } = await started(t);
  const page = await firefoxPage(t);
  let hasForm = false;
  page.on('response', (response) => {
    hasForm ||= response.url().includes('/api/v1/form');
  });
  await page.goto(url);
  equal(await page.getByText('Where does it end?').locator('em').textContent(), 'it');
  await page.getByRole('button', { name: 'Reply to Ben' }).focus();
  await page.keyboard.press('Enter');
  await until(() => hasForm);
  service.clock.pass(10_000);
  await page.keyboard.type('At the aqueduct.');
  await send(page);
  await page.getByText('Please enter your name.').waitFor();
  await write(page, 'At the aqueduct.');
  await page.keyboard.press('Enter');
  await page.locator('li li').getByText('At the aqueduct.').waitFor();
  match(await focused(page), /At the aqueduct/);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('article').getByLabel('Comment', { exact: true }).fill('At the sea.');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await page.getByText('At the sea.').waitFor();
  await until(async () => JSON.stringify(await answersOf(service)) === '["<p>At the sea.</p>"]');
  await page.getByLabel('Comment *').fill('Please hold this.');
  await send(page);
  await page.getByRole('article').getByText('Your comment is awaiting moderation.').waitFor();
  await page.reload();
  await page.getByRole('article').getByText('Your comment is awaiting moderation.').waitFor();
  const { background, shown } = await page.evaluate(() => {
    const root = document.querySelector('backtalk-comments')?.shadowRoot;
    const replies = root?.querySelector('.replies');
    return { background: replies && getComputedStyle(replies).borderInlineStartWidth, shown: root?.adoptedStyleSheets.length };
  });
  equal(background, '2px');
  equal(shown, 1);
});

test('in WebKit the same', { skip: without('WebKitWebDriver', 'xvfb-run', 'xauth') }, async (t) => {
  const { service, local } = await started(t);
  const page = await webkit(t);
  await page.goTo(local);
  await page.find('.text em', 'it');
  await page.click('button', 'Reply');
  await page.find('h2', 'Leave a Reply to Ben');
  await page.find('summary', 'Privacy');
  service.clock.pass(10_000);
  await page.press('At the aqueduct.');
  await page.click('button', 'Post Comment');
  await page.find('.flaw', 'Please enter your name.');
  await page.type('#name', 'Anna');
  await page.type('#email', 'anna@example.org');
  await page.press(enterKey);
  await page.find('li li .text', 'At the aqueduct.');
  const active = 'return document.querySelector("backtalk-comments").shadowRoot.activeElement';
  match(await page.run<string>(`${active}.textContent`), /At the aqueduct/);
  await page.click('button', 'Edit');
  await page.run(`const area = ${active.slice(7)}; area.value = ''; area.focus();`);
  await page.press('At the sea.');
  await page.press(tabKey);
  equal(await page.run(`${active}.textContent`), 'Save Changes');
  await page.press(enterKey);
  await page.find('li li .text', 'At the sea.');
  await until(async () => JSON.stringify(await answersOf(service)) === '["<p>At the sea.</p>"]');
  await page.type('#text', 'Please hold this.');
  await page.click('button', 'Post Comment');
  await page.find('.awaiting', 'Your comment is awaiting moderation.');
  await page.goTo(local);
  await page.find('.awaiting', 'Your comment is awaiting moderation.');
  ok(await page.run('return document.querySelector("backtalk-comments").shadowRoot.adoptedStyleSheets.length === 1'));
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { words as arabic } from '../../src/words/ar.ts';
import { blogOf } from '../support/blog.ts';
import { bareArticle, hostileArticle, singlePage, strictArticle } from '../support/blog-pages.ts';
import { reader, readerWithoutStorage, withoutBrowser } from '../support/browser.ts';
import { plant } from '../support/planted.ts';
import { article, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';

const skip = withoutBrowser;

const started = (t: TestContext) => running(t, { startAt: Date.now(), settings: { holdUnknownAuthors: false } });

/** Reads, answers and is read: what has to work wherever it is embedded. */
async function useIt(page: Page, service: Running, text: string): Promise<void> {
  // What comes with the form's time; from there on somebody writes for a while.
  await page.getByText('Privacy').waitFor();
  service.clock.pass(10_000);
  await page.getByRole('button', { name: 'Reply to Ben' }).click();
  await page.getByLabel('Comment *').fill(text);
  await page.getByLabel('Name *').fill('Anna');
  await page.getByLabel('Email *').fill('anna@example.org');
  await page.getByRole('button', { name: 'Post Comment' }).click();
  await page.getByRole('article').getByText(text).waitFor();
  await until(async () => JSON.stringify(await thread(service)).includes(text));
}

test('in a page with a hostile stylesheet it stands whole', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello *there*.', name: 'Ben' }]);
  const { url } = await blogOf(t, { '/': hostileArticle({ service: service.url }) });
  const { page, errors } = await reader(t);
  await page.goto(url);
  await useIt(page, service, 'In spite of it all.');
  const box = await page.getByRole('region', { name: 'Comments' }).boundingBox();
  ok(box && box.width > 600 && box.height > 300, JSON.stringify(box));
  equal(await page.getByText('there').evaluate((em) => getComputedStyle(em).fontStyle), 'italic');
  deepEqual(errors, []);
});

test('under a strict policy, with Trusted Types required, nothing is refused', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello *there*.', name: 'Ben' }]);
  const { url } = await blogOf(t, { '/': strictArticle({ service: service.url }) });
  const { page, errors } = await reader(t);
  await page.goto(url);
  await useIt(page, service, 'Strictly.');
  await page.getByRole('button', { name: 'Preview' }).waitFor();
  ok(
    await page
      .locator('.avatar')
      .first()
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0)),
  );
  equal(await page.getByText('there').evaluate((em) => em.tagName), 'EM');
  deepEqual(errors, []);
});

test('in a page written right to left it speaks the page’s language and stands the other way round', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [
    { text: 'سؤال', name: 'Ben' },
    { text: 'جواب', name: 'سمير', answers: 0 },
  ]);
  const page = bareArticle({ service: service.url, lang: 'ar-EG', dir: 'rtl', title: 'نزهة' });
  const { url } = await blogOf(t, { '/': page });
  const { page: open, errors } = await reader(t, { viewport: { width: 320, height: 700 } });
  await open.goto(url);
  const region = open.getByRole('region', { name: arabic.comments });
  await open.getByRole('button', { name: arabic.replyTo.replace('{name}', 'Ben') }).click();
  equal(await region.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  const [outer, inner] = [await open.locator('article.comment').first().boundingBox(), await open.locator('li li').boundingBox()];
  ok(outer && inner && inner.x + inner.width < outer.x + outer.width && inner.x <= outer.x + 1, JSON.stringify({ outer, inner }));
  equal(await open.evaluate(() => document.documentElement.scrollWidth), 320);
  deepEqual(errors, []);
});

test('in a page that is one application it comes and goes, and follows the article', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'About one.', name: 'Ben' }], 'https://blog.example/one');
  await plant(service, [{ text: 'About two.', name: 'Ben' }], 'https://blog.example/two');
  const { url } = await blogOf(t, { '/': singlePage({ service: service.url }) });
  const { page, errors } = await reader(t);
  await page.goto(url);
  await page.getByText('About one.').waitFor();
  await until(() => service.service.live.count() === 1);
  await page.getByRole('button', { name: 'None' }).click();
  await until(() => service.service.live.count() === 0);
  await page.getByRole('button', { name: 'Two' }).click();
  await page.getByText('About two.').waitFor();
  await page.getByRole('button', { name: 'One', exact: true }).click();
  await page.getByText('About one.').waitFor();
  await page.getByRole('button', { name: 'Turn' }).click();
  await page.getByText('About two.').waitFor();
  equal(await page.getByText('About one.').count(), 0);
  for (let at = 0; at < 20; at += 1) await page.getByRole('button', { name: at % 2 ? 'One' : 'Two', exact: true }).click();
  await page.getByText('About one.').waitFor();
  await until(() => service.service.live.count() === 1);
  deepEqual(errors, []);
});

test('several stand on one page, before the script and after it', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'About one.' }], 'https://blog.example/one');
  await plant(service, [{ text: 'About two.' }], 'https://blog.example/two');
  const of = (name: string) => `<backtalk-comments site="blog" url="https://blog.example/${name}"></backtalk-comments>`;
  const script = `<script src="${service.url}/embed.js"></script>`;
  const { url } = await blogOf(t, { '/': `<!doctype html><title>Two</title>${of('one')}${script}${script}${of('two')}` });
  const { page, errors } = await reader(t);
  await page.goto(url);
  await page.getByText('About one.').waitFor();
  await page.getByText('About two.').waitFor();
  equal(await page.getByRole('region', { name: 'Comments' }).count(), 2);
  deepEqual(errors, []);
});

test('where a browser blocks cookies and storage it works all the same', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.', name: 'Ben' }]);
  const { url } = await blogOf(t, { '/': bareArticle({ service: service.url }) });
  const { page, errors } = await readerWithoutStorage(t);
  await page.goto(url);
  const thrown = page.evaluate(() => {
    try {
      return String(localStorage);
    } catch (error) {
      return String(error);
    }
  });
  match(await thrown, /SecurityError/);
  await useIt(page, service, 'Kept nowhere.');
  ok(await page.getByRole('button', { name: 'Edit' }).isVisible());
  deepEqual(errors, []);
});

test('in a sandbox, whose origin has no name, it can be read', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.', name: 'Ben' }]);
  const { url } = await blogOf(t, {
    '/': '<!doctype html><title>Outer</title><iframe sandbox="allow-scripts" src="/inner" width="600" height="900"></iframe>',
    '/inner': bareArticle({ service: service.url }),
  });
  const { page, errors } = await reader(t);
  await page.goto(url);
  await page.frameLocator('iframe').getByText('Hello.').waitFor();
  deepEqual(errors, []);
});

test('without an act of its reader it keeps nothing, sets no cookie and asks nobody else', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.', name: 'Ben' }]);
  const { url } = await blogOf(t, { '/': bareArticle({ service: service.url }) });
  const { page, context } = await reader(t);
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.goto(url);
  await page.getByText('Hello.').waitFor();
  await page.getByRole('button', { name: 'Post Comment' }).scrollIntoViewIfNeeded();
  await page.getByText('Privacy').waitFor();
  deepEqual(await context.cookies(), []);
  equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  deepEqual([...asked].sort(), [service.url, url].sort());
});

test('after the script one request paints the thread', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.', name: 'Ben' }]);
  const { url } = await blogOf(t, {
    '/': bareArticle({ service: service.url, place: '<div style="height: 200vh"></div><div id="comments"></div>' }),
  });
  const { page } = await reader(t);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await page.getByText('Hello.').waitFor({ state: 'attached' });
  const api = asked.filter((address) => address.includes('/api/') && !address.includes('/events'));
  equal(api.length, 1, asked.join('\n'));
  match(api[0] ?? '', /\/api\/v1\/thread\?/);
});

test('what stands in its place shows until it does, and stays where the service is down', { skip }, async (t) => {
  const { url } = await blogOf(t, {
    '/': bareArticle({
      service: 'http://127.0.0.1:9',
      place: '<div id="comments"><a href="/thread">Read the comments</a></div>',
    }),
  });
  const { page } = await reader(t);
  await page.goto(url);
  ok(await page.getByRole('link', { name: 'Read the comments' }).isVisible());
  ok(await page.getByText('End of the page').isVisible());
});

test('a list of articles shows how many comments each has, with as few questions as fit', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'One.' }, { text: 'Two.' }]);
  const long = (at: number) => `https://blog.example/${'x'.repeat(150)}/${at}`;
  const badges = Array.from({ length: 150 }, (_, at) => `<span data-backtalk-count="${long(at)}">…</span>`).join('');
  const { url } = await blogOf(t, {
    '/': `<!doctype html><title>List</title><span data-backtalk-count="${article}">…</span>${badges}
<script src="${service.url}/embed.js" data-site="blog" async></script>`,
  });
  const { page, errors } = await reader(t);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await until(async () => (await page.getByText('…').count()) === 0);
  equal(await page.locator('span').first().textContent(), '2');
  equal(await page.locator('span').last().textContent(), '0');
  equal(asked.filter((address) => address.includes('/api/v1/counts')).length, 2);
  equal(asked.filter((address) => /widget\.js|words-/.test(address)).length, 0);
  deepEqual(errors, []);
});

test('it takes its page’s font and colours, and a page themes it by properties and parts', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.', name: 'Ben' }]);
  const head = `<style>html { background: #101418; color: #e8e6e3 } backtalk-comments { --backtalk-accent: rgb(0, 90, 0); --backtalk-on-accent: rgb(255, 255, 255) }
backtalk-comments::part(name) { text-transform: uppercase }</style>`;
  const { url } = await blogOf(t, { '/': bareArticle({ service: service.url, head }) });
  const { page } = await reader(t);
  await page.goto(url);
  const styleOf = (text: string) =>
    page.getByText(text).evaluate((element) => {
      const { fontFamily, color, textTransform, colorScheme } = getComputedStyle(element);
      return { fontFamily, color, textTransform, colorScheme };
    });
  deepEqual(await styleOf('Hello.'), {
    fontFamily: 'Georgia, serif',
    color: 'rgb(232, 230, 227)',
    textTransform: 'none',
    colorScheme: 'dark',
  });
  equal((await styleOf('Ben')).textTransform, 'uppercase');
  const button = page.getByRole('button', { name: 'Post Comment' });
  equal(await button.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(0, 90, 0)');
});

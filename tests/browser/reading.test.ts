import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { plant } from '../support/planted.ts';

const skip = withoutBrowser;

test('a region from the start, and no heading while there is nothing to count', { skip }, async (t) => {
  const { page, url, errors } = await embedded(t);
  await page.goto(url);
  await page.getByText('No comments yet.').waitFor();
  ok(await page.getByRole('region', { name: 'Comments' }).isVisible());
  deepEqual(await page.getByRole('heading').allInnerTexts(), ['A walk', 'Leave a Reply']);
  deepEqual(errors, []);
});

test('a thread with replies and linkbacks, as under any WordPress article', { skip }, async (t) => {
  const { service, page, url, errors } = await embedded(t);
  const [first] = await plant(service, [
    { text: 'Where does *it* end?', name: 'Anna', ago: 180 },
    { text: 'At the aqueduct.', name: 'Ben', answers: 0, ago: 120 },
    { text: '[…] an excerpt […]', name: 'Canals - The Lock', type: 'pingback', source: 'https://lock.example/canals', ago: 60 },
  ]);
  await page.goto(url);
  await page.getByRole('heading', { name: '3 Comments' }).waitFor();
  const anna = page.locator(`#comment-${first}`);
  equal(await anna.locator('em').textContent(), 'it');
  equal(await anna.getByRole('time').textContent(), '3 hours ago');
  ok(/\d{4}/.test((await anna.getByRole('time').getAttribute('title')) ?? ''));
  equal(await anna.locator('.date').getAttribute('href'), `#comment-${first}`);
  equal(
    await page
      .locator('li li article')
      .textContent()
      .then((text) => text?.includes('At the aqueduct.')),
    true,
  );
  const linkback = page.getByText('Pingback: Canals - The Lock');
  equal(await linkback.getByRole('link', { name: 'Canals - The Lock' }).getAttribute('href'), 'https://lock.example/canals');
  equal(await linkback.getByRole('link', { name: 'Canals - The Lock' }).getAttribute('rel'), 'ugc external nofollow');
  deepEqual(errors, []);
});

test('one comment is one comment', { skip }, async (t) => {
  const { service, page, url } = await embedded(t);
  await plant(service, [{ text: 'Alone.' }]);
  await page.goto(url);
  await page.getByRole('heading', { name: '1 Comment', exact: true }).waitFor();
});

test('the order is switched, and the rest is read part by part', { skip }, async (t) => {
  const { service, page, url } = await embedded(t, { settings: { perPage: 3 } });
  await plant(
    service,
    Array.from({ length: 8 }, (_, at) => ({ text: `Number ${at + 1}.` })),
  );
  const texts = () => page.locator('article .text').allInnerTexts();
  await page.goto(url);
  await page.getByText('Number 3.').waitFor();
  await page.getByRole('button', { name: 'Newer comments' }).click();
  await page.getByText('Number 6.').waitFor();
  equal(
    await page.evaluate(() =>
      document.querySelector('backtalk-comments')?.shadowRoot?.activeElement?.textContent?.includes('Number 4.'),
    ),
    true,
  );
  await page.getByRole('button', { name: 'Newer comments' }).click();
  await page.getByText('Number 8.').waitFor();
  deepEqual(
    await texts(),
    [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `Number ${at}.`),
  );
  equal(await page.getByRole('button', { name: 'Newer comments' }).count(), 0);

  await page.getByRole('button', { name: 'Newest first' }).click();
  await page.getByText('Number 1.', { exact: true }).waitFor({ state: 'detached' });
  await page.getByText('Number 6.').waitFor();
  deepEqual(await texts(), ['Number 8.', 'Number 7.', 'Number 6.']);
  await page.getByRole('button', { name: 'Older comments' }).click();
  await page.getByText('Number 3.').waitFor();
});

test('the rest of many replies comes under the comment they answer', { skip }, async (t) => {
  const { service, page, url } = await embedded(t);
  const replies = Array.from({ length: 120 }, (_, at) => ({ text: `Reply ${at + 1}.`, answers: at % 3 === 2 ? at : 0 }));
  await plant(service, [{ text: 'Ask me.' }, ...replies, { text: 'The next one.' }]);
  await page.goto(url);
  await page.getByRole('button', { name: '70 more replies' }).click();
  await page.getByRole('button', { name: '20 more replies' }).click();
  await page.getByText('Reply 120.').waitFor({ state: 'attached' });
  equal(await page.getByRole('button', { name: /more repl/ }).count(), 0);
  equal(await page.locator('article .text').count(), 122);
  equal((await page.locator('article .text').allTextContents()).at(-1), 'The next one.');
});

test('a link to a comment opens a long thread there, and another link another part', { skip }, async (t) => {
  const { service, page, url } = await embedded(t, { settings: { perPage: 10 } });
  const ids = await plant(
    service,
    Array.from({ length: 300 }, (_, at) => ({ text: `Number ${at + 1}.` })),
  );
  await page.goto(`${url}#comment-${ids[200]}`);
  await page.getByText('Number 201.').waitFor();
  await page.waitForFunction(
    (id) => document.querySelector('backtalk-comments')?.shadowRoot?.activeElement?.id === id,
    `comment-${ids[200]}`,
  );
  const box = await page.locator(`#comment-${ids[200]}`).boundingBox();
  ok(box && box.y > 0 && box.y < 700, JSON.stringify(box));
  equal(await page.getByText('Number 1.', { exact: true }).count(), 0);
  const place = async () => (await page.locator(`#comment-${ids[200]}`).boundingBox())?.y ?? 0;
  const before = await place();
  await page.getByRole('button', { name: 'Older comments' }).evaluate((button: HTMLButtonElement) => button.click());
  await page.getByText('Number 188.').waitFor({ state: 'attached' });
  ok(Math.abs((await place()) - before) < 3, `what is read moved from ${before} to ${await place()}`);
  await page.evaluate((id) => {
    location.hash = `comment-${id}`;
  }, ids[20]);
  await page.getByText('Number 21.').waitFor();
  equal(await page.getByText('Number 201.').count(), 0);
});

test('a link to a comment that is gone opens the thread', { skip }, async (t) => {
  const { service, page, url } = await embedded(t);
  await plant(service, [{ text: 'Still here.' }]);
  await page.goto(`${url}#comment-01JD9Z8K3V4T5W6X7Y8Z9A0B1C`);
  await page.getByText('Still here.').waitFor();
});

test('a closed thread says so, and offers neither form nor reply', { skip }, async (t) => {
  const { service, page, url } = await embedded(t, { settings: { open: false } });
  await plant(service, [{ text: 'In time.' }]);
  await page.goto(url);
  await page.getByText('Comments are closed.').waitFor();
  equal(await page.getByRole('textbox').count(), 0);
  equal(await page.getByRole('button', { name: 'Reply' }).count(), 0);
});

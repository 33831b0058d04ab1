import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { desk, names, onto, plantWaiting, row, rows, toast } from '../support/dashboard.ts';
import { decide, queue } from '../support/moderator.ts';
import { plant } from '../support/planted.ts';
import { article } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { requireAccessible, requireInItsBox } from './accessible.ts';

const skip = withoutBrowser;

const shows = (page: Page, expected: readonly string[]) => until(async () => isDeepStrictEqual(await names(page), expected));

test('a search narrows by words and operators, each fact of a row is one, and the way back is there', { skip }, async (t) => {
  const service = await running(t);
  const status = 'pending';
  await plant(service, [
    { text: 'Buy shoes', name: 'Zed', email: 'zed@shop.example', address: '203.0.113.9', status },
    { text: 'Lovely walk, 去年我也走过这条路', name: 'Anna', email: 'anna@example.org', status },
    { text: 'A mention of it', name: 'Their blog', type: 'webmention', source: 'https://their.example/post', status },
  ]);
  const { page } = await desk(t, service);
  await rows(page).nth(2).waitFor();
  const search = async (words: string) => {
    await page.getByRole('searchbox').fill(words);
    await page.keyboard.press('Enter');
  };
  await search('walk');
  await shows(page, ['Anna']);
  equal(await page.evaluate(() => document.activeElement?.className), 'row current', 'the focus is on what was found');
  await search('domain:shop.example');
  await shows(page, ['Zed']);
  await search('这条路');
  await shows(page, ['Anna']);
  await search('"* NEAR( $where no such words');
  await page.getByRole('heading', { name: 'Nothing is found' }).waitFor();
  await page.getByRole('link', { name: 'Clear' }).click();
  await page.getByRole('link', { name: 'zed@shop.example' }).click();
  await shows(page, ['Zed']);
  equal(await page.getByRole('searchbox').inputValue(), 'email:zed@shop.example');
  await page.goBack();
  await rows(page).nth(2).waitFor();
  await page.getByLabel('Type').selectOption('webmention');
  await shows(page, ['Their blog']);
  await page.getByRole('button', { name: 'How to search' }).click();
  await page.getByRole('dialog', { name: 'Searching' }).getByText('email:anna@example.org').waitFor();
});

test('as many as can be decided are chosen of what a search finds, refused as if nothing were, decided at once, and taken back', {
  skip,
}, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 520);
  const { page } = await desk(t, service, { at: '#/blog/queue?q=comment' });
  await rows(page).nth(49).waitFor();
  // A search that breaks off has fewer than asked for.
  await page.route(/limit=100$/, (route) => route.continue({ url: route.request().url().replace('limit=100', 'limit=70') }));
  await page.getByRole('button', { name: 'Choose all that are found' }).click();
  await page.getByText('500 chosen').first().waitFor();
  await toast(page, 'Only 500 are chosen').waitFor();
  const spam = page.getByRole('group', { name: 'With those chosen' }).getByRole('button', { name: 'Spam' });
  await page.route('**/moderation/decisions', (route) => route.abort());
  await spam.click();
  const refused = toast(page, 'Nothing was changed').getByRole('button', { name: 'Try again' });
  await refused.waitFor();
  await until(async () => (await page.getByRole('link', { name: 'Pending' }).textContent()) === 'Pending 520');
  equal(await page.getByRole('link', { name: 'Spam' }).textContent(), 'Spam 0');
  equal(await page.locator('.bulk label').textContent(), ' 500 chosen');
  equal(await rows(page).count(), 50);
  await page.unroute('**/moderation/decisions');
  await refused.click();
  await rows(page).nth(20).waitFor({ state: 'detached' });
  const token = await service.token();
  const counts = async () => (await queue(service, token)).counts;
  await until(async () => (await counts())['spam'] === 500);
  await toast(page, '500 comments called spam').getByRole('button', { name: 'Undo' }).click();
  await onto(page, 'Reader 1');
  deepEqual(await counts(), { pending: 520, approved: 0, spam: 0, trash: 0 });
  const log = await service.service.store.queue.log(null, null, 10);
  equal(log.filter(({ act }) => act === 'decide').length, 1);
});

test('what looks like a spam is offered for one more act, by why it does, and what was changed meanwhile is left alone', {
  skip,
}, async (t) => {
  const service = await running(t);
  const wave = (n: number, status: 'pending' | 'approved' = 'pending') => ({
    text: `Cheap pills at https://pills${n}.shop.example/now`,
    name: `Wave ${n}`,
    status,
  });
  const anna = { text: 'A fine walk', name: 'Anna', status: 'pending' } as const;
  const ids = await plant(service, [wave(1), wave(2), wave(4, 'approved'), anna, wave(3)]);
  const { page } = await desk(t, service);
  await rows(page).nth(3).waitFor();
  await page.keyboard.press('s');
  await toast(page, '3 more look like it.').getByRole('button', { name: 'Show' }).click();
  const dialog = page.getByRole('dialog', { name: '3 look-alikes' });
  await dialog.getByText('3 link to the same place').waitFor();
  await dialog.getByText('1 of them is approved.').waitFor();
  const token = await service.token();
  await decide(service, token, { ids: ids.slice(0, 1), to: 'approved' });
  await decide(service, token, { ids: ids.slice(2, 3), to: 'trash' });
  await dialog.getByRole('button', { name: 'Call these spam' }).click();
  await toast(page, 'Wave 1: moderator approved it meanwhile. Your decision was left out.').waitFor();
  await toast(page, 'Wave 4: moderator moved it to the trash meanwhile.').waitFor();
  await shows(page, ['Anna']);
  const spam = (await queue(service, token, { status: 'spam' })).comments.map(({ author }) => author.name);
  deepEqual(spam, ['Wave 3', 'Wave 2']);
  await page.keyboard.press('z');
  await row(page, 'Wave 2').waitFor();
});

test('a search that has found nothing yet goes on by itself, and says so when it gave up', { skip }, async (t) => {
  const service = await running(t);
  await plant(service, [{ text: 'Buy shoes', name: 'Zed', status: 'pending' }]);
  const { page } = await desk(t, service);
  await rows(page).first().waitFor();
  const cursor = Buffer.from(`b999999999999999.${'7'.padEnd(26, 'Z')}`).toString('base64url');
  const early = { comments: [], next: cursor, counts: { pending: 1, approved: 0, spam: 0, trash: 0 } };
  let given = 0;
  let most = 3;
  await page.route(/moderation\/comments\?.*q=/, async (route) => {
    given += 1;
    await (given > most ? route.continue() : route.fulfill({ json: early }));
  });
  const search = async (words: string) => {
    await page.getByRole('searchbox').fill(words);
    await page.keyboard.press('Enter');
  };
  await search('shoes');
  await until(() => given > most);
  await shows(page, ['Zed']);
  most = 1_000;
  await search('Buy shoes');
  await page.getByRole('heading', { name: 'Nothing is found so far' }).waitFor();
  ok(given < 60, `${given} looks`);
  most = 0;
  await page.getByRole('button', { name: 'Older' }).click();
  await shows(page, ['Zed']);
});

test('what is published leads to where it stands, and any row to the others of its page', { skip }, async (t) => {
  const service = await running(t);
  const [id] = await plant(service, [{ text: 'Published', name: 'Anna' }]);
  await plant(service, [{ text: 'Waiting', name: 'Ben', status: 'pending' }]);
  await plant(service, [{ text: 'Waiting too', name: 'Cleo', status: 'pending' }], 'https://blog.example/elsewhere?a=1');
  const { page } = await desk(t, service);
  await shows(page, ['Cleo', 'Ben']);
  const there = page.getByRole('link', { name: 'See it there' });
  equal(await there.count(), 0, 'readers do not see what waits');
  await row(page, 'Cleo').getByRole('link', { name: 'Only this page' }).press('Enter');
  await shows(page, ['Cleo']);
  await page.evaluate(() => location.assign('#/blog/queue?status=approved'));
  await shows(page, ['Anna']);
  equal(await there.getAttribute('href'), `${article}#comment-${id}`);
  await page.setViewportSize({ width: 360, height: 800 });
  await requireInItsBox(page, 'a published row');
  await requireAccessible(page, 'a published row');
});

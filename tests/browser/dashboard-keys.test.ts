import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { current, desk, names, onto, plantWaiting, row, rows, toast } from '../support/dashboard.ts';
import { queue } from '../support/moderator.ts';
import { outline, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';

const skip = withoutBrowser;

async function clearing(t: TestContext, count: number, at = '') {
  const service = await running(t);
  const ids = await plantWaiting(service, count);
  const there = await desk(t, service, { at });
  await rows(there.page).first().waitFor();
  return { service, ids, ...there };
}

const statusOf = async ({ service }: Running, id: string | undefined) => (await service.store.comments.byId(id ?? ''))?.status;
const isNow = (service: Running, id: string | undefined, status: string) =>
  until(async () => (await statusOf(service, id)) === status);
const press = (page: Page, ...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

test('a key each clears the queue: the next one is marked, has the focus, and all is said', { skip }, async (t) => {
  const { service, ids, page, errors } = await clearing(t, 6);
  equal(await current(page), 'Reader 1');
  await press(page, 'a');
  await onto(page, 'Reader 2');
  equal(await page.evaluate(() => document.activeElement?.getAttribute('data-id')), ids[1]);
  await page.getByRole('status').getByText('Comment approved').waitFor({ state: 'attached' });
  await press(page, 's', 'd', 'j', 'k', 'j', 'k');
  equal(await current(page), 'Reader 4');
  await isNow(service, ids[0], 'approved');
  await isNow(service, ids[1], 'spam');
  await isNow(service, ids[2], 'trash');
  equal(await page.getByRole('link', { name: 'Pending' }).textContent(), 'Pending 3');
  await press(page, 'z');
  await row(page, 'Reader 3').waitFor();
  await isNow(service, ids[2], 'pending');
  equal(await current(page), 'Reader 3');
  await press(page, 'z', 'z');
  await row(page, 'Reader 1').waitFor();
  deepEqual(
    await names(page),
    [1, 2, 3, 4, 5, 6].map((n) => `Reader ${n}`),
  );
  for (const id of ids) equal(await statusOf(service, id), 'pending');
  deepEqual(errors, []);
});

test('chosen by x and shift+x, many go by one key, and one undo brings all back', { skip }, async (t) => {
  const { service, ids, page } = await clearing(t, 5);
  await press(page, 'x', 'j', 'x');
  await page.getByText('2 chosen').first().waitFor();
  await press(page, 'Shift+x');
  await page.getByText('3 chosen').first().waitFor();
  await press(page, 'Shift+s');
  await rows(page).nth(2).waitFor({ state: 'detached' });
  deepEqual(await names(page), ['Reader 1', 'Reader 2']);
  for (const id of ids.slice(2)) await isNow(service, id, 'spam');
  await toast(page, '3 comments called spam').getByRole('button', { name: 'Undo' }).click();
  await rows(page).nth(4).waitFor();
  for (const id of ids) equal(await statusOf(service, id), 'pending');
});

test('n asks why before a decision, Shift+n of those chosen, and what was said stands in the history and the log', {
  skip,
}, async (t) => {
  const { service, ids, page } = await clearing(t, 4);
  await press(page, 'n');
  await page.getByRole('dialog', { name: 'Decide with a note' }).waitFor();
  await page.keyboard.type('An ad, sent as usual');
  await press(page, 'Tab', 'Tab', 'Enter');
  await isNow(service, ids[0], 'spam');
  await onto(page, 'Reader 2');
  equal(await page.evaluate(() => document.activeElement?.getAttribute('data-id')), ids[1]);
  await press(page, 'n', 'Escape', 'x', 'j', 'x', 'Shift+n');
  const dialog = page.getByRole('dialog', { name: 'Decide on 2 comments with a note' });
  await dialog.getByRole('button', { name: 'Trash' }).press('Enter');
  await page.keyboard.type('Off topic');
  await dialog.getByRole('button', { name: 'Trash' }).press('Enter');
  for (const id of ids.slice(1, 3)) await isNow(service, id, 'trash');
  await press(page, 'a');
  await isNow(service, ids[3], 'approved');
  const log = await service.service.store.queue.log(null, null, 3);
  deepEqual(
    log.map(({ note }) => note),
    [null, 'Off topic', 'An ad, sent as usual'],
  );
  await page.getByRole('link', { name: 'Spam' }).click();
  await row(page, 'Reader 1').getByRole('button', { name: 'More of Reader 1' }).click();
  await row(page, 'Reader 1').locator('q').getByText('An ad, sent as usual').waitFor();
  await row(page, 'Reader 1').getByRole('button', { name: 'Decide with a note' }).press('Enter');
  await page.getByRole('dialog', { name: 'Decide with a note' }).getByRole('button', { name: 'Delete for good' }).waitFor();
});

test('spam and trash: restored by z, deleted for good by d after a question, held again by u', { skip }, async (t) => {
  const service = await running(t);
  const ids = await plantWaiting(service, 3, { status: 'trash' });
  const { page } = await desk(t, service, { at: '#/blog/queue?status=trash' });
  await rows(page).first().waitFor();
  await press(page, 'd');
  await page.getByRole('dialog', { name: 'Delete this comment for good?' }).waitFor();
  await press(page, 'a', 'Escape');
  equal(await statusOf(service, ids[0]), 'trash', 'no key reaches through a dialog');
  await press(page, 'd');
  await page.getByRole('button', { name: 'Delete for good', exact: true }).last().click();
  await isNow(service, ids[0], 'deleted');
  await onto(page, 'Reader 2');
  await press(page, 'z');
  await isNow(service, ids[1], 'pending');
  await press(page, 'u');
  await isNow(service, ids[2], 'pending');
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  equal(
    await page.evaluate(() => document.activeElement?.id),
    'content',
    'where the last one was, and not at the page’s beginning',
  );
});

test('spam is emptied beyond what is shown and one page of it, after a question, and nothing else is touched', {
  skip,
}, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 101, { status: 'spam' });
  const [kept] = await plantWaiting(service, 1);
  const { page } = await desk(t, service, { at: '#/blog/queue?status=spam' });
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Empty spam' }).press('Enter');
  await page.getByRole('dialog', { name: 'Delete all 101 comments in spam for good?' }).waitFor();
  await press(page, 'Escape');
  equal((await queue(service, await service.token())).counts['spam'], 101);
  await page.getByRole('button', { name: 'Empty spam' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Empty spam' }).press('Enter');
  await page.getByRole('heading', { name: 'No spam' }).waitFor();
  await toast(page, '101 comments deleted for good').waitFor();
  equal(await statusOf(service, kept), 'pending');
});

test('q and e edit, Escape keeps what was typed, and an edit is taken back', { skip }, async (t) => {
  const { service, ids, page } = await clearing(t, 2);
  const stored = async () => await service.service.store.comments.byId(ids[0] ?? '');
  await press(page, 'q');
  await page.getByLabel('Text').fill('Mended, but not yet saved');
  await press(page, 'Escape', 'j', 'k', 'q');
  equal(await page.getByLabel('Text').inputValue(), 'Mended, but not yet saved');
  await page.getByLabel('Text').press('Control+Enter');
  await until(async () => (await stored())?.text === 'Mended, but not yet saved');
  await row(page, 'Reader 1').locator('.text').getByText('Mended').waitFor();
  await press(page, 'e');
  await page.getByLabel('Name').fill('Anna');
  await page.getByLabel('Email').fill('no address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  equal(await page.getByLabel('Name').inputValue(), 'Anna', 'what was refused is still there');
  await page.getByLabel('Email').fill('anna@example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  await row(page, 'Anna').waitFor();
  equal((await stored())?.author.email, 'anna@example.org');
  await press(page, 'z');
  await row(page, 'Reader 1').waitFor();
  deepEqual([(await stored())?.author.name, (await stored())?.author.email], ['Reader 1', 'reader1@example.org']);
});

test('r replies and approves what waits, both at once, and both are taken back', { skip }, async (t) => {
  const { service, page } = await clearing(t, 2);
  await press(page, 'r');
  // Typed in one go with the key: none of it is taken for another.
  await page.keyboard.type('Welcome, and thanks.');
  await page.getByRole('button', { name: 'Approve and post reply' }).click();
  await onto(page, 'Reader 2');
  deepEqual(outline((await thread(service)).comments), [['Comment number 1', ['Welcome, and thanks.']]]);
  await toast(page, 'reply posted').getByRole('button', { name: 'Undo' }).click();
  await row(page, 'Reader 1').waitFor();
  deepEqual(outline((await thread(service)).comments), []);
  equal((await queue(service, await service.token(), { status: 'trash' })).comments[0]?.text, 'Welcome, and thanks.');
});

test('? shows the keys, / leads to the search, and no key acts where somebody types', { skip }, async (t) => {
  const { service, ids, page } = await clearing(t, 2);
  await press(page, '?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const key of 'jkausdrqenzx') ok((await dialog.locator('kbd').allTextContents()).includes(key), key);
  await press(page, 'Escape', '/');
  await page.keyboard.type('asdux');
  equal(await page.getByRole('searchbox').inputValue(), 'asdux');
  await press(page, 'Control+a');
  equal(await rows(page).count(), 2);
  equal(await statusOf(service, ids[0]), 'pending');
});

test('at the end of a page j turns it and k turns back, and a page holds no more than fits a head', { skip }, async (t) => {
  const { page } = await clearing(t, 120);
  equal(await rows(page).count(), 50);
  for (let n = 0; n < 50; n += 1) await page.keyboard.press('j');
  await onto(page, 'Reader 51');
  equal(await rows(page).count(), 50);
  await press(page, 'k');
  await onto(page, 'Reader 50');
  for (let n = 0; n < 40; n += 1) await press(page, 'd');
  await rows(page).nth(14).waitFor();
  ok((await rows(page).count()) <= 65, 'what is done makes room, and is filled up before the end is reached');
});

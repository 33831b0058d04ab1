import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import { withoutBrowser } from '../support/browser.ts';
import { current, desk, names, onto, plantWaiting, row, rows, toast } from '../support/dashboard.ts';
import { decide, queue } from '../support/moderator.ts';
import { ask } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { goodPassword } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const skip = withoutBrowser;

/** Two moderators before the same queue. */
async function together(t: TestContext, service: Running, before?: (page: Page) => Promise<unknown>) {
  const mo = await desk(t, service, { name: 'Mo' });
  const ida = await desk(t, service, { name: 'Ida', ...(before && { before }) });
  for (const { page } of [mo, ida]) await rows(page).nth(2).waitFor();
  return { mo: mo.page, ida: ida.page };
}

const isDeaf = (page: Page) => page.route('**/moderation/events?*', (route) => route.abort());

test('each sees within seconds what the other did; nothing slips from under a hand, and no key overwrites it', {
  skip,
}, async (t) => {
  const service = await running(t);
  const ids = await plantWaiting(service, 3);
  const { mo, ida } = await together(t, service);
  await mo.keyboard.press('s');
  await row(ida, 'Reader 1').getByText('Mo called it spam meanwhile.').waitFor();
  deepEqual(await names(ida), ['Reader 1', 'Reader 2', 'Reader 3']);
  await until(async () => (await ida.getByRole('link', { name: 'Pending' }).textContent()) === 'Pending 2');
  equal(await row(ida, 'Reader 1').getByRole('button', { name: 'Approve' }).count(), 0);
  await ida.keyboard.press('a');
  await onto(ida, 'Reader 2');
  equal((await service.service.store.comments.byId(ids[0] ?? ''))?.status, 'spam');
  await ida.keyboard.press('a');
  await onto(ida, 'Reader 3');
  deepEqual(await names(ida), ['Reader 3']);
  await row(mo, 'Reader 2').getByText('Ida approved it meanwhile.').waitFor();
  await mo.keyboard.press('z');
  await row(mo, 'Reader 1').waitFor();
  await ida.getByRole('button', { name: '1 new comment' }).click();
  await row(ida, 'Reader 1').waitFor();
});

test('who hears nothing of it is told at the decision who was quicker, and it is left alone', { skip }, async (t) => {
  const service = await running(t);
  const ids = await plantWaiting(service, 3);
  const { mo, ida } = await together(t, service, isDeaf);
  await mo.keyboard.press('a');
  await toast(mo, 'Comment approved').waitFor();
  await until(async () => (await service.service.store.comments.byId(ids[0] ?? ''))?.status === 'approved');
  await ida.keyboard.press('s');
  await toast(ida, 'Reader 1: Mo approved it meanwhile. Your decision was left out.').waitFor();
  equal((await service.service.store.comments.byId(ids[0] ?? ''))?.status, 'approved');
  await row(mo, 'Reader 2').getByRole('button', { name: 'Quick edit' }).click();
  await mo.getByLabel('Text').fill('Without the swear word');
  await mo.getByRole('button', { name: 'Save' }).click();
  await toast(mo, 'Comment saved').waitFor();
  await ida.keyboard.press('a');
  await toast(ida, 'Reader 2: Mo edited it meanwhile.').waitFor();
  await row(ida, 'Reader 2').getByText('Without the swear word').waitFor();
  equal(await current(ida), 'Reader 2');
  await ida.keyboard.press('a');
  await until(async () => (await service.service.store.comments.byId(ids[1] ?? ''))?.status === 'approved');
});

test('whoever changed it last is blamed, and nobody for what was there to be read', { skip }, async (t) => {
  const service = await running(t);
  const token = await service.token();
  const body = { site: 'blog', url: 'https://blog.example/article', name: 'Ann', email: 'ann@example.org', text: 'First' };
  const { comment, editToken } = (await ask<SubmitAnswer>(service, '/api/v1/comments', { body })).body;
  const edit = (text: string, as: string, at = '/api/v1/comments') =>
    ask(service, `${at}/${comment.id}`, { method: 'PATCH', body: { text }, token: as });
  const amend = (text: string) => edit(text, token, '/api/v1/moderation/comments');
  equal((await amend('Second')).status, 200);
  const { page } = await desk(t, service, { before: isDeaf });
  await row(page, 'Ann').getByText('Second').waitFor();
  equal((await edit('Third', editToken)).status, 202);
  await page.keyboard.press('a');
  await toast(page, 'Ann: It was edited by its author meanwhile.').waitFor();
  await row(page, 'Ann').getByText('Third').waitFor();
  equal((await amend('Fourth')).status, 200);
  const thread = { site: 'blog', url: body.url };
  for (let at = 0; at < 60; at += 1)
    await ask(service, '/api/v1/moderation/pages', { method: 'PATCH', body: { ...thread, open: at % 2 === 0 }, token });
  await page.keyboard.press('a');
  await toast(page, 'Ann: moderator edited it meanwhile.').waitFor();
});

test('two edit the same: the second is told by whom, sees it, and has lost nothing of what they typed', { skip }, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 3);
  const { mo, ida } = await together(t, service, isDeaf);
  for (const page of [mo, ida]) await page.keyboard.press('q');
  await ida.getByLabel('Text').fill('What Ida wants');
  await mo.getByLabel('Text').fill('What Mo wants');
  await mo.getByRole('button', { name: 'Save' }).click();
  await toast(mo, 'Comment saved').waitFor();
  await ida.getByRole('button', { name: 'Save' }).click();
  await ida.getByRole('alert').getByText('Mo edited it meanwhile.').waitFor();
  await row(ida, 'Reader 1').locator('.text').getByText('What Mo wants').waitFor();
  equal(await ida.getByLabel('Text').inputValue(), 'What Ida wants');
  await ida.getByRole('button', { name: 'Save' }).click();
  await row(ida, 'Reader 1').locator('.text').getByText('What Ida wants').waitFor();
  await row(ida, 'Reader 1')
    .getByText(/Edited .* by Ida/)
    .waitFor();
  await ida.getByRole('button', { name: 'More of Reader 1' }).click();
  const history = await row(ida, 'Reader 1').getByRole('listitem').filter({ hasText: 'changed its' }).allTextContents();
  deepEqual(
    history.map((line) => line.split(',')[0]),
    ['Mo changed its text', 'Ida changed its text'],
  );
});

test('a session that ended asks for the password over the screen, and what was being done goes on', { skip }, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 3);
  const { page, context } = await desk(t, service);
  await rows(page).first().waitFor();
  await page.keyboard.press('r');
  await page.getByLabel('Your reply').fill('A long answer that must not be lost');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Approve and post reply' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Password').fill(goodPassword);
  await page.keyboard.press('Enter');
  await toast(page, 'reply posted').waitFor();
  const approved = (await queue(service, await service.token(), { status: 'approved' })).comments.map(({ text }) => text);
  deepEqual(approved, ['A long answer that must not be lost', 'Comment number 1']);
  await context.clearCookies();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Close' }).click();
  await toast(page, 'You are not signed in any more.').waitFor();
  await row(page, 'Reader 2').waitFor();
});

test('offline and 503 are said, nothing is lost, and it goes on by itself', { skip }, async (t) => {
  const service = await running(t);
  const ids = await plantWaiting(service, 3);
  const { page, context } = await desk(t, service);
  await rows(page).first().waitFor();
  await context.setOffline(true);
  await page.keyboard.press('a');
  await page.getByText('You are offline. What you see may be old').waitFor();
  await row(page, 'Reader 1').waitFor();
  const again = toast(page, 'Nothing was changed: You are offline.').getByRole('button', { name: 'Try again' });
  await context.setOffline(false);
  await page.getByText('You are offline. What you see may be old').waitFor({ state: 'detached' });
  await again.click();
  await until(async () => (await service.service.store.comments.byId(ids[0] ?? ''))?.status === 'approved');
  await page.route('**/api/v1/moderation/comments?*', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await page.getByRole('link', { name: 'Spam' }).click();
  await page.getByText('The service is busy or restarting. We keep trying.').waitFor();
  await page.getByRole('alert').getByText('This could not be loaded.').waitFor();
  await page.unroute('**/api/v1/moderation/comments?*');
  await page.getByRole('heading', { name: 'No spam' }).waitFor();
});

test('a new comment shows by itself where nothing waited, and is announced where something did', { skip }, async (t) => {
  const service = await running(t);
  const { page } = await desk(t, service);
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
  const token = await service.token();
  const post = async (name: string) => {
    const body = { site: 'blog', url: 'https://blog.example/article', name, email: 'new@example.org', text: `From ${name}` };
    return (await ask<{ comment: { id: string } }>(service, '/api/v1/comments', { body })).body.comment.id;
  };
  const first = await post('First');
  await row(page, 'First').waitFor();
  service.clock.pass(20_000);
  await post('Second');
  await page.getByRole('button', { name: '1 new comment' }).click();
  await row(page, 'Second').waitFor();
  equal((await decide(service, token, { ids: [first], to: 'approved' })).body.changed, 1);
  await row(page, 'First').getByText('moderator approved it meanwhile.').waitFor();
});

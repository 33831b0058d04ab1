import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { plant } from '../support/planted.ts';
import { ask, post } from '../support/reader.ts';
import type { Running } from '../support/running.ts';
import { until } from '../support/until.ts';

const skip = withoutBrowser;
const streams = ({ service }: { service: Running }) => service.service.live.count();

test('a new comment announces itself, moves nothing, and a click shows it', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url, service, errors } = here;
  const [first] = await plant(
    service,
    Array.from({ length: 30 }, (_, at) => ({ text: `Number ${at + 1}.` })),
  );
  await page.goto(url);
  await until(() => streams(here) === 1);
  await page.getByText('Number 20.').scrollIntoViewIfNeeded();
  const place = async () => (await page.getByText('Number 20.').boundingBox())?.y;
  const before = await place();
  await post(service, { text: 'An answer to the first.', parent: first ?? '' });
  await page.getByRole('button', { name: '1 new comment' }).waitFor();
  await post(service, { text: 'And one at the end.', name: 'Ben' });
  await page.getByRole('button', { name: '2 new comments' }).waitFor();
  ok(Math.abs(((await place()) ?? 0) - (before ?? 0)) < 1);
  equal(await page.getByText('An answer to the first.').count(), 0);
  await page.getByRole('button', { name: '2 new comments' }).click();
  await page.locator('li li').getByText('An answer to the first.').waitFor({ state: 'attached' });
  await page.getByText('And one at the end.').waitFor({ state: 'attached' });
  await page.getByRole('heading', { name: '32 Comments' }).waitFor({ state: 'attached' });
  equal(await page.getByRole('button', { name: /new comment/ }).count(), 0);
  deepEqual(errors, []);
});

test('a screen reader is told at most once in half a minute', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url, service } = here;
  await page.clock.install();
  await page.goto(url);
  await until(() => streams(here) === 1);
  const said = page.locator('.unseen[role=status]');
  await post(service, { text: 'One.' });
  await page.getByRole('button', { name: '1 new comment' }).waitFor();
  await page.clock.runFor(1_000);
  equal(await said.textContent(), '1 new comment');
  await post(service, { text: 'Two.' });
  await post(service, { text: 'Three.' });
  await page.getByRole('button', { name: '3 new comments' }).waitFor();
  await page.clock.runFor(20_000);
  equal(await said.textContent(), '1 new comment');
  await page.clock.runFor(10_000);
  equal(await said.textContent(), '3 new comments');
});

test('what is removed leaves its place', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url, service } = here;
  const mine = await post(service, { text: 'A typo.' });
  await page.goto(url);
  await until(() => streams(here) === 1);
  const one = `/api/v1/comments/${mine.body.comment.id}`;
  await ask(service, one, { method: 'DELETE', token: mine.body.editToken });
  await page.getByText('This comment was removed.').waitFor();
  equal(await page.getByRole('heading', { name: /Comment$/ }).count(), 0);
});

test('it is switched off, and stays off', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url } = here;
  await page.goto(url);
  await until(() => streams(here) === 1);
  await page.getByLabel('Live updates').uncheck();
  await until(() => streams(here) === 0);
  await page.reload();
  await page.getByText('No comments yet.').waitFor();
  equal(await page.getByLabel('Live updates').isChecked(), false);
  equal(streams(here), 0);
  await page.getByLabel('Live updates').check();
  await until(() => streams(here) === 1);
});

test('a thread in the background holds no connection, and has missed nothing when it is looked at again', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url, service } = here;
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    addEventListener('look', (event) => {
      hidden = (event as CustomEvent<boolean>).detail;
      document.dispatchEvent(new Event('visibilitychange'));
    });
  });
  const hide = (isHidden: boolean) => page.evaluate((detail) => dispatchEvent(new CustomEvent('look', { detail })), isHidden);
  await page.goto(url);
  await until(() => streams(here) === 1);
  await hide(true);
  await until(() => streams(here) === 0);
  await post(service, { text: 'While you were away.' });
  await hide(false);
  await page.getByRole('button', { name: '1 new comment' }).waitFor();
  await until(() => streams(here) === 1);
});

test('where there are no more connections to give, it asks every minute', { skip }, async (t) => {
  const here = await embedded(t);
  const { page, url, service } = here;
  await page.route('**/api/v1/events?*', (route) =>
    route.fulfill({ status: 429, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{}' }),
  );
  await page.clock.install();
  await page.goto(url);
  await page.getByText('No comments yet.').waitFor();
  await post(service, { text: 'Not told.' });
  await until(async () => {
    await page.clock.runFor(61_000);
    return page.getByRole('button', { name: '1 new comment' }).isVisible();
  });
  equal(streams(here), 0);
});

import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { desk, names, rows, toast } from '../support/dashboard.ts';
import { decide } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { requireAccessible, requireInItsBox } from './accessible.ts';
import { at, furnished, screens } from './around-states.ts';

const skip = withoutBrowser;

test('axe finds nothing on any screen, light and dark, wide and at 360 pixels, and all stays in its box in both directions', {
  skip,
}, async (t) => {
  const { service } = await furnished(t);
  const { page, errors } = await desk(t, service, { role: 'owner' });
  for (const [colorScheme, width, dir] of [
    ['light', 1_280, 'ltr'],
    ['dark', 360, 'rtl'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
    for (const [screen, heading] of Object.entries(screens)) {
      await at(page, screen, heading);
      await requireAccessible(page, `${screen}, ${colorScheme}, ${width}, ${dir}`);
      await requireInItsBox(page, `${screen}, ${width}, ${dir}`);
    }
  }
  deepEqual(
    errors.filter((error) => /Content Security Policy|Trusted/i.test(error)),
    [],
  );
});

test('empty, loading and failing screens say so, and go on by themselves once the service answers', { skip }, async (t) => {
  const service = await running(t);
  const { page } = await desk(t, service, { role: 'owner' });
  for (const [screen, heading] of [
    ['reports', 'No reports'],
    ['pages', 'No pages yet'],
    ['linkbacks', 'Nobody linked here yet'],
    ['failures', 'Nothing failed'],
    ['failures?of=refused', 'No such mails'],
    ['blocks', 'Nobody is blocked'],
    ['webhooks', 'Nobody is told'],
  ] as const) {
    await at(page, screen, screens[screen as keyof typeof screens] ?? 'Failures');
    await page.getByRole('heading', { level: 2, name: heading }).waitFor();
  }
  let isAway = true;
  await page.route('**/api/v1/moderation/stats?*', (route) =>
    isAway ? route.fulfill({ status: 503, json: { code: 'unavailable' } }) : route.fallback(),
  );
  await page.evaluate(() => location.assign('#/blog/statistics'));
  await page.getByRole('alert').waitFor();
  await requireAccessible(page, 'failing');
  isAway = false;
  await page.getByText('Nothing in this time.').first().waitFor();
});

test('a report is answered, a thread closed and reopened, a job retried, a decision and an edit undone from the log', {
  skip,
}, async (t) => {
  const { service, id } = await furnished(t);
  const { page } = await desk(t, service, { role: 'owner' });
  const { store } = service.service;
  await at(page, 'reports', 'Reports');
  await page.getByText('<b>Look</b>').waitFor();
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  await page.getByRole('heading', { name: 'No reports' }).waitFor();
  equal((await store.comments.byId(id))?.reports, 0);
  equal(await page.evaluate(() => document.activeElement?.id), 'content', 'the focus stays where the report was');
  await at(page, 'pages?q=WINT', 'Pages');
  await page.getByRole('button', { name: 'Close thread' }).press('Enter');
  await page.getByText('as a moderator said').waitFor();
  const isOpen = async () =>
    (await ask<{ page: { open: boolean } }>(service, `/api/v1/thread?site=blog&url=${article}`)).body.page.open;
  equal(await isOpen(), false);
  await page.getByRole('button', { name: 'As the site’s settings say' }).press('Enter');
  await until(isOpen);
  await nameAuthor(page, service);
  await at(page, 'failures', 'Failures');
  await page.getByText('The store was away.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await page.getByRole('heading', { name: 'Nothing failed' }).waitFor();
  deepEqual(await store.jobs.failed(9), []);
  await at(page, 'log?act=decide', 'Log');
  equal(await page.getByRole('button', { name: 'Undo' }).count(), 2);
  await page.getByRole('button', { name: 'Undo' }).first().press('Enter');
  await until(async () => (await store.comments.byId(id))?.status === 'spam');
  const token = await service.token();
  const edit = (text: string) =>
    ask(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: { text }, token }).then(({ status }) => status);
  deepEqual([await edit('Edited'), await edit('Edited again')], [200, 200]);
  await at(page, 'log?act=edit', 'Log');
  await page.getByRole('button', { name: 'Undo' }).nth(1).press('Enter');
  await toast(page, 'moderator edited it since.').waitFor();
  equal((await store.comments.byId(id))?.text, 'Edited again');
  await page.getByRole('button', { name: 'Undo' }).first().press('Enter');
  await until(async () => (await store.comments.byId(id))?.text === 'Edited');
  await page.getByLabel('Who').fill('nobody');
  await page.getByLabel('Who').press('Enter');
  await page.getByRole('heading', { name: 'No entries' }).waitFor();
});

/** By the keyboard, on the page's own line. */
async function nameAuthor(page: Page, service: Running): Promise<void> {
  const { sites, store } = service.service;
  const author = async () => (await store.pages.byKey((await sites.bySlug('blog')).id, 'blog.example/article'))?.author ?? null;
  const summary = page.locator('summary', { hasText: 'nobody is told' });
  await summary.press('Enter');
  await requireAccessible(page, 'the author of a page');
  await page.getByLabel('Name (optional)').fill('Wanda');
  await page.getByLabel('Email address').fill('wanda@example');
  await page.getByLabel('Email address').press('Enter');
  await page.getByText('Please enter a valid email address.').waitFor();
  equal(await author(), null);
  await page.getByLabel('Email address').fill('wanda@example.org');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.locator('summary', { hasText: 'Wanda' }).and(page.locator(':focus')).waitFor();
  deepEqual(await author(), { name: 'Wanda', email: 'wanda@example.org' });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await requireInItsBox(page, 'the author of a page at 360 pixels');
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
  await page.setViewportSize({ width: 1_280, height: 800 });
  await page.getByRole('button', { name: 'Remove' }).press('Enter');
  await summary.and(page.locator(':focus')).waitFor();
  equal(await author(), null);
}

test('the log is exported as it is filtered, and statistics have their table', { skip }, async (t) => {
  const { service } = await furnished(t);
  const { page } = await desk(t, service, { role: 'moderator' });
  await service.set({ holdEverything: true });
  const held = (await post(service, { text: 'Held' })).body.comment.id;
  service.clock.pass(120 * minute);
  await decide(service, await service.token(), { ids: [held], to: 'approved' });
  await at(page, 'log?act=decide', 'Log');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()]);
  equal(file.suggestedFilename(), 'backtalk-log.csv');
  await at(page, 'statistics?days=7', 'Statistics');
  ok(await page.getByRole('img', { name: /^[34] comments and linkbacks in 7 days/ }).isVisible());
  const figuresOf = async (chart: string) => {
    const section = page.locator('section.charted').filter({ has: page.getByRole('heading', { name: chart }) });
    await section.getByRole('img').waitFor();
    await section.getByText('The same as a table').press('Enter');
    return section.getByRole('row').filter({ hasText: '2026-11-24' }).getByRole('cell').allTextContents();
  };
  equal((await figuresOf('By day'))[0], '2');
  match((await figuresOf('Spam among them')).join(), /^\d[\d.]*%$/);
  deepEqual(await figuresOf('The filter'), ['1', '0', '0']);
  deepEqual(await figuresOf('How long held ones waited'), ['2 hours']);
  for (const closed of ['Rules', 'People and tokens', 'Settings'])
    equal(await page.getByRole('link', { name: closed }).count(), 0, 'a moderator is not offered what is the owner’s');
});

test('the log leads from what was decided to the comment where it is now, and names settings as the settings do', {
  skip,
}, async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const hostile = '<img src=x onerror=alert(1)>';
  const ids: string[] = [];
  for (const name of [hostile, 'Ben', 'Cleo']) {
    const said = { text: `<b>${name}</b> on gardening`, name, email: `n${ids.length}@example.org`, title: 'Winter' };
    ids.push((await post(service, said)).body.comment.id);
  }
  const token = await service.token();
  await decide(service, token, { ids, to: 'spam' });
  await decide(service, token, { ids: ids.slice(1, 2), to: 'deleted' });
  const settings = { method: 'PATCH', body: { heldWords: ['x'], holdAtLinks: 3 }, token: await service.token('owner') };
  equal((await ask(service, '/api/v1/sites/blog/settings', settings)).status, 200);
  const { page } = await desk(t, service, { role: 'owner' });
  await at(page, 'log', 'Log');
  const entry = (text: string) => page.locator('.entry').filter({ hasText: text });
  await entry('settings: Hold at so many links, Words that hold').waitFor();
  await entry('A deleted comment').waitFor();
  const bulk = entry('on Winter and 2 other comments');
  ok((await bulk.textContent())?.includes('to: in spam'));
  await page.setViewportSize({ width: 360, height: 900 });
  await requireInItsBox(page, 'what the log is about, at 360 pixels');
  await requireAccessible(page, 'what the log is about');
  await bulk.getByRole('link', { name: `${hostile}: <b>${hostile}</b> on gardening` }).press('Enter');
  await rows(page).first().waitFor();
  deepEqual(await names(page), [hostile]);
  equal(await page.getByRole('searchbox').inputValue(), `comment:${ids[0]}`);
  equal(await page.locator('[aria-current="page"]').filter({ hasText: 'Spam' }).count(), 1);
});

test('rules are tried before they are kept, settings say what is wrong where it is, and only changes are sent', {
  skip,
}, async (t) => {
  const { service, id } = await furnished(t);
  const { page } = await desk(t, service, { role: 'owner' });
  const settings = async () => (await service.service.sites.bySlug('blog')).settings;
  await at(page, 'rules', 'Rules');
  await page.getByLabel('Words that hold').fill('gardening\n\n  compost ');
  await page.getByRole('button', { name: 'Try on the last 200' }).click();
  await page.getByRole('row').filter({ hasText: 'About gardening in winter' }).getByText('held', { exact: true }).waitFor();
  deepEqual((await settings()).heldWords, [], 'a dry run keeps nothing');
  equal((await service.service.store.comments.byId(id))?.status, 'approved');
  await requireAccessible(page, 'a dry run');
  await service.set({ holdAtLinks: 7 });
  await page.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Saved').waitFor();
  deepEqual([(await settings()).heldWords, (await settings()).holdAtLinks], [['gardening', 'compost'], 7]);
  await page.getByRole('group', { name: 'Checks to do without' }).getByLabel('All in capitals').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await until(async () => (await settings()).checksOff.join() === 'noise');
  await at(page, 'settings', 'Settings');
  await page.getByLabel('Hosts').fill('not a host!');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('textarea[name="hosts"][aria-invalid="true"]').waitFor();
  equal(await page.getByLabel('Hosts').inputValue(), 'not a host!');
});

test('somebody is invited by a link, and a token is shown once, works, and is revoked', { skip }, async (t) => {
  const service = await running(t);
  const { page } = await desk(t, service, { role: 'owner' });
  await at(page, 'people', 'People and tokens');
  await page.getByLabel('Email').fill('new@example.org');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  ok((await page.getByLabel('Link for setting up').inputValue()).startsWith(`${service.url}/setup?token=`));
  await page.getByText('Not set up yet').waitFor();
  await page.getByLabel('What it is for').fill('Deploys');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByLabel('The new token').inputValue();
  const works = async () => (await ask(service, '/api/v1/sites', { token })).status;
  equal(await works(), 200);
  await page.getByRole('button', { name: 'Revoke Deploys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await toast(page, 'Revoked').waitFor();
  equal(await works(), 401);
  equal(await page.evaluate((secret) => document.body.textContent?.includes(secret), token), false);
});

test('what is held about somebody is a file, and an erasure has its receipt', { skip }, async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const { id } = (await post(service, { text: 'Mine' })).body.comment;
  const { page } = await desk(t, service, { role: 'owner' });
  await at(page, 'privacy', 'Privacy');
  await page.getByLabel('Email').fill('anna@example.org');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  match(await readFile(await file.path(), 'utf8'), /"Mine"/);
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  equal((await service.service.store.comments.byId(id))?.status, 'approved');
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('heading', { name: 'Receipt' }).waitFor();
  await requireAccessible(page, 'a receipt');
  await service.service.worker.runDue();
  notEqual((await service.service.store.comments.byId(id))?.status, 'approved');
});

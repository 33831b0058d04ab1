import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { desk, plantWaiting, rows } from '../support/dashboard.ts';
import { running } from '../support/running.ts';
import { addPersonFor, goodPassword } from '../support/signed-in.ts';
import { requireAccessible, requireInItsBox } from './accessible.ts';
import { before, dashboardStates } from './dashboard-states.ts';

const skip = withoutBrowser;
const isOfPolicy = (error: string): boolean => /Content Security Policy|Trusted/i.test(error);

test('axe finds nothing in any state, light and dark, and nothing is wider than its page, wide and at 360 pixels, both ways', {
  skip,
}, async (t) => {
  const here = await before(t);
  const { page, errors } = here;
  for (const [name, reach] of Object.entries(dashboardStates)) {
    await reach(here);
    deepEqual(errors.filter(isOfPolicy), [], 'nothing that the dashboard itself needs is refused by its policy');
    for (const [colorScheme, width, dir] of [
      ['light', 1_280, 'ltr'],
      ['dark', 360, 'rtl'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
      await requireAccessible(page, `${name}, ${colorScheme}, ${width}, ${dir}`);
      await requireInItsBox(page, `${name}, ${width}, ${dir}`);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
});

test('by the keyboard alone, at 360 pixels: in, to another site, to the account and back, and out', { skip }, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 2);
  const { email } = await addPersonFor(service, { email: 'mo@example.org', name: 'Mo', role: 'operator' });
  const { page } = await reader(t, { viewport: { width: 360, height: 700 } });
  await page.goto(`${service.url}/admin`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(goodPassword);
  await page.keyboard.press('Enter');
  await rows(page).nth(1).waitFor();
  equal(await page.title(), 'Queue · Backtalk');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content');
  await page.getByRole('button', { name: 'Menu' }).press('Enter');
  await page.getByRole('link', { name: 'Your account' }).press('Enter');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.getByRole('link', { name: 'Dashboard' }).press('Enter');
  await rows(page).nth(1).waitFor();
  await page.getByRole('button', { name: 'Menu' }).press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('without JavaScript it says so, and leads to the account', { skip }, async (t) => {
  const service = await running(t);
  const { page } = await desk(t, service, { javaScriptEnabled: false });
  await page.getByRole('heading', { name: 'The dashboard needs JavaScript' }).waitFor();
  await requireInItsBox(page, 'without JavaScript');
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
});

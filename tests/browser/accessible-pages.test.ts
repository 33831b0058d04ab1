import { deepEqual, rejects } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { requireAccessible, requireInItsBox } from './accessible.ts';
import { walkAccount } from './account-states.ts';
import { pageStates } from './page-states.ts';

const isOfPolicy = (error: string): boolean => /Content Security Policy|Trusted/i.test(error);

describe('axe finds nothing, in either scheme and at 280 pixels, and nothing is wider than its page', {
  skip: withoutBrowser,
}, () => {
  for (const [name, reach] of Object.entries(pageStates))
    test(name, async (t) => {
      const service = await running(t);
      await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
      const { page, errors } = await reader(t);
      await reach(page, service);
      deepEqual(errors.filter(isOfPolicy), [], 'nothing that the page itself needs is refused by its policy');
      for (const [colorScheme, width] of [
        ['light', 1_024],
        ['dark', 280],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await requireAccessible(page, `${name}, ${colorScheme}, ${width}`);
        await requireInItsBox(page, `${name}, ${width}`);
      }
    });
});

test('nor around an account and behind the links of mails, at 280 pixels', { skip: withoutBrowser }, async (t) => {
  const { page } = await reader(t, { colorScheme: 'dark', viewport: { width: 280, height: 800 } });
  await walkAccount(page, await running(t), async (name) => {
    await requireAccessible(page, name);
    await requireInItsBox(page, name);
  });
});

test('what axe looks for would be found', { skip: withoutBrowser }, async (t) => {
  const { page } = await reader(t);
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><p style="color:#ccc">pale</p><input></main>');
  await rejects(requireAccessible(page, 'pale'), /color-contrast[\s\S]*label/);
});

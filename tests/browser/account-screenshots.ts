/** The fifth part of `npm run screenshots`: signing in, the account, and what links of mails lead moderators to. */
import { test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { walkAccount } from './account-states.ts';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 900, height: 700 } },
  'dark narrow': { colorScheme: 'dark', viewport: { width: 360, height: 700 } },
} as const;

for (const [look, options] of Object.entries(looks))
  test(look, { skip: withoutBrowser }, async (t) => {
    const { page } = await reader(t, options);
    await walkAccount(page, await running(t), async (name) => {
      await page.screenshot({ path: `screenshots/account ${name} ${look}.png`.replaceAll(' ', '-'), fullPage: true });
    });
  });

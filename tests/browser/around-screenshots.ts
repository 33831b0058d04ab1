/** The fourth part of `npm run screenshots`: the screens around the queue, in the looks of the third. */
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { desk } from '../support/dashboard.ts';
import { at, furnished, screens } from './around-states.ts';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1_280, height: 900 } },
  'dark narrow': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  'right to left': { colorScheme: 'light', viewport: { width: 900, height: 900 } },
} as const;

for (const [look, options] of Object.entries(looks))
  test(look, { skip: withoutBrowser }, async (t) => {
    const { service } = await furnished(t);
    const { page } = await desk(t, service, { role: 'owner', ...options });
    if (look === 'right to left') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    for (const [screen, heading] of Object.entries(screens)) {
      await at(page, screen, heading);
      const name = `dashboard ${screen.replace(/\?\w+=/, ' ')} ${look}`.replaceAll(' ', '-');
      await page.screenshot({ path: `screenshots/${name}.png` });
    }
  });

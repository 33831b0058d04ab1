/** The third part of `npm run screenshots`: every state of the dashboard, light and wide, dark and narrow, and right to left. */
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { before, dashboardStates } from './dashboard-states.ts';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1_280, height: 900 } },
  'dark narrow': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  'right to left': { colorScheme: 'light', viewport: { width: 900, height: 900 } },
} as const;

for (const [state, reach] of Object.entries(dashboardStates))
  for (const [look, options] of Object.entries(looks))
    test(`${state}, ${look}`, { skip: withoutBrowser }, async (t) => {
      const here = await before(t, options);
      await reach(here);
      const { page } = here;
      if (look === 'right to left') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await page.screenshot({ path: `screenshots/dashboard ${state} ${look}.png`.replaceAll(' ', '-') });
    });

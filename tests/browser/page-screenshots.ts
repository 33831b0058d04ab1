/** The second half of `npm run screenshots`: the pages without JavaScript, the demo and its tags, in two looks each. */
import { test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { pageStates } from './page-states.ts';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 900, height: 900 } },
  'dark narrow': { colorScheme: 'dark', viewport: { width: 320, height: 700 } },
} as const;

for (const [state, reach] of Object.entries(pageStates))
  for (const [look, options] of Object.entries(looks))
    test(`${state}, ${look}`, { skip: withoutBrowser }, async (t) => {
      const service = await running(t);
      await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
      const { page } = await reader(t, options);
      await reach(page, service);
      await page.screenshot({ path: `screenshots/page ${state} ${look}.png`.replaceAll(' ', '-'), fullPage: true });
    });

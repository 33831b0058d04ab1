/** `npm run screenshots`: every state a reader may see, as a picture in screenshots/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reader } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { article } from '../support/reader.ts';
import { states } from '../support/states.ts';

const folder = join(import.meta.dirname, '../../screenshots');
mkdirSync(folder, { recursive: true });

for (const [name, open] of Object.entries(states))
  test(name, async (t) => {
    const { page } = await open(t);
    // The whole page by a window as high as it is, since what is out of sight is not drawn; what is sticky, as its reader sees it.
    const { width = 1_280 } = page.viewportSize() ?? {};
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (name !== 'news') await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: join(folder, `${name}.png`) });
  });

test('without-javascript', async (t) => {
  const { service } = await embedded(t);
  const { page } = await reader(t, { javaScriptEnabled: false });
  await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
  await page.screenshot({ path: join(folder, 'without-javascript.png'), fullPage: true });
});

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
    // Under the sticky announcement the page must stay what its reader sees of it.
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: name !== 'news' });
  });

test('without-javascript', async (t) => {
  const { service } = await embedded(t);
  const { page } = await reader(t, { javaScriptEnabled: false });
  await page.goto(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article })}`);
  await page.screenshot({ path: join(folder, 'without-javascript.png'), fullPage: true });
});

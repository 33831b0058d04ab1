import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { requireInItsBox } from './accessible.ts';
import { at, screens } from './around-states.ts';
import { addresses, withoutAttacks as skip, watchedBesideOne, words } from './attacks.ts';
import { forgeAnswers, shortened } from './forged-answers.ts';

/** What must not come of any text: a link that is none, a handler, an element that loads or runs. */
const comeTrue = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('main *, .toast, .toast *')];
    const links = all.flatMap((element) => (element instanceof HTMLAnchorElement ? [element.protocol] : []));
    return [
      ...links.filter((protocol) => !/^(https?)?:$/.test(protocol)),
      ...all.flatMap(({ attributes }) => [...attributes].map(({ name }) => name).filter((name) => /^on|^srcdoc$/.test(name))),
      ...all
        .filter((element) => element.matches('script, iframe, object, embed, base, meta, link, style'))
        .map((it) => it.tagName),
    ];
  });

/** How many of these texts are to be read on the screen as they are. */
const readable = (page: Page, texts: readonly string[]) =>
  page.evaluate((wanted) => {
    const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
    const all = [document.body.textContent, ...typed].join('\n');
    return wanted.filter((text) => all.includes(text)).length;
  }, texts);

/** What is shown only when it is asked for. */
const asking: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'linkbacks?way=test': async (page) => {
    await page.locator('main input[name="url"]').fill('https://blog.example/a');
    await page.locator('main form button').press('Enter');
    await page.locator('main dl').waitFor();
  },
  rules: async (page) => {
    await page.getByRole('button', { name: 'Try on the last 200' }).press('Enter');
    await page.locator('main table tbody tr').first().waitFor();
  },
  privacy: async (page) => {
    await page.locator('main input[name="email"]').fill('eve@example.org');
    await page.locator('main button.alarming').press('Enter');
    await page.locator('dialog button.alarming, dialog button.main').first().press('Enter');
    await page.locator('main article.once').waitFor();
  },
  settings: async (page) => {
    await page.locator('main [name="name"]').fill('Another');
    await page.locator('main form button[type="submit"]').first().press('Enter');
    await page.locator('main [name="name"][aria-invalid="true"]').waitFor();
  },
};

test('the recorded attacks on every screen around the queue, from a service that sanitizes nothing: they are read, and nothing fires', {
  skip,
}, async (t) => {
  const { page, fired, like } = await watchedBesideOne(t, 'owner');
  const forger = await forgeAnswers(page, { like, some: 150 });
  const seen = new Set<string>();
  for (const [screen, heading] of Object.entries(screens)) {
    forger.given();
    await at(page, screen, heading);
    await asking[screen]?.(page);
    const given = forger.given();
    const read = await readable(page, given);
    ok(read * 4 > given.length, `${screen}: ${read} of ${given.length} are read`);
    deepEqual(await comeTrue(page), [], screen);
    await requireInItsBox(page, screen);
    for (const attack of given) seen.add(attack);
  }
  const unseen = [...words, ...addresses].filter((attack) => !seen.has(shortened(attack)));
  deepEqual(unseen, []);
  deepEqual(fired, []);
  await page.evaluate(() => {
    document.querySelector('main')?.append(Object.assign(document.createElement('a'), { href: 'javascript:alert(1)' }));
    alert('by hand');
  });
  deepEqual([await comeTrue(page), fired], [['javascript:'], ['alert by hand']], 'what watches would have told');
});

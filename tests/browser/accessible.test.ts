import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { plant } from '../support/planted.ts';
import { states } from '../support/states.ts';

const skip = withoutBrowser;

/** What axe finds, its advice on good practice included. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations, incomplete } = await runner.run();
    const doubtful = incomplete
      .filter(({ id }) => id === 'color-contrast')
      .flatMap(({ nodes }) => nodes.filter((node) => node.target.length > 1));
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
    return [...told, ...doubtful.map(({ html }) => `contrast unknown: ${html}`)];
  });
}

for (const [name, open] of Object.entries(states))
  test(`axe finds nothing: ${name}`, { skip }, async (t) => {
    const { page } = await open(t);
    deepEqual(await findings(page), []);
  });

test('axe looks into the widget: a planted breach is found', { skip }, async (t) => {
  const { page } = await (states['newspaper'] as NonNullable<(typeof states)[string]>)(t);
  await page
    .getByRole('article')
    .nth(1)
    .evaluate((article) => {
      article.append(Object.assign(document.createElement('img'), { src: 'data:,' }));
      article.append(
        Object.assign(document.createElement('button'), { style: 'color:#eee;background:#fff', textContent: 'pale' }),
      );
    });
  const found = (await findings(page)).join('\n');
  match(found, /^image-alt/m);
  match(found, /^color-contrast/m);
});

test('what can be clicked is 24 pixels high and wide, or stands in a line of text', { skip }, async (t) => {
  for (const name of ['nested', 'replying', 'editing', 'narrow']) {
    const { page } = await (states[name] as NonNullable<(typeof states)[string]>)(t);
    const small = await page.evaluate(() => {
      const root = document.querySelector('backtalk-comments')?.shadowRoot as ShadowRoot;
      return [...root.querySelectorAll('button, input, textarea, select, summary, .date')]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`);
    });
    deepEqual(small, [], name);
  }
});

test('nothing is wider than 280 pixels, whatever it holds', { skip }, async (t) => {
  const { page, service, url } = await embedded(t, { browser: { viewport: { width: 280, height: 800 } } });
  await plant(service, [
    { text: 'x'.repeat(65_525), name: 'y'.repeat(245) },
    { text: `\`${'z'.repeat(3_000)}\``, answers: 0, name: 'W'.repeat(245) },
    ...[1, 2, 3].map((answers) => ({ text: 'Deep.', answers })),
    { text: 'excerpt', name: 'T'.repeat(245), type: 'pingback' as const, source: `https://blog.example/${'u'.repeat(1_000)}` },
  ]);
  await page.goto(url);
  await page.getByText('Deep.').last().waitFor({ state: 'attached' });
  equal(await page.evaluate(() => document.documentElement.scrollWidth), 280);
});

const active = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('backtalk-comments')?.shadowRoot?.activeElement;
    return inside ? (inside.getAttribute('aria-label') ?? (inside.id || (inside.textContent ?? '').trim())) : null;
  });

async function tabTo(page: Page, name: string): Promise<void> {
  for (let at = 0; at < 40 && (await active(page)) !== name; at += 1) await page.keyboard.press('Tab');
  equal(await active(page), name);
}

test('reading, replying, editing and deleting by keyboard alone, and the focus is never lost', { skip }, async (t) => {
  const { page, service, url } = await embedded(t);
  await plant(service, [{ text: 'Where does it end?', name: 'Ben' }]);
  await page.goto(url);
  await page.getByText('Where does it end?').waitFor();
  await tabTo(page, 'Reply to Ben');
  await page.keyboard.press('Enter');
  equal(await active(page), 'text');
  await page.keyboard.type('At the aqueduct.');
  await tabTo(page, 'name');
  await page.keyboard.type('Anna');
  await page.keyboard.press('Tab');
  await page.keyboard.type('anna@example.org');
  await tabTo(page, 'Post Comment');
  await page.keyboard.press('Enter');
  await page.locator('li li').getByText('At the aqueduct.').waitFor();
  match((await active(page)) ?? '', /^comment-/);
  await tabTo(page, 'Edit');
  await page.keyboard.press('Space');
  equal(await active(page), 'Comment');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('At the sea.');
  await tabTo(page, 'Save Changes');
  await page.keyboard.press('Enter');
  await page.getByText('At the sea.').waitFor();
  match((await active(page)) ?? '', /^comment-/);
  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  equal(await active(page), 'Delete');
  await page.keyboard.press('Enter');
  await page.getByText('At the sea.').waitFor({ state: 'detached' });
  notEqual(await active(page), null);
  await tabTo(page, 'Reply to Ben');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Post Comment');
  await page.keyboard.press('Shift+Tab');
  ok(await active(page));
});

test('what happens is told to a screen reader', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  await page.getByLabel('Comment *').fill('Hello.');
  await page.getByLabel('Name *').fill('Anna');
  await page.getByLabel('Email *').fill('anna@example.org');
  await page.getByRole('button', { name: 'Post Comment' }).click();
  await page.locator('.unseen[role=status]', { hasText: 'Your comment was posted.' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('article').getByRole('button', { name: 'Delete' }).last().click();
  await page.locator('.unseen[role=status]', { hasText: 'Your comment was deleted.' }).waitFor({ state: 'attached' });
});

import { deepEqual } from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Asserts that axe finds nothing: WCAG 2.2 to AA, and what it holds for good practice. */
export async function requireAccessible(page: Page, what: string): Promise<void> {
  await settled(page);
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  deepEqual(findings, [], what);
}

/** Resolves once no colour is on its way to another: half-way it may be too faint, and nobody reads it then. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Asserts that nothing is seen wider than its page, whatever somebody wrote into it. */
export async function requireInItsBox(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isMeant = (element: Element) => element.closest('pre, .aside') !== null;
    const isClipping = (element: Element) => getComputedStyle(element).overflowX === 'clip';
    const shownWidth = (element: Element) => {
      let { left, right } = element.getBoundingClientRect();
      for (let around = element.parentElement; around && right - left > width + 1; around = around.parentElement) {
        if (!isClipping(around)) continue;
        const box = around.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      }
      return right - left;
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => !isMeant(element) && shownWidth(element) > width + 1)
      .map((element) => `${element.tagName}.${element.className}`)
      .concat(document.documentElement.scrollWidth > width ? [`scrolls to ${document.documentElement.scrollWidth}`] : []);
  });
  deepEqual(wide, [], what);
}

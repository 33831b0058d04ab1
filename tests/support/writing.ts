import type { Page } from 'playwright-core';

/** Fills in the form. */
export async function write(page: Page, text: string, { name = 'Anna', email = 'anna@example.org' } = {}): Promise<void> {
  await page.getByLabel('Comment *').fill(text);
  await page.getByLabel('Name *').fill(name);
  await page.getByLabel('Email *').fill(email);
}

export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Post Comment' }).click();

/** The text of what has the focus in the widget. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate('document.querySelector("backtalk-comments")?.shadowRoot?.activeElement?.textContent ?? ""');

/** Everything the page keeps in its browser. */
export const kept = (page: Page): Promise<string> => page.evaluate('JSON.stringify(localStorage)');

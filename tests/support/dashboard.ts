import type { TestContext } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Role } from '../../src/moderators/person.ts';
import { type Reader, reader } from './browser.ts';
import { type Planted, plant } from './planted.ts';
import type { Running } from './running.ts';
import { addPersonFor, cookiesOf } from './signed-in.ts';

interface Options extends BrowserContextOptions {
  readonly name?: string;
  readonly role?: Role;
  /** Of the address below /admin, from the `#` on. */
  readonly at?: string;
  /** Before anything is asked of the service. */
  readonly before?: (page: Page) => Promise<unknown>;
}

export interface Desk extends Reader {
  readonly email: string;
}

/** A moderator in a browser of their own, signed in, with the queue before them. */
export async function desk(
  t: TestContext,
  service: Running,
  { name = 'Mo', role = 'moderator', at = '', before, ...options }: Options = {},
): Promise<Desk> {
  const email = `${name.toLowerCase()}@example.org`;
  const person = await addPersonFor(service, { email, name, role });
  const there = await reader(t, options);
  const cookies = Object.entries(await cookiesOf(service, person));
  await there.context.addCookies(cookies.map(([key, value]) => ({ name: key, value, url: service.url })));
  await before?.(there.page);
  await there.page.goto(`${service.url}/admin${at}`);
  return { ...there, email };
}

const scores = [
  {
    outcome: 'hold',
    score: 0.12,
    reasons: [{ check: 'known-author', weight: 0, text: 'Nobody of this name and email was approved here before.' }],
  },
  {
    outcome: 'hold',
    score: 0.87,
    reasons: [
      { check: 'classifier', weight: 2.4, text: 'The words are those of spam here: casino, bonus, free.' },
      { check: 'links', weight: 0, text: '2 links, held from 2 on.' },
    ],
  },
] as const;

/** So many comments that wait, the newest being `Reader 1`. */
export async function plantWaiting(service: Running, count: number, more: Partial<Planted> = {}): Promise<readonly string[]> {
  const planted = Array.from({ length: count }, (_, at): Planted => {
    const n = count - at;
    const verdict = scores[n % 2] ?? scores[0];
    return {
      text: `Comment number ${n}`,
      name: `Reader ${n}`,
      email: `reader${n}@example.org`,
      status: 'pending',
      verdict,
      ...more,
    };
  });
  return (await plant(service, planted)).toReversed();
}

export const rows = (page: Page): Locator => page.locator('article.row');
export const row = (page: Page, name: string): Locator => rows(page).filter({ has: page.getByText(name, { exact: true }) });

/** Whose comment the keys act on; it has the focus as well, or nothing has. */
export async function current(page: Page): Promise<string> {
  return (await page.locator('article.row.current .name bdi').textContent()) ?? '';
}

/** The names in the rows, from above. */
export const names = (page: Page): Promise<string[]> => page.locator('article.row .name bdi').allTextContents();

/** Waits until a row is the marked one. */
export async function onto(page: Page, name: string): Promise<void> {
  await page
    .locator('article.row.current')
    .filter({ has: page.getByText(name, { exact: true }) })
    .waitFor();
}

export const toast = (page: Page, text: string | RegExp): Locator => page.locator('.toast').filter({ hasText: text });

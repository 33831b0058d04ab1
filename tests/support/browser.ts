import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findProgram, without } from './programs.ts';

/** For `test(name, { skip: withoutBrowser }, …)`. */
export const withoutBrowser = without('chromium');

let browser: Promise<Browser> | null = null;

/** Debian's Chromium, one for a file of tests. `blog.example` is this machine: a page there is no secure context, as many blogs are none. */
export function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch(how());
  return browser;
}
after(async () => (await browser)?.close());

const how = () => ({
  executablePath: findProgram('chromium') ?? '',
  args: ['--host-resolver-rules=MAP blog.example 127.0.0.1, MAP *.blog.example 127.0.0.1'],
});

export interface Reader {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Whatever went wrong in the page: errors nobody caught, refusals of the browser. Empty at the end, or the test says why not. */
  readonly errors: string[];
}

/** A reader with a browser of their own: nothing kept, nothing cached. */
export async function reader(test: TestContext, options: BrowserContextOptions = {}): Promise<Reader> {
  const context = await (await openBrowser()).newContext({ locale: 'en-GB', ...options });
  test.after(() => context.close());
  context.setDefaultTimeout(20_000);
  return listening(context);
}

/** One whose browser was told to block all cookies, which takes every other kind of storage with it. */
export async function readerWithoutStorage(test: TestContext): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-browser-'));
  await mkdir(join(folder, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(folder, 'Default/Preferences'), JSON.stringify(blocked));
  const context = await chromium.launchPersistentContext(folder, how());
  test.after(async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });
  return listening(context);
}

async function listening(context: BrowserContext): Promise<Reader> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { context, page, errors };
}

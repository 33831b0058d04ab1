import { after, type TestContext } from 'node:test';
import { type Browser, firefox, type Page } from 'playwright-core';
import { findProgram } from './programs.ts';

let browser: Promise<Browser> | null = null;
after(async () => (await browser)?.close());

/** Debian's Firefox, where `blog.example` is this machine. */
export async function firefoxPage(test: TestContext): Promise<Page> {
  browser ??= firefox.launch({
    channel: 'moz-firefox',
    executablePath: findProgram('firefox-esr') ?? '',
    firefoxUserPrefs: { 'network.dns.localDomains': 'blog.example' },
  });
  const context = await (await browser).newContext();
  test.after(() => context.close());
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

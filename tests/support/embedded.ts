import type { TestContext } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import type { SiteSettingsPatch } from '../../src/wire/settings.ts';
import { blogOf } from './blog.ts';
import { bareArticle, type Embedding } from './blog-pages.ts';
import { type Reader, reader } from './browser.ts';
import { type Running, running } from './running.ts';

export interface Embedded extends Reader {
  readonly service: Running;
  readonly url: string;
}

interface Options {
  readonly settings?: SiteSettingsPatch;
  readonly embedding?: Partial<Embedding>;
  readonly browser?: BrowserContextOptions;
  readonly env?: Readonly<Record<string, string>>;
}

/** A service, an article of somebody's blog that embeds it, and a reader who has not opened it yet. */
export async function embedded(t: TestContext, { settings, embedding, browser, env = {} }: Options = {}): Promise<Embedded> {
  const service = await running(t, { startAt: Date.now(), env, settings: { holdUnknownAuthors: false, ...settings } });
  const { url } = await blogOf(t, { '/article': bareArticle({ service: service.url, ...embedding }) });
  const own = await reader(t, browser);
  // Nobody writes a comment in no time, which is what it would look like to a service whose clock stands still.
  own.page.on('response', (response) => {
    if (response.url().includes('/api/v1/form')) service.clock.pass(10_000);
  });
  return { service, url: `${url}/article`, ...own };
}

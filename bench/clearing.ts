import { Agent } from 'node:http';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { ask } from './ask.ts';
import { at } from './numbers.ts';
import { addModerator, type BenchService, command, inFolder, startBuilt } from './service.ts';
import { textOf } from './texts.ts';

export interface Clearing {
  readonly comments: number;
  readonly keys: number;
  /** Milliseconds from the key's event to the frame that shows the next row marked. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Milliseconds of the page's main thread for a key, on average: what other programs take of the machine is none of its. */
  readonly own: number;
  /** Of the first row, from the request of the document on. */
  readonly opened: number;
}

const email = 'mo@example.org';
const password = 'rather long and good';

/** What a moderator waits for who clears a day's queue by the keyboard, in a real browser. */
export function measureClearing({ comments = 100 } = {}): Promise<Clearing> {
  return inFolder(async (folder) => {
    addModerator(folder, email);
    command(folder, 'site', 'set', 'blog', 'holdEverything=true');
    const service = await startBuilt(folder);
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
    try {
      await postHeld(service, comments);
      return await clear(browser, service, comments);
    } finally {
      await browser.close();
      await service.stop();
    }
  });
}

async function postHeld({ url }: BenchService, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (let from = 0; from < count; from += 1) {
    const json = {
      site: 'blog',
      url: 'https://blog.example/post',
      name: `Reader ${from}`,
      email: `reader${from}@example.org`,
      text: textOf(from),
    };
    const { status } = await ask(`${url}/api/v1/comments`, { agent, method: 'POST', from, json });
    if (status !== 202) throw new Error(`${status} for a comment that should wait`);
  }
  agent.destroy();
}

async function clear(browser: Browser, { url }: BenchService, comments: number): Promise<Clearing> {
  const page = await (await browser.newContext({ viewport: { width: 1_280, height: 900 } })).newPage();
  await page.goto(`${url}/admin`);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await Promise.all([page.waitForURL('**/admin'), page.keyboard.press('Enter')]);
  await page.locator('.row.current').waitFor();
  const opened = await page.evaluate<number>('performance.now()');
  await page.evaluate(watch);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busyMs(devtools);
  let keys = 0;
  const times: number[] = [];
  while ((await waiting(page)) > 0 && keys < 2 * comments) {
    await page.keyboard.press('a');
    keys += 1;
    times.push(await page.evaluate<number>('globalThis.painted'));
  }
  await page.waitForFunction('document.querySelector(".parts a")?.textContent === "Pending 0"');
  const own = ((await busyMs(devtools)) - before) / keys;
  return { comments, keys, p50: at(times, 0.5), p95: at(times, 0.95), max: Math.max(...times), own, opened };
}

async function busyMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

const waiting = (page: Page): Promise<number> => page.locator('.row').count();

/** For each key, a promise of the time from its event until a frame with another row marked, or none left, was painted. */
const watch = `addEventListener('keydown', ({ timeStamp }) => {
  const marked = () => document.querySelector('.row.current')?.dataset.id;
  const before = marked();
  globalThis.painted = new Promise((resolve) => {
    const look = () => requestAnimationFrame(() => {
      if (marked() === before) look();
      else setTimeout(() => resolve(performance.now() - timeStamp));
    });
    look();
  });
}, true)`;

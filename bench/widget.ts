import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Part, readParts } from '../src/embed/parts.ts';
import { median } from './numbers.ts';
import { seed } from './seed.ts';
import { inFolder, startBuilt } from './service.ts';

interface Sizes {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface Shown {
  readonly comments: number;
  /** Milliseconds: of scripts on the main thread, and of the longest task. */
  readonly script: number;
  readonly longest: number;
  readonly layoutShift: number;
}

export interface WidgetFigures {
  readonly sizes: readonly Sizes[];
  /** Milliseconds until 100 comments are painted, on Slow 4G. */
  readonly painted: { readonly fromScript: number; readonly fromPage: number; readonly withoutScript: number };
  readonly requests: readonly string[];
  readonly shown: readonly Shown[];
}

const small = 'https://blog.example/hundred';
const large = 'https://blog.example/many';

/** Chromium's own profile of that name: bytes a second, and milliseconds of latency. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

export function sizesOfParts(): readonly Sizes[] {
  const parts = readParts();
  if (!parts) throw new Error('The widget was not built.');
  const sized = (name: string, { identity, gzip, br }: Part): Sizes => ({
    name,
    ...{ raw: identity.length, gzip: gzip.length, brotli: br.length },
  });
  return [sized('embed', parts.loader), ...[...parts.byName].map(([name, part]) => sized(name, part))];
}

/** What the widget weighs, how soon it shows a thread, and what it costs the page's main thread. */
export function measureWidget({ samples = 5, many = 5_000 } = {}): Promise<WidgetFigures> {
  return inFolder(async (folder) => {
    await seed(folder, 'blog', async ({ thread }) => {
      await thread(small, 100, (nth) => (nth < 50 ? null : nth - 50));
      await thread(large, many);
    });
    const service = await startBuilt(folder);
    const blog = await serve(service.url);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--host-resolver-rules=MAP blog.example 127.0.0.1'],
    });
    try {
      const times = [];
      for (let sample = 0; sample < samples; sample += 1) times.push(await painted(browser, blog.url, service.url));
      return {
        sizes: sizesOfParts(),
        painted: {
          fromScript: median(times.map(({ fromScript }) => fromScript)),
          fromPage: median(times.map(({ fromPage }) => fromPage)),
          withoutScript: median(times.map(({ withoutScript }) => withoutScript)),
        },
        requests: times[0]?.requests ?? [],
        shown: [await shown(browser, `${blog.url}/hundred`, 100), await shown(browser, `${blog.url}/many`, many)],
      };
    } finally {
      await browser.close();
      blog.close();
      await service.stop();
    }
  });
}

/** An article as docs/widget.md says one should embed it: with a placeholder as high as the screen. */
async function serve(service: string) {
  const server = createServer(({ url = '' }, response) => {
    const text = 'The towpath begins behind the old gasworks. '.repeat(20);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><html lang="en"><title>A walk</title>
<link rel="canonical" href="https://blog.example${url}"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<article><h1>A walk</h1><p>${text}</p></article><div id="comments" style="min-height: 100vh"></div><footer>The end</footer>
<script src="${service}/embed.js" data-site="blog" async></script></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://blog.example:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const count = 'document.querySelector("backtalk-comments")?.shadowRoot?.querySelectorAll("article.comment").length ?? 0';
/** A click that costs the page nothing but what it does: looking for a button from outside takes longer than showing comments. */
const turn =
  'setTimeout(() => [...document.querySelector("backtalk-comments").shadowRoot.querySelectorAll("button.turn")].at(-1).click())';
const nextFrame = 'new Promise((painted) => requestAnimationFrame(() => setTimeout(() => painted(performance.now()))))';

async function painted(browser: Browser, blog: string, service: string) {
  const page = await slowly(browser);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(`${blog}/hundred`, { waitUntil: 'commit' });
  await page.waitForFunction(`${count} >= 100`, undefined, { polling: 'raf' });
  const fromPage = await page.evaluate<number>(nextFrame);
  const script = await page.evaluate<number>(
    'performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/embed.js")).startTime',
  );
  const asked = requests.filter((path) => !path.startsWith('/avatar/'));
  await page.context().close();
  const plain = await slowly(browser);
  await plain.goto(`${service}/thread?${new URLSearchParams({ site: 'blog', url: small })}`, { waitUntil: 'domcontentloaded' });
  const withoutScript = await plain.evaluate<number>(nextFrame);
  await plain.context().close();
  return { fromPage, fromScript: fromPage - script, withoutScript, requests: asked };
}

async function slowly(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', slow4g);
  return page;
}

const watch = `globalThis.shift = 0;
new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shift += value; }).observe({ type: 'layout-shift', buffered: true });`;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const told = /"name":"(thread_name|RunTask)"/;

/** Those that matter here. A trace is larger than a string can be, and has an event on each line. */
function* eventsOf(trace: Buffer): Generator<TraceEvent> {
  for (let from = 0; from < trace.length; ) {
    const end = trace.indexOf(10, from);
    const line = trace.toString('utf8', from, end < 0 ? trace.length : end);
    if (line.endsWith('},') && told.test(line)) yield JSON.parse(line.slice(0, -1)) as TraceEvent;
    from = end < 0 ? trace.length : end + 1;
  }
}

/** By the thread's own time: what other processes take of the machine is none of the page's. Milliseconds. */
function longestTask(trace: Buffer): number {
  const traceEvents = [...eventsOf(trace)];
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('The trace holds no tasks.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}

/** Turns the pages of a thread until so many comments are shown. */
async function shown(browser: Browser, url: string, comments: number): Promise<Shown> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(watch);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await page.goto(url);
  await page.waitForFunction(`${count} > 0`);
  await page.evaluate(nextFrame);
  const layoutShift = await page.evaluate<number>('shift');
  for (let before = 0; ; ) {
    await page.waitForFunction(`${count} > ${before}`);
    before = await page.evaluate<number>(count);
    if (before >= comments) break;
    await page.evaluate(turn);
  }
  await page.evaluate(nextFrame);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const script = 1_000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN);
  const trace = await browser.stopTracing();
  if (process.env['TRACE']) writeFileSync(`${process.env['TRACE']}-${comments}.json`, trace);
  await page.context().close();
  return { comments, script, longest: longestTask(trace), layoutShift };
}

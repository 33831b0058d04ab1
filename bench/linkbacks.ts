/** What linkbacks cost: those who send them, those who are named by them, and us. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inOwnNetwork } from '../tests/support/own-network.ts';
import { pingXml } from '../tests/support/ping-xml.ts';
import type { NetworkFigures } from './linkbacks-network.ts';
import { median } from './numbers.ts';
import { inFolder, startBuilt } from './service.ts';

export interface LinkbackFigures extends NetworkFigures {
  readonly bare: number;
  readonly known: number;
  /** The median of the pairs' ratios. */
  readonly ratio: number;
}

const numbers = Array.from({ length: 100 }, (_, n) => n);

export async function measureLinkbacks(): Promise<LinkbackFigures> {
  const addresses = ['93.30.0.1', '93.10.200.1', ...numbers.flatMap((n) => [`93.10.${n}.1`, `93.20.${n}.1`])];
  const network = inOwnNetwork<NetworkFigures>(join(import.meta.dirname, 'linkbacks-network.ts'), addresses, null);
  return { ...network, ...(await inFolder(measureKnown)) };
}

/** A pingback that is registered already, beside a route of Express that does nothing. */
async function measureKnown(folder: string, { pairs = 9, seconds = 2 } = {}) {
  const empty = spawn('taskset', ['-c', '0', process.execPath, join(import.meta.dirname, 'empty-express.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [bareUrl] = (await once(createInterface({ input: empty.stdout }), 'line')) as [string];
  const source = `${bareUrl}/page`;
  const service = await startBuilt(folder, { more: { FETCH_ALLOW: new URL(bareUrl).host } });
  try {
    const ping = () =>
      fetch(`${service.url}/pingback/blog`, { method: 'POST', body: pingXml(source, 'https://blog.example/article') });
    await ping();
    const again = await (await ping()).text();
    if (!again.includes('<int>48</int>')) throw new Error(again);
    const load = (url: string) => requestsPerSecond(`${url}/pingback/blog`, source, seconds);
    for (const url of [bareUrl, service.url]) load(url);
    const runs = Array.from({ length: pairs }, () => ({ bare: load(bareUrl), known: load(service.url) }));
    return {
      bare: median(runs.map((run) => run.bare)),
      known: median(runs.map((run) => run.known)),
      ratio: median(runs.map((run) => run.known / run.bare)),
    };
  } finally {
    await service.stop();
    empty.kill();
  }
}

function requestsPerSecond(url: string, source: string, seconds: number): number {
  const options = ['-t1', '-c32', `-d${seconds}s`, '-s', join(import.meta.dirname, 'ping.lua'), url, '--', source];
  const output = execFileSync('taskset', ['-c', '1', 'wrk', ...options], { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(output);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
}

/** Asks for 300 pages under one name and 300 under endless ones, all of one machine, as fast as it is let, and prints who came. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createPace } from '../../src/net/pace.ts';
import { createSafeFetch } from '../../src/net/safe-fetch.ts';
import { serveNames } from '../support/name-server.ts';

export interface Visits {
  /** At the victim, by the pages that were asked for. */
  readonly oneName: number;
  readonly endlessNames: number;
  /** At somebody else meanwhile, who must not wait for the victim's sake. */
  readonly other: number;
}

const victim = '93.184.216.34';
const other = '8.8.8.8';

async function main(): Promise<void> {
  const visits = new Map<string, number>();
  const server = createServer(({ socket, url = '' }, response) => {
    const key = `${socket.localAddress?.replace('::ffff:', '')} ${url}`;
    visits.set(key, (visits.get(key) ?? 0) + 1);
    response.end();
  });
  server.listen(80, '::');
  await once(server, 'listening');
  const close = await serveNames((name) => [name === 'other.example' ? other : victim]);
  // One minute that does not pass.
  const hits = new Map<string, number>();
  const hit = async (key: string) => {
    hits.set(key, (hits.get(key) ?? 0) + 1);
    return { hits: hits.get(key) ?? 0, resetAt: 60_000 };
  };
  const asking = () => {
    hits.clear();
    const pace = createPace({ counters: { hit }, now: () => 0 });
    return createSafeFetch({ rules: { allow: [], ports: [80] }, userAgent: 'test', pace, closing: new AbortController().signal });
  };
  const one = asking();
  for (let n = 0; n < 300; n += 1) await one({ url: 'http://victim.example/one' });
  const endless = asking();
  for (let n = 0; n < 300; n += 1) {
    await endless({ url: `http://h${n}.e${n}.example/endless` });
    if (n % 60 === 0) await endless({ url: 'http://other.example/other' });
  }
  const count = (key: string) => visits.get(key) ?? 0;
  const found: Visits = {
    oneName: count(`${victim} /one`),
    endlessNames: count(`${victim} /endless`),
    other: count(`${other} /other`),
  };
  process.stdout.write(JSON.stringify(found));
  server.close();
  close();
}

await main();

/** The part of linkbacks.ts that runs in a network of its own, where the addresses of others are at hand. Prints JSON. */
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { serveNames } from '../tests/support/name-server.ts';
import { pingXml } from '../tests/support/ping-xml.ts';
import { at } from './numbers.ts';
import { inFolder, startBuilt } from './service.ts';

export interface NetworkFigures {
  readonly quickP50: number;
  readonly quickP99: number;
  /** Of a request that does nothing, between those: what the machine itself adds. */
  readonly emptyP99: number;
  readonly hangingMax: number;
  /** Seconds until a good webmention was verified while all the tarpits hung. */
  readonly otherWithin: number;
  readonly longestTarpit: number;
  /** Requests in the victim's busiest minute, under one name and under endless ones. */
  readonly oneName: number;
  readonly endlessNames: number;
  readonly pings: number;
}

const victim = '93.30.0.1';
const half = 5_000;
const minute = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const visits: { at: number; host: string }[] = [];
const lifetimes: number[] = [];

/** By the address it is asked at: 93.10.x.x answers, 93.20.x.x never does, the victim says 404. */
async function serveOthers(): Promise<void> {
  const server = createServer(({ socket, headers, url = '' }, response) => {
    const here = socket.localAddress?.replace('::ffff:', '') ?? '';
    if (here === victim) visits.push({ at: Date.now(), host: headers.host ?? '' });
    response.setHeader('Content-Type', 'text/html');
    if (here.startsWith('93.20.')) return void response.write(' '.repeat(1_000));
    const body = here.startsWith('93.10.') ? `<title>A page</title><a href="https://blog.example${url}">x</a>` : '';
    response.writeHead(body === '' ? 404 : 200).end(body);
  });
  server.on('connection', (socket: Socket) => {
    const began = performance.now();
    if (socket.localAddress?.includes('93.20.')) socket.once('close', () => lifetimes.push(performance.now() - began));
  });
  server.listen(80, '::');
  await once(server, 'listening');
}

let asked = 0;

/** Milliseconds until the answer. Each comes from an address of its own. */
async function post(url: string, body: string, type: string): Promise<{ took: number; location: string }> {
  asked += 1;
  const from = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
  const began = performance.now();
  const sent = request(url, { method: 'POST', agent, headers: { 'Content-Type': type, 'X-Forwarded-For': from } });
  sent.end(body);
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
  return { took: performance.now() - began, location: String(response.headers.location ?? '') };
}

const ping = async (service: string, source: string, target = 'https://blog.example/article') =>
  (await post(`${service}/pingback/blog`, pingXml(source, target), 'text/xml')).took;

/** A few at a time, in order. */
async function each<T>(count: number, hands: number, act: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const hand = async () => {
    for (let n = next++; n < count; n = next++) results.push(await act(n));
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return results;
}

async function verifiedWithin(service: string): Promise<number> {
  const began = performance.now();
  const form = new URLSearchParams({ source: 'http://93.10.200.1/good', target: 'https://blog.example/good' });
  const { location } = await post(`${service}/webmention/blog`, String(form), 'application/x-www-form-urlencoded');
  for (;;) {
    const status = (await (await fetch(location, { headers: { Accept: 'application/json' } })).json()) as { status: string };
    if (status.status === 'verified') return (performance.now() - began) / 1_000;
    await pause(200);
  }
}

function busiestMinute(of: (host: string) => boolean): number {
  const times = visits.filter(({ host }) => of(host)).map((visit) => visit.at);
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + minute).length));
}

async function measure(service: string): Promise<NetworkFigures> {
  const empty: number[] = [];
  const quick = await each(200, 1, async (n) => {
    empty.push((await post(`${service}/nothing`, '', 'text/plain')).took);
    return ping(service, `http://93.10.${n % 100}.1/q${n}`, `https://blog.example/q${n}`);
  });
  const hanging = Promise.all(Array.from({ length: 100 }, (_, n) => ping(service, `http://93.20.${n}.1/`)));
  const otherWithin = await verifiedWithin(service);
  const hangingMax = Math.max(...(await hanging));
  await each(half, 100, (n) => ping(service, `http://victim.example/${n}`));
  await each(half, 100, (n) => ping(service, `http://h${n}.e${n}.example/`));
  await pause(2.5 * minute);
  return {
    quickP50: at(quick, 0.5),
    quickP99: at(quick, 0.99),
    emptyP99: at(empty, 0.99),
    hangingMax,
    otherWithin,
    longestTarpit: Math.max(...lifetimes) / 1_000,
    oneName: busiestMinute((host) => host === 'victim.example'),
    endlessNames: busiestMinute(() => true),
    pings: 2 * half,
  };
}

await serveOthers();
const close = await serveNames(() => [victim]);
const figures = await inFolder(async (folder) => {
  const service = await startBuilt(folder);
  try {
    return await measure(service.url);
  } finally {
    await service.stop();
  }
});
console.log(JSON.stringify(figures));
close();
process.exit();

/** Asks for each URL of its input by the rules of production, in a network of its own, and prints who was connected to. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { createPace } from '../../src/net/pace.ts';
import { createSafeFetch } from '../../src/net/safe-fetch.ts';
import { serveNames } from '../support/name-server.ts';

export interface Tried {
  readonly url: string;
  readonly outcome: string;
  readonly reason: string;
  /** The local addresses at which somebody connected meanwhile. */
  readonly connected: readonly string[];
}

const good = '93.184.216.34';
const names: Readonly<Record<string, readonly string[]>> = {
  'good.example': [good],
  'six.example': ['2606:2800:220:1::1'],
  'mixed.example': [good, '10.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
};

const connected: string[] = [];

async function listen(port: number): Promise<void> {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? '', 'http://x/').searchParams.get('to');
    response
      .writeHead(to === null ? 200 : 302, {
        'Content-Type': 'text/html',
        ...(to !== null && { Location: Buffer.from(to).toString('latin1') }),
      })
      .end('Here');
  });
  server.on('connection', (socket) => connected.push(socket.localAddress ?? ''));
  server.listen(port, '::');
  await once(server, 'listening');
  server.unref();
}

async function main(): Promise<void> {
  const urls = (await json(process.stdin)) as readonly string[];
  for (const port of [80, 443, 22, 8080]) await listen(port);
  // Every other name is private, and one changes its mind once it was looked at.
  const close = await serveNames((name, asked) =>
    name === 'rebind.example' ? [asked === 0 ? good : '127.0.0.1'] : (names[name] ?? ['127.0.0.1', '::1']),
  );
  const counters = { hit: async () => ({ hits: 1, resetAt: 0 }) };
  const fetchPage = createSafeFetch({
    rules: { allow: [], ports: [80, 443] },
    userAgent: 'test',
    pace: createPace({ counters, now: () => 0 }),
    closing: new AbortController().signal,
  });
  const tried: Tried[] = [];
  for (const url of urls) {
    connected.length = 0;
    const fetched = await fetchPage({ url });
    const reason = fetched.outcome === 'unreachable' ? fetched.reason : '';
    tried.push({ url, outcome: fetched.outcome, reason, connected: [...connected] });
  }
  // The listener sees who comes, wherever that is.
  connected.length = 0;
  for (const host of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00:ec2::254']) {
    const socket = connect(80, host);
    await once(socket, 'connect');
    socket.destroy();
  }
  tried.push({ url: 'control', outcome: '', reason: '', connected: [...connected] });
  process.stdout.write(JSON.stringify(tried));
  close();
}

await main();

/** One of the servers of hot-reads.ts, as a process of its own: `hot-read-server.ts bare|hot|fragment CASE`. */
import { createServer, type RequestListener, type Server } from 'node:http';
import express from 'express';
import { makeReady, type Ready } from '../src/comments/ready-bytes.ts';
import { blocksOf, hotReads } from '../src/http/hot-reads.ts';
import { createHttpServer, listenAt } from '../src/http/server.ts';
import { createMetrics } from '../src/operating/metrics.ts';
import { createStoreTimes } from '../src/operating/store-times.ts';
import { speechIn } from '../src/reader/speech.ts';
import { linksAt } from '../src/reader/thread-links.ts';
import { threadList } from '../src/reader/thread-list.ts';
import type { ThreadView } from '../src/wire/thread.ts';
import { fragmentTarget, target } from './hot-read-target.ts';
import { threadOfSize } from './thread-of-size.ts';

/** Nothing but Node: one answer, whatever was asked. */
function bare(ready: Ready, asked: string): Server {
  const form = asked === 'brotli' ? ready.br : ready.identity;
  const { whole, notModified } = blocksOf(form);
  if (asked === 'not modified') return createServer((_request, response) => response.writeHead(304, notModified).end());
  return createServer((_request, response) => response.writeHead(200, whole).end(form.body));
}

function hot(ready: Ready, target: string): RequestListener {
  const known = new Map([[target, ready]]);
  const nothing = { waiting: 0, due: 0, failed: 0 };
  const metrics = createMetrics({
    store: {
      jobs: { counts: async () => nothing },
      queue: { counts: async () => ({ pending: 0, approved: 0, spam: 0, trash: 0 }) },
    },
    sites: { all: async () => [] },
    threads: { size: () => ready.bytes },
    live: { count: () => 0 },
    storeTimes: createStoreTimes(),
    now: Date.now,
  });
  return hotReads({ threads: { peek: (asked) => known.get(asked) }, app: express(), metrics });
}

const [kind, asked = 'identity'] = process.argv.slice(2);
/** The list as HTML of the very thread that the others answer as JSON. */
function fragmentOf(json: Buffer): Buffer {
  const speech = speechIn('en');
  const links = linksAt('https://comments.example', { site: 'blog', url: 'https://blog.example/' }, 'https://blog.example/');
  return Buffer.from(threadList(JSON.parse(json.toString()) as ThreadView, speech, links).text);
}

const json = threadOfSize(42_000);
const isFragment = kind === 'fragment';
const ready = isFragment
  ? await makeReady(fragmentOf(json), { sMaxAge: 0, type: 'text/html; charset=utf-8' })
  : await makeReady(json, { sMaxAge: 0 });
const asks = isFragment ? fragmentTarget : target;
const server = createHttpServer();
server.answerWith(hot(ready, asks));
const url = await listenAt(kind === 'bare' ? { ...server, server: bare(ready, asked) } : server, { host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ url: url + asks, etag: ready.identity.etag }));

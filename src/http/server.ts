import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RefusalCode } from '../refusal.ts';
import { answerClientError, refuseTunnel } from './client-error.ts';
import { closeUnlessRead } from './linger.ts';
import { problem } from './problem.ts';
import { hasBody } from './read-body.ts';

/** With Node's defaults 10,000 half-open requests stay for 90 s, with these for 12 s. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the 60 s of nginx and most balancers: who reuses a connection just as we close it gets no answer.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 32 * 1024,
  // Node would answer by itself, with nothing in it.
  requireHostHeader: false,
};

export interface HttpServer {
  readonly server: Server;
  /** Until then every request is told to come back: a service that has to open its store knows its own URL only once it listens. */
  answerWith(listener: RequestListener): void;
}

/** The server with its limits in front of a listener. Whatever it refuses by itself is problem+json too. */
export function createHttpServer(): HttpServer {
  let answer: RequestListener = (_request, response) => refuseNow(response, 'unavailable', 'The service is starting.');
  const server = createServer(limits, (request, response) => {
    if (!server.listening) response.shouldKeepAlive = false;
    if (hasBody(request)) closeUnlessRead(request, response);
    // RFC 9112, section 3.2.
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      refuseNow(response, 'invalid', 'The Host header is missing.');
    else answer(request, response);
  });
  watchForSilent(server);
  server.on('clientError', answerClientError);
  server.on('checkExpectation', (request, response) => {
    closeUnlessRead(request, response);
    refuseNow(response, 'invalid', 'This expectation cannot be met.');
  });
  server.on('connect', (_request, socket) => refuseTunnel(socket as Socket));
  return {
    server,
    answerWith: (listener) => {
      answer = listener;
    },
  };
}

function refuseNow(response: ServerResponse, code: RefusalCode, message: string): void {
  const answer = problem(code, { message });
  const body = Buffer.from(JSON.stringify(answer));
  const retry = code === 'unavailable' ? { 'Retry-After': '1' } : {};
  const headers = {
    'Content-Type': 'application/problem+json',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...retry,
  };
  response.writeHead(answer.status, headers).end(body);
}

/** Answers the URL it is reached at, with the port that the system chose for port 0. */
export async function listenAt(
  { server }: HttpServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

const idleCheckMs = 50;

/** Connections that were opened ahead of need and have asked nothing: to Node they are not idle, and would hold up the end. */
const openSockets = new WeakMap<Server, Set<Socket>>();

function watchForSilent(server: Server): void {
  const sockets = new Set<Socket>();
  openSockets.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

function closeSilent(server: Server): void {
  for (const socket of openSockets.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
}

/** Accepts nothing more and waits for what is running; after `graceMs` whatever is left is cut. */
export async function closeServer({ server }: HttpServer, graceMs = 8_000): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // A connection becomes idle when its last answer is out.
  const idle = setInterval(() => {
    server.closeIdleConnections();
    closeSilent(server);
  }, idleCheckMs);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import express, { type Express, type RequestHandler } from 'express';
import { answerErrors, notFound } from '../../src/http/answer-errors.ts';
import { closeServer, createHttpServer, type HttpServer, listenAt } from '../../src/http/server.ts';
import { logTo } from '../../src/operating/log.ts';

/** A small service of a test's own behind our server, on a real socket. */
export interface Serving {
  readonly http: HttpServer;
  readonly app: Express;
  readonly url: string;
  readonly port: number;
  readonly logged: readonly string[];
}

interface Doors {
  readonly trustProxy?: boolean | number | string;
  readonly first?: readonly RequestHandler[];
  doors(app: Express): void;
}

export async function serving(test: TestContext, { doors, first = [], trustProxy = false }: Doors): Promise<Serving> {
  const http = createHttpServer();
  const logged: string[] = [];
  const app = express().disable('x-powered-by').set('etag', false).set('trust proxy', trustProxy);
  for (const handler of first) app.use(handler);
  doors(app);
  app.use(notFound(app), answerErrors(logTo({ write: (line) => void logged.push(line) }, 'trace')));
  http.answerWith(app);
  const url = await listenAt(http, { host: '127.0.0.1', port: 0 });
  test.after(() => closeServer(http, 100));
  return { http, app, url, port: Number(new URL(url).port), logged };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection on which a test says byte by byte what it wants to. */
export interface Wire {
  readonly socket: Socket;
  /** Everything received, once the other side has closed. */
  closed(): Promise<Answer>;
}

export async function wireTo({ port }: Pick<Serving, 'port'>, text = ''): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk)).on('error', () => undefined);
  const gone = Promise.race([once(socket, 'end'), once(socket, 'close')]).catch(() => undefined);
  await once(socket, 'connect');
  socket.write(text);
  const closed = async (): Promise<Answer> => {
    await gone;
    socket.destroy();
    return readAnswer(Buffer.concat(received).toString());
  };
  return { socket, closed };
}

function readAnswer(text: string): Answer {
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(':', 1)[0]?.toLowerCase(), line.replace(/^[^:]*: */, '')]));
  return { status: Number(first.split(' ')[1]), headers, body };
}

/** Resolves once the condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

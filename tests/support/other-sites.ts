import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A server of somebody else on loopback. */
export interface OtherSite {
  readonly url: string;
  /** `127.0.0.1:PORT`, as FETCH_ALLOW names it. */
  readonly pair: string;
  /** `GET /path` for each request so far. */
  readonly asked: readonly string[];
  /** What it answers from now on, by path. */
  answer(path: string, answer: Answer): void;
}

export type Answer =
  | string
  | RequestListener
  | {
      readonly status?: number;
      readonly type?: string;
      readonly body?: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    };

export async function otherSite(test: TestContext, answers: Readonly<Record<string, Answer>> = {}): Promise<OtherSite> {
  const known = new Map(Object.entries(answers));
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    give(known.get(request.url ?? ''), request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const pair = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${pair}`, pair, asked, answer: (path, answer) => void known.set(path, answer) };
}

function give(answer: Answer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === 'function') {
    answer(request, response);
    return;
  }
  const {
    status = 200,
    type = 'text/html; charset=utf-8',
    body = '',
    headers = {},
  } = answer === undefined ? { status: 404, body: 'Not here' } : typeof answer === 'string' ? { body: answer } : answer;
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(request.method === 'HEAD' ? undefined : body);
}

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** One call as Akismet got it. */
export interface Call {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface AkismetServer {
  readonly endpoint: string;
  readonly calls: readonly Call[];
  /** How it answers from now on. */
  answer(as: AnswerName): void;
  callsOf(path: 'comment-check' | 'submit-spam' | 'submit-ham' | 'verify-key'): readonly Call[];
}

type Answering = (response: ServerResponse, path: string) => void;

const said = (text: string, more: { readonly status?: number; readonly headers?: Record<string, string> } = {}): Answering => {
  return (response) => void response.writeHead(more.status ?? 200, more.headers ?? {}).end(text);
};

const sound = {
  ham: said('false'),
  spam: said('true'),
  blatant: said('true', { headers: { 'X-akismet-pro-tip': 'discard' } }),
  later: said('false', { headers: { 'X-akismet-recheck-after': '120' } }),
} satisfies Record<string, Answering>;

/** The kinds of no answer. */
const unsound = {
  empty: said(''),
  html: said('<html><title>503</title></html>', { headers: { 'Content-Type': 'text/html' } }),
  'server error': said('Internal Server Error', { status: 500 }),
  'server error that says false': said('false', { status: 502 }),
  slow: () => undefined,
  'slow after the headers': (response) => void response.writeHead(200, { 'Content-Length': '5' }).write('f'),
  'cut off': (response) => {
    response.writeHead(200, { 'Content-Length': '5' });
    response.write('fal', () => response.destroy());
  },
  'wrong header': said('', { headers: { 'X-akismet-debug-help': 'Empty "blog" value' } }),
  'invalid key': said('invalid'),
  redirect: said('', { status: 302, headers: { Location: '/elsewhere' } }),
  endless: (response) => {
    const more = () => {
      while (!response.destroyed && response.write('false'.repeat(4_000)));
    };
    response.on('drain', more);
    more();
  },
  'nearly false': said('false\n'),
  JSON: said('{"spam":false}', { headers: { 'Content-Type': 'application/json' } }),
  'no HTTP': (response) => void response.socket?.end('what?\r\n\r\n'),
} satisfies Record<string, Answering>;

export type AnswerName = keyof typeof sound | keyof typeof unsound;
export const nonAnswers = Object.keys(unsound) as readonly (keyof typeof unsound)[];

/** A server that answers as Akismet does, well or badly. */
export async function akismetServer(test: TestContext): Promise<AkismetServer> {
  const calls: Call[] = [];
  let answering: Answering = sound.ham;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const path = request.url?.split('/').at(-1) ?? '';
      calls.push({ path, fields: Object.fromEntries(new URLSearchParams(body)) });
      if (path === 'elsewhere') response.end('false');
      else answering(response, path);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (as) => {
      answering = { ...sound, ...unsound }[as];
    },
    callsOf: (path) => calls.filter((call) => call.path === path),
  };
}

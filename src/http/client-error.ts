import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { RefusalCode } from '../refusal.ts';
import { lingerAndClose, moreArrived } from './linger.ts';
import { type Problem, problem } from './problem.ts';

interface Flaw {
  readonly code: RefusalCode;
  readonly status?: number;
  readonly message: string;
}

const flaws: Readonly<Record<string, Flaw>> = {
  HPE_HEADER_OVERFLOW: { code: 'too-long', message: 'The request’s head is longer than 32 KB.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { code: 'too-large', message: 'The chunk extensions are too long.' },
  HPE_INVALID_METHOD: { code: 'method-not-allowed', message: 'There is no such method.' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'invalid', status: 408, message: 'The request took too long to arrive.' },
};

const malformed: Flaw = { code: 'invalid', message: 'This is not a well-formed HTTP request.' };

/** Answers what Node's parser gives up on, before there is a request: problem+json as everywhere, and the end of the connection. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  // Each further piece of the same broken request comes here again.
  if (!socket.writable) {
    moreArrived(socket);
    return;
  }
  if (error.code === 'ECONNRESET' || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const { code, status, message } = flaws[error.code ?? ''] ?? malformed;
  writeProblem(socket, { ...problem(code, { message }), ...(status && { status, title: STATUS_CODES[status] ?? '' }) });
}

/** A method that asks for a tunnel (CONNECT) reaches no request listener. */
export function refuseTunnel(socket: Socket): void {
  socket.on('data', () => moreArrived(socket)).on('error', () => undefined);
  writeProblem(socket, problem('method-not-allowed'));
}

function writeProblem(socket: Socket, answer: Problem): void {
  const body = JSON.stringify(answer);
  const allow = answer.status === 405 ? ['Allow: GET, HEAD, POST, PATCH, DELETE, OPTIONS'] : [];
  const head = [
    `HTTP/1.1 ${answer.status} ${answer.title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...allow,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  lingerAndClose(socket);
}

/** Bytes of another answer are on the wire already: a second one would be taken for a part of it. Node keeps it under this name. */
function isAnswering(socket: Socket): boolean {
  return (socket as Socket & { readonly _httpMessage?: ServerResponse })._httpMessage?.headersSent ?? false;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const mostBytes = 512 * 1024;
const longestMs = 500;

/** How far each socket that is about to close may still be read. */
const readableTo = new WeakMap<Socket, number>();

/**
 * Closes a socket on which something is still arriving that nobody wants. Closed at once, the unread bytes would make the kernel
 * send a reset, and a client busy with sending would not read our answer (RFC 9112, section 9.6); read to the end, a refused
 * gigabyte costs a gigabyte. So the answer goes out, a little more is thrown away, and then the socket is gone.
 */
export function lingerAndClose(socket: Socket): void {
  limitReading(socket);
  const late = setTimeout(() => socket.destroy(), longestMs);
  socket.once('close', () => clearTimeout(late)).end();
}

function limitReading(socket: Socket): void {
  if (!readableTo.has(socket)) readableTo.set(socket, socket.bytesRead + mostBytes);
}

/** To be told of each piece that still arrives. */
export function moreArrived(socket: Socket): void {
  if (socket.bytesRead > (readableTo.get(socket) ?? Number.POSITIVE_INFINITY)) socket.destroy();
}

/** Sees to it that an answer given before the request's body was read is the last one on its connection. */
export function closeUnlessRead(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead } = response;
  const checked = (...given: Parameters<typeof writeHead>): ServerResponse => {
    if (!request.complete) throwRestAway(request, response);
    return writeHead.apply(response, given);
  };
  response.writeHead = checked as typeof writeHead;
}

function throwRestAway(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  response.shouldKeepAlive = false;
  limitReading(socket);
  // From now on, and not once the answer is out: of a request that nobody listens to by then, Node reads the rest without a word.
  request.on('data', () => moreArrived(socket)).resume();
  // What Node calls once the last answer of a connection is written.
  socket.destroySoon = () => {
    lingerAndClose(socket);
    if (request.complete) socket.destroy();
    else request.once('end', () => socket.destroy());
  };
}

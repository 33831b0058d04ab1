import type { IncomingMessage } from 'node:http';
import { refuse } from '../refusal.ts';

/**
 * The body, up to `limit` bytes. express' own parsers read a body that is too large to its end before they say so, which costs
 * whoever sends a gigabyte nothing and us a gigabyte: here reading stops, and the server closes the socket (see linger.ts).
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) refuse('too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) stop(() => refuse('too-large'));
    };
    const stop = (outcome: () => Buffer) => {
      request.off('data', take).off('close', broken).pause();
      try {
        resolve(outcome());
      } catch (error) {
        reject(error);
      }
    };
    const broken = () => stop(() => refuse('invalid', { message: 'The body ended before its end.' }));
    request.on('data', take).once('end', () => stop(() => Buffer.concat(chunks, size)));
    request.once('error', broken).once('close', broken);
  });
}

/** Whether a body comes at all (RFC 9112, section 6.3). */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** One media type in UTF-8, not compressed: a bomb would be one of few bytes. */
export function requireType({ headers }: Pick<IncomingMessage, 'headers'>, type: string): void {
  const [given = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every((parameter) => !/^\s*charset=/.test(parameter) || /^\s*charset="?utf-?8"?\s*$/.test(parameter));
  if (given.trim() !== type || !isUtf8) refuse('unsupported-type', { message: `The body must be ${type} in UTF-8.` });
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    refuse('unsupported-type', { message: 'The body must not be compressed.' });
  }
}

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export interface Capped {
  readonly bytes: Buffer;
  /** There was more than we take, on the wire or decoded. */
  readonly isCut: boolean;
}

/** A body's beginning, decoded: at most `most` bytes on the wire and as many decoded. Reading stops there; the socket is the caller's. */
export async function readCapped(response: IncomingMessage, most: number): Promise<Capped> {
  let isCut = false;
  const cut = () => {
    isCut = true;
  };
  const wire = limited(response, most, cut);
  const decoded = limited(decode(wire, response.headers['content-encoding']), most, cut);
  const chunks: Buffer[] = [];
  for await (const chunk of decoded) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), isCut };
}

async function* limited(source: AsyncIterable<Buffer>, most: number, cut: () => void): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of source) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left < 0) return cut();
  }
}

// What was cut off is decoded as far as it goes, as a browser does it.
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
const lenientBrotli = { finishFlush: constants.BROTLI_OPERATION_FLUSH };

function decode(wire: AsyncGenerator<Buffer>, encoding: string | undefined): AsyncIterable<Buffer> {
  const decoder = decoderOf((encoding ?? 'identity').trim().toLowerCase());
  if (decoder === null) return wire;
  const source = Readable.from(wire);
  source.on('error', (error) => decoder.destroy(error));
  decoder.on('close', () => source.destroy());
  return source.pipe(decoder);
}

/** We ask for none but these; of any other the bytes stay what they are, and nothing is found in them. */
function decoderOf(encoding: string) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip(lenient);
  if (encoding === 'deflate') return createInflate(lenient);
  return encoding === 'br' ? createBrotliDecompress(lenientBrotli) : null;
}

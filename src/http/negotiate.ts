import type { Encoding } from '../comments/ready-bytes.ts';

/** There are a few dozen such headers in the world. Who invents more gets them forgotten together with the others. */
const known = new Map<string, Encoding>();
const mostKnown = 500;
const longestKnown = 200;

/** The best of our encodings for an Accept-Encoding header (RFC 9110, section 12.5.3). Without one, and for nonsense: none. */
export function encodingFor(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const remembered = known.get(header);
  if (remembered !== undefined) return remembered;
  const encoding = readEncodings(header);
  if (known.size >= mostKnown) known.clear();
  if (header.length <= longestKnown) known.set(header, encoding);
  return encoding;
}

/** In the order of our preference, where theirs is a tie. */
const ours: readonly Encoding[] = ['br', 'gzip', 'identity'];

function readEncodings(header: string): Encoding {
  const weights = new Map(header.split(',').map(weightOf));
  const weight = (encoding: Encoding): number =>
    weights.get(encoding) ?? (encoding === 'identity' ? unnamedIdentity : (weights.get('*') ?? 0));
  const best = ours.reduce((left, right) => (weight(right) > weight(left) ? right : left));
  return weight(best) > 0 ? best : 'identity';
}

/** Plain bytes are acceptable unless refused, and the last resort for who names anything else. */
const unnamedIdentity = 0.0001;

function weightOf(item: string): [name: string, weight: number] {
  const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return [name === 'x-gzip' ? 'gzip' : name, weight >= 0 && weight <= 1 ? weight : 0];
}

/** Whether an If-None-Match names this tag: weakly compared, any of a list, or `*` (RFC 9110, section 13.1.2). */
export function namesTag(header: string, etag: string): boolean {
  if (header === etag || header.trim() === '*') return true;
  return header.match(/"[^"]*"/g)?.includes(etag) ?? false;
}

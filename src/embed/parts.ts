import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Encoding, etagOf } from '../comments/ready-bytes.ts';

/** One script of the widget in every encoding, as the build left it. */
export interface Part extends Readonly<Record<Encoding, Buffer>> {
  readonly etag: string;
}

export interface Parts {
  readonly loader: Part;
  /** The name of the build, under which its parts never change. */
  readonly build: string;
  readonly byName: ReadonlyMap<string, Part>;
}

/** The same from src/ and from dist/. */
const folder = join(import.meta.dirname, '../../dist/widget');

/** What `npm run build` made of src/widget; null where nobody built it. All of it takes less memory than one thread. */
export function readParts(from = folder): Parts | null {
  if (!existsSync(join(from, 'embed.js'))) return null;
  const build = readdirSync(from, { withFileTypes: true }).find((entry) => entry.isDirectory())?.name ?? '';
  const names = readdirSync(join(from, build)).filter((name) => name.endsWith('.js'));
  const parts = names.map((name) => [basename(name, '.js'), readPart(join(from, build, name))] as const);
  return { loader: readPart(join(from, 'embed.js')), build, byName: new Map(parts) };
}

/** One file beside its compressed forms, as the build leaves it. */
export function readPart(path: string): Part {
  const identity = readFileSync(path);
  return { identity, br: readFileSync(`${path}.br`), gzip: readFileSync(`${path}.gz`), etag: etagOf(identity) };
}

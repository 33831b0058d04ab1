import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, readPart } from '../embed/parts.ts';

export interface Dashboard {
  /** The name of the build, under which its files never change. */
  readonly build: string;
  /** Its script and its stylesheet, by name. */
  readonly parts: ReadonlyMap<string, Part>;
}

/** The same from src/ and from dist/. */
const folder = join(import.meta.dirname, '../../dist/admin');

/** What `npm run build` made of src/admin; null where nobody built it. */
export function readDashboard(from = folder): Dashboard | null {
  const build = existsSync(from) ? readdirSync(from)[0] : undefined;
  if (build === undefined) return null;
  const files = ['dashboard.js', 'dashboard.css'];
  return { build, parts: new Map(files.map((name) => [name, readPart(join(from, build, name))])) };
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, readPart } from '../embed/parts.ts';

/** What a moderator's browser loads of the dashboard. */
export const files = ['dashboard.js', 'dashboard.css'] as const;
export type DashboardFile = (typeof files)[number];

export interface Dashboard {
  /** The name of the build, under which its files never change. */
  readonly build: string;
  readonly parts: Readonly<Record<DashboardFile, Part>>;
}

/** The same from src/ and from dist/. */
const folder = join(import.meta.dirname, '../../dist/admin');

/** What `npm run build` made of src/admin; null where nobody built it. */
export function readDashboard(from = folder): Dashboard | null {
  const build = existsSync(from) ? readdirSync(from)[0] : undefined;
  if (build === undefined) return null;
  const [script, style] = files.map((name) => readPart(join(from, build, name)));
  return script && style ? { build, parts: { 'dashboard.js': script, 'dashboard.css': style } } : null;
}

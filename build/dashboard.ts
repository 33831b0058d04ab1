/** Bundles the dashboard into dist/admin/BUILD: one script and one stylesheet, each beside its compressed forms. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeCompressed } from './compressed.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'dist/admin');

const { outputFiles } = await build({
  entryPoints: { 'dashboard.js': join(root, 'src/admin/main.tsx'), 'dashboard.css': join(root, 'src/admin/style/dashboard.css') },
  entryNames: '[name]',
  outdir: folder,
  bundle: true,
  minify: true,
  write: false,
  charset: 'utf8',
  format: 'esm',
  target: ['es2022', 'safari16'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
const files = outputFiles.map(({ path, text }) => [path.endsWith('.css') ? 'dashboard.css' : 'dashboard.js', text] as const);
const name = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, name), { recursive: true });
for (const [file, text] of files) writeCompressed(join(folder, name, file), text);

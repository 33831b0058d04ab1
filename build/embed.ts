/** Bundles the widget into dist/widget: the loader, and the parts it fetches, each beside its compressed forms. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { onPagesOnly, type Words } from '../src/words/words.ts';
import { writeCompressed } from './compressed.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'dist/widget');
const notLanguages = /^(words|fill|language|refused)\.ts$/;
const languages = readdirSync(join(root, 'src/words'))
  .filter((name) => name.endsWith('.ts') && !notLanguages.test(name))
  .map((name) => name.replace('.ts', ''));

const shared: BuildOptions = { bundle: true, minify: true, write: false, charset: 'utf8', target: 'es2022', logLevel: 'warning' };

/** What hardly any reader needs is a part of its own, which the others import from beside them. */
const apart: Plugin = {
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/(prove|report)\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace('.ts', '.js'), external: true } : null,
    ),
};

async function bundled(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...shared, ...options });
  return outputFiles?.[0]?.text ?? '';
}

const partOf = async (name: string, entry: string): Promise<readonly [name: string, text: string]> => [
  name,
  await bundled({ entryPoints: [join(root, 'src', entry)], format: 'esm', plugins: [apart] }),
];

async function wordsOf(language: string): Promise<readonly [name: string, text: string]> {
  const { words } = (await import(`../src/words/${language}.ts`)) as { words: Words };
  const said = Object.entries(words).filter(([key]) => !onPagesOnly.some((other) => other === key));
  const contents = `export const words = ${JSON.stringify(Object.fromEntries(said))}`;
  return [`words-${language}`, await bundled({ stdin: { contents }, format: 'esm' })];
}

const parts = await Promise.all([
  partOf('widget', 'widget/mount.ts'),
  partOf('counts', 'widget/counts.ts'),
  partOf('prove', 'widget/prove.ts'),
  partOf('report', 'widget/report.ts'),
  ...languages.map(wordsOf),
]);
const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
const loader = await bundled({
  entryPoints: [join(root, 'src/widget/loader.ts')],
  format: 'iife',
  define: { build: JSON.stringify(name), languages: JSON.stringify(languages) },
});

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, name), { recursive: true });
writeCompressed(join(folder, 'embed.js'), loader);
for (const [part, text] of parts) writeCompressed(join(folder, name, `${part}.js`), text);

import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { settings } from '../../src/config.ts';
import { defaultSettings, SiteSettings } from '../../src/wire/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The rows of a page's first table, cell by cell. */
function rows(page: string): string[][] {
  const lines = read(page).split('\n');
  return lines
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

test('docs/settings.md names every setting, with its default', () => {
  const defaults: Record<string, unknown> = defaultSettings;
  const said = rows('docs/settings.md').map(([key = '', value = '']) => [
    key.replaceAll('`', ''),
    value.replaceAll('`', '').trim(),
  ]);
  const own = Object.keys(SiteSettings.shape).map((key) => [key, JSON.stringify(defaults[key])]);
  const given = (list: unknown[][]) => list.filter(([key]) => key !== 'name' && key !== 'hosts').sort();
  deepEqual(given(said), given(own));
});

test('docs/configuration.md names every variable, with its default, and which are secret', () => {
  const said = rows('docs/configuration.md').map(([name = '', value = '', meaning = '']) => ({
    name: name.replaceAll('`', ''),
    value: /^`(.*)`$/.exec(value)?.[1] ?? null,
    secret: /^[*_]secret[*_]/.test(meaning),
  }));
  const own = Object.values(settings).map(({ name, otherwise, secret }) => ({ name, value: otherwise || null, secret }));
  deepEqual(said, own);
});

test('links between our pages lead somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })];
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .filter(([, target = '']) => !existsSync(join(root, dirname(page), target)))
      .map(([, target]) => `${page}: ${target}`),
  );
  deepEqual(dead, []);
});

test('every decision has its number once, and every dependency its reason', () => {
  const numbers = globSync('docs/decisions/*.md', { cwd: root }).map((path) => /(\d{3})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? path);
  equal(new Set(numbers).size, numbers.length);
  const reasons = read('docs/decisions/005-dependencies.md');
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const name of Object.keys(manifest[kind] ?? {})) ok(reasons.includes(`\`${name}\``), `${name} has no reason`);
  }
});

test('CI runs what the README promises', () => {
  const [install = '', tests = ''] = [...read('README.md').matchAll(/^```sh\n(npm ci && .*)\n```$/gm)].map(
    ([, command]) => command,
  );
  equal(install, 'npm ci && npm start');
  ok(read('.ci/run').includes(`promised='${tests}'`));
});

import type { Source } from './source-tree.ts';

const empty = 'util utils helper helpers common core lib misc manager base abstract impl data index'.split(' ');
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const adaptersAndContract = /^(src\/storage\/(sqlite|mongo)\/|tests\/storage\/contract)/;

/** Names that say nothing: of files and folders, and of classes by their capitals. */
export function emptyNames(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, classes }) => {
    const parts = path.replace(/(\.test)?\.tsx?$/, '').split('/');
    const crooked = parts.filter((part) => !kebab.test(part));
    const hollow = [...parts, ...classes.map(inKebab)].filter(saysNothing);
    return [...crooked, ...hollow].map((name) => `${path} (${name})`);
  });
}

/** `helpers`, `thread-helpers` and `store-base` say nothing; `common-passwords` and `search-index` do. */
function saysNothing(name: string): boolean {
  return empty.includes(name) || /^abstract-|-(utils?|helpers?|manager|impl|misc|base)$/.test(name);
}

const inKebab = (className: string): string => className.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

export const barrels = (sources: readonly Source[]): string[] => sources.filter((it) => it.isBarrel).map(({ path }) => path);

export function longFiles(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, lines }) => lines > (adaptersAndContract.test(path) ? 450 : 300))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

/** Half of the files of `src` within 80 lines, nine in ten within 180. */
export function bulkyFiles(sources: readonly Source[]): string[] {
  const lengths = inSrc(sources).map(({ lines }) => lines);
  return [...over(lengths, 0.5, 80, 'lines a file'), ...over(lengths, 0.9, 180, 'lines a file')];
}

export function longFunctions(sources: readonly Source[]): string[] {
  return functionsOf(sources)
    .filter(({ lines }) => lines > 45)
    .map(({ path, line, lines }) => `${path}:${line} has ${lines} lines`);
}

/** Half of the functions that have a name within 10 lines; callbacks would only flatter the figure. */
export function bulkyFunctions(sources: readonly Source[]): string[] {
  const lengths = functionsOf(sources).flatMap(({ name, lines }) => (name ? [lines] : []));
  return over(lengths, 0.5, 10, 'lines a function');
}

export function manyParameters(sources: readonly Source[]): string[] {
  return functionsOf(sources)
    .filter(({ parameters }) => parameters > 3)
    .map(({ path, line, parameters }) => `${path}:${line} has ${parameters} parameters`);
}

const inSrc = (sources: readonly Source[]): Source[] => sources.filter(({ path }) => path.startsWith('src/'));

const functionsOf = (sources: readonly Source[]) =>
  inSrc(sources).flatMap(({ path, functions }) => functions.map((shape) => ({ path, ...shape })));

function over(lengths: readonly number[], share: number, limit: number, unit: string): string[] {
  const sorted = lengths.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return found > limit ? [`${share * 100} % reach ${found} ${unit}, above ${limit}`] : [];
}

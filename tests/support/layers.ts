import type { Source } from './source-tree.ts';

interface Place {
  readonly place: string;
  readonly is: RegExp;
  /** Places it may import from. */
  readonly knows: string;
  /** Places it may import types from, beside those. */
  readonly types?: string;
}

const house = 'http part job worker net wire refusal port';

/** Who may know whom. The first line that fits a file names its place; what the line does not name, the file may not import. */
const places: readonly Place[] = [
  { place: 'start', is: /^(main|serve)\.ts$/, knows: `start service config app server handlers ${house}` },
  { place: 'cli', is: /^cli\//, knows: `cli start service config app server handlers adapter ${house}` },
  { place: 'service', is: /^service\.ts$/, knows: `config app server handlers adapter ${house}` },
  { place: 'config', is: /^config\.ts$/, knows: 'part refusal' },
  { place: 'app', is: /^http\/app\.ts$/, knows: 'http routes part port wire refusal', types: 'service config job' },
  { place: 'server', is: /^http\/server\.ts$/, knows: 'app http part port wire refusal', types: 'service config job' },
  { place: 'http', is: /^http\//, knows: 'http part port net wire words refusal', types: 'routes service config job' },
  {
    place: 'routes',
    is: /(^|[/-])routes\.ts$/,
    knows: 'http routes part net wire words refusal',
    types: 'service config port job',
  },
  { place: 'handlers', is: /^jobs\/handlers\.ts$/, knows: 'part job refusal', types: 'worker port' },
  { place: 'worker', is: /^jobs\/worker\.ts$/, knows: 'job part', types: 'port handlers' },
  { place: 'job', is: /^jobs\//, knows: 'job refusal', types: 'part port' },
  { place: 'adapter', is: /^storage\/(sqlite|mongo)\//, knows: 'adapter port pure refusal', types: 'part job wire' },
  { place: 'port', is: /^storage\//, knows: 'port pure refusal', types: 'part job wire' },
  { place: 'net', is: /^net\//, knows: 'net refusal', types: 'part' },
  { place: 'wire', is: /^wire\//, knows: 'wire' },
  { place: 'refusal', is: /^refusal\.ts$/, knows: '' },
  { place: 'words', is: /^words\//, knows: 'words' },
  { place: 'widget', is: /^widget\//, knows: 'widget words', types: 'wire' },
  { place: 'admin', is: /^admin\//, knows: 'admin', types: 'wire' },
];
const part: Place = { place: 'part', is: /./, knows: 'part job net wire words refusal cursor', types: 'port' };

/** Places that are a matter of what the imported file is, whatever folder it is in. */
const alsoAs = (file: Source): string[] => [
  ...(file.path === 'src/storage/cursor.ts' ? ['cursor'] : []),
  ...(isPure(file) ? ['pure'] : []),
];

/** Knows nothing of the port, the edges or the network: what an adapter may call, such as the state rules of a comment. */
function isPure(file: Source): boolean {
  const place = placeOf(file.path);
  const reachesOut = file.imports.some((it) => /^(src\/(storage\/store|http\/)|undici$)/.test(it.from));
  return ['part', 'job', 'wire', 'net'].includes(place) && !reachesOut;
}

/** `src/main.ts -> src/storage/sqlite/open.ts` for each import that climbs the stairs or goes through a wall. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const ours = sources.filter(({ path }) => path.startsWith('src/'));
  return ours.flatMap((source) => {
    const { knows, types = '' } = lineOf(source.path);
    return source.imports.flatMap((it) => {
      const target = byPath.get(it.from);
      if (!target || !it.from.startsWith('src/')) return [];
      const stands = [placeOf(target.path), ...alsoAs(target)];
      const allowed = it.typeOnly ? `${knows} ${types}`.split(' ') : knows.split(' ');
      return stands.some((one) => allowed.includes(one)) ? [] : [breach(source, it)];
    });
  });
}

/** Import cycles, types included: `a.ts -> b.ts -> a.ts`. */
export function importCycles(sources: readonly Source[]): string[] {
  const own = new Set(sources.map((source) => source.path));
  const next = new Map(
    sources.map((source) => [source.path, source.imports.map((it) => it.from).filter((path) => own.has(path))]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const source of sources) walk(source.path, []);
  return cycles;
}

const breach = (source: Source, it: { from: string; line: number }): string => `${source.path}:${it.line} -> ${it.from}`;
const placeOf = (path: string): string => lineOf(path).place;

function lineOf(path: string): Place {
  const inside = path.replace(/^src\//, '');
  return places.find(({ is }) => is.test(inside)) ?? part;
}

import type { Source } from './source-tree.ts';

/** A package, module or name of the outside world, and the only files of `src` that may reach for it. */
interface Reserved {
  readonly what: string;
  readonly imported?: RegExp;
  readonly used?: RegExp;
  readonly only: RegExp;
  /** Names of the module that do no harm anywhere. */
  readonly harmless?: RegExp;
  /** Types alone may be imported by everyone. */
  readonly typesAreFree?: boolean;
}

const edges = /^src\/(http\/|(.*[/-])?routes\.ts$)/;
/** A browser has nobody to hand it a clock or chance. */
const browser = String.raw`widget\/.*|admin\/.*`;
const start = new RegExp(String.raw`^src\/(${browser}|(main|service|cli\/main)\.ts)$`);
const servers = /^src\/(main\.ts|service\.ts|http\/)/;
const fetchers = /^src\/(net\/(safe-fetch|resolve)\.ts|spam\/akismet\.ts|widget\/|admin\/)/;
const clocks = new RegExp(String.raw`^src\/(${browser}|(main|service|cli\/main|operating\/metrics|http\/hot-reads)\.ts)$`);

export const reserved: readonly Reserved[] = [
  { what: 'express', imported: /^(express|express-rate-limit|helmet)$/, only: edges },
  { what: 'better-sqlite3', imported: /^(better-sqlite3|node:sqlite)$/, only: /^src\/storage\/sqlite\// },
  { what: 'akismet-api', imported: /^(akismet-api|superagent)$/, only: /^src\/spam\/akismet\.ts$/ },
  { what: 'mongoose', imported: /^(mongoose|mongodb)$/, only: /^src\/storage\/mongo\// },
  { what: 'process.env', used: /^process\.env$/, only: /^src\/config\.ts$/ },
  {
    what: 'outgoing HTTP',
    imported: /^(undici|node:(http|https|http2|net|tls|dgram|dns|dns\/promises))$/,
    used: /^(fetch\(\)|(globalThis|window|self)\.fetch|new WebSocket\(\))$/,
    only: fetchers,
    harmless: /^(isIP|isIPv4|isIPv6|BlockList|STATUS_CODES|METHODS)$/,
    typesAreFree: true,
  },
  { what: 'the clock', used: /^(Date\.now|new Date\(\)|Date\(\))$/, only: start },
  { what: 'the stopwatch', used: /^(performance\.now|process\.hrtime)$/, imported: /^node:perf_hooks$/, only: clocks },
  {
    what: 'chance',
    used: /^(randomUUID|randomBytes|randomInt|getRandomValues|ulid|monotonicFactory)\(\)$|^crypto\.(random|getRandom)|^Math\.random$/,
    imported: /^ulid$/,
    only: start,
  },
];

/** `src/comments/submit.ts:3 reaches for the clock`. */
export function reachesOutside(sources: readonly Source[], rule: Reserved): string[] {
  return sources
    .filter((source) => source.path.startsWith('src/') && !rule.only.test(source.path))
    .flatMap((source) => {
      const imports = source.imports.filter((it) => rule.imported?.test(it.from) && !isHarmless(source, it, rule));
      const uses = source.uses.filter((use) => rule.used?.test(use.what));
      return [...imports, ...uses].map(({ line }) => `${source.path}:${line} reaches for ${rule.what}`);
    });
}

function isHarmless(source: Source, it: Source['imports'][number], rule: Reserved): boolean {
  if (it.typeOnly && rule.typesAreFree) return true;
  const mayListen = it.from === 'node:http' && servers.test(source.path);
  return (
    it.names.length > 0 &&
    it.names.every((name) => rule.harmless?.test(name) || (mayListen && /^(createServer|[A-Z]\w+)$/.test(name)))
  );
}

/** `any` switches the compiler off, and nothing downstream notices. */
export function anyTypes(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, uses }) => uses.filter(({ what }) => what === 'any').map(({ line }) => `${path}:${line}`));
}

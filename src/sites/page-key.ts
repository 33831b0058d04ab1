import { withoutWww } from './host.ts';

/** Parameters that name a visit and not a page. A closed list, in docs/pages.md as well. */
const tracking = new Set([
  'fbclid',
  'gclid',
  'dclid',
  'msclkid',
  'yclid',
  'igshid',
  'mc_cid',
  'mc_eid',
  'ref',
  'replytocom',
  'preview',
]);
const trackingPrefix = 'utm_';
const longest = 2_000;

export interface KeyRules {
  /** null: every parameter but the tracking ones distinguishes pages; a list: only these do. */
  readonly pageQuery: readonly string[] | null;
}

/**
 * What makes a page a page: host, path and query. Scheme, default port, a leading `www.`, fragment, a trailing slash and tracking
 * parameters do not; the order of parameters does not either. `url` is the address to link to, without fragment and tracking.
 * Null for what is no http(s) address, carries credentials, or is longer than 2,000 characters.
 */
export function pageKeyOf(address: string, rules: KeyRules): { readonly key: string; readonly url: string } | null {
  if (address.length > longest || !/^https?:/i.test(address.trim()) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.hostname === '' || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  url.search = joined(parametersOf(url).filter(([name]) => !isTracking(name)));
  const distinguishing = parametersOf(url).filter(
    ([name]) => rules.pageQuery === null || rules.pageQuery.includes(decoded(name)),
  );
  const query = joined(
    distinguishing.map(([name, value]) => [normalEscapes(name), normalEscapes(value)] as const).sort(byNameOnly),
  );
  const path = normalEscapes(url.pathname).replace(/\/$/, '');
  return { key: `${withoutWww(url.host)}${path}${query === '' ? '' : `?${query}`}`, url: url.href };
}

type Parameter = readonly [name: string, value: string | undefined];

/** Raw pairs: URLSearchParams would rewrite the escapes of what it does not touch. */
function parametersOf(url: URL): Parameter[] {
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '');
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

function joined(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).join('&');
}

function isTracking(name: string): boolean {
  const plain = decoded(name).toLowerCase();
  return tracking.has(plain) || plain.startsWith(trackingPrefix);
}

/** The same parameter twice keeps its order: it means a list. */
function byNameOnly([a]: Parameter, [b]: Parameter): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Escapes in upper case, and none where none is needed (RFC 3986, section 6.2.2). */
function normalEscapes(text: string): string;
function normalEscapes(text: string | undefined): string | undefined;
function normalEscapes(text: string | undefined): string | undefined {
  return text?.replace(/%([0-9a-f]{2})/gi, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

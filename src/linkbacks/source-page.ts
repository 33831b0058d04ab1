import { unstacked } from '../wire/graphemes.ts';
import { plainUrl } from './same-url.ts';
import { type Open, walkHtml } from './walk-html.ts';

/** A page that is said to link to one of ours, as far as it can be told from its bytes. */
export interface SourcePage {
  readonly title: string | null;
  readonly siteName: string | null;
  /** The link to the target; of several the one that reads best. */
  readonly link: FoundLink | null;
  /** How many other hosts it links to. */
  readonly linkedHosts: number;
  /** Read to its end, so that it may be given to a parser that goes down every branch. */
  readonly isWhole: boolean;
}

export interface FoundLink {
  /** Where it leads, without fragment. */
  readonly target: string;
  /** `[…] 100 characters before, the link's text, 100 after […]`; null where there is no text. */
  readonly excerpt: string | null;
  readonly isHidden: boolean;
  /** In navigation, a sidebar, a footer or somebody's comment. */
  readonly isAside: boolean;
}

/** Which attributes make a link of which elements. */
const linking: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  area: ['href'],
  link: ['href'],
  img: ['src', 'longdesc'],
  video: ['src', 'poster'],
  audio: ['src'],
  source: ['src'],
  track: ['src'],
  embed: ['src'],
  object: ['data'],
  iframe: ['src'],
  blockquote: ['cite'],
  q: ['cite'],
  ins: ['cite'],
  del: ['cite'],
};

const blocks = new Set(
  'p div li ul ol td th tr table h1 h2 h3 h4 h5 h6 br hr pre blockquote section article figure figcaption dd dt'.split(' '),
);
const mostMatches = 50;
const longestTitle = 200;

interface Match {
  readonly element: Open;
  readonly target: string;
  readonly from: number;
  to: number;
}

/** Reads a page of HTML for the links to one of `targets`. */
export function readHtmlSource(
  text: string,
  { url, targets }: { readonly url: string; readonly targets: readonly string[] },
): SourcePage {
  const reading = { base: url, title: '', siteName: '', words: '', hosts: new Set<string>(), matches: [] as Match[] };
  const wanted = plainUrls(targets);
  const isWhole = walkHtml(text, {
    open: (element) => {
      const { name, attributes } = element;
      if (name === 'base' && reading.base === url) reading.base = plainUrl(attributes['href'] ?? '', url) ?? url;
      if (name === 'meta' && attributes['property'] === 'og:site_name') reading.siteName ||= attributes['content'] ?? '';
      if (blocks.has(name)) reading.words += ' ';
      for (const link of linksOf(element, reading.base)) {
        if (name === 'a') reading.hosts.add(new URL(link).hostname);
        if (wanted.has(link) && reading.matches.length < mostMatches)
          reading.matches.push({ element, target: link, from: reading.words.length, to: reading.words.length });
      }
    },
    text: (words, parent) => {
      if (parent?.name === 'title') reading.title = (reading.title + words).slice(0, 2_000);
      else if (!parent?.isHidden) reading.words += words;
    },
    close: (element) => {
      const match = element.name === 'a' ? reading.matches.findLast((one) => one.element === element) : undefined;
      if (match) match.to = reading.words.length;
      if (blocks.has(element.name)) reading.words += ' ';
    },
  });
  reading.hosts.delete(new URL(url).hostname);
  return {
    title: oneLine(reading.title, longestTitle),
    siteName: oneLine(reading.siteName, longestTitle),
    link: bestOf(reading.matches, reading.words),
    linkedHosts: reading.hosts.size,
    isWhole,
  };
}

/** Every address that an element links to, absolute and without fragment. */
export function linksOf({ name, attributes }: Pick<Open, 'name' | 'attributes'>, base: string): string[] {
  return (linking[name] ?? []).flatMap((attribute) => {
    const value = attributes[attribute];
    const link = value === undefined ? null : plainUrl(value, base);
    return link === null ? [] : [link];
  });
}

function bestOf(matches: readonly Match[], words: string): FoundLink | null {
  const rank = ({ element, from, to }: Match) => (element.isHidden ? 4 : 0) + (element.isAside ? 2 : 0) + (from === to ? 1 : 0);
  const [best] = matches.toSorted((a, b) => rank(a) - rank(b));
  if (best === undefined) return null;
  return { target: best.target, excerpt: excerptOf(words, best), isHidden: best.element.isHidden, isAside: best.element.isAside };
}

const around = 100;

/** The excerpt is text: whoever shows it escapes it. */
function excerptOf(words: string, { from, to }: Pick<Match, 'from' | 'to'>): string | null {
  const before = squeezed(words.slice(Math.max(0, from - 5_000), from));
  const linked = squeezed(words.slice(from, Math.min(to, from + 5_000))).slice(0, 2 * around);
  const after = squeezed(words.slice(to, to + 5_000));
  const middle = `${before.slice(-around)}${linked}${after.slice(0, around)}`.trim();
  return middle === '' ? null : unstacked(`[…] ${middle} […]`.toWellFormed());
}

const squeezed = (text: string): string => text.replace(/\s+/gu, ' ');

/** Control characters and what turns the direction of a line are no part of a title. */
export function oneLine(text: string, most: number): string | null {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return line === '' ? null : [...unstacked(line)].slice(0, most).join('');
}

/** What has no markup: a JSON document names the target as a whole string, a plain text as a word. */
export function readPlainSource(
  text: string,
  { isJson, targets }: { readonly isJson: boolean; readonly targets: readonly string[] },
): SourcePage {
  const wanted = plainUrls(targets);
  const words = isJson ? stringsOf(text) : (text.match(/https?:\/\/[^\s<>"']+/gi) ?? []);
  const target = words.map((word) => plainUrl(word)).find((url) => url !== null && wanted.has(url)) ?? null;
  const link = target === null ? null : { target, excerpt: null, isHidden: false, isAside: false };
  return { title: null, siteName: null, link, linkedHosts: 0, isWhole: false };
}

export function plainUrls(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => plainUrl(text) ?? []));
}

const deepestJson = 100;

function stringsOf(json: string): string[] {
  const within = (value: unknown, depth: number): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null || depth > deepestJson) return [];
    return Object.values(value).flatMap((inner) => within(inner, depth + 1));
  };
  try {
    return within(JSON.parse(json), 0);
  } catch {
    return [];
  }
}

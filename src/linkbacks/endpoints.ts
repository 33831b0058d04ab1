import type { IncomingHttpHeaders } from 'node:http';
import { plainUrl } from './same-url.ts';
import { walkHtml } from './walk-html.ts';

/** Where a page takes linkbacks. */
export interface Endpoints {
  readonly webmention: string | null;
  readonly pingback: string | null;
  readonly trackback: string | null;
}

export interface FoundPage {
  /** After redirects. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty where it is no HTML. */
  readonly text: string;
}

/**
 * By Webmention, section 3.1.2.2: the first `Link` header, else the first `link` or `a` of the document; by Pingback, section 2: the
 * header, else the element; trackback by its RDF, else by `rel`. Relative to where the page really is.
 */
export function findEndpoints({ url, headers, text }: FoundPage): Endpoints {
  const found = inDocument(text, url);
  const header = linkHeader([headers['link'] ?? []].flat().join(', ')).find(({ rels }) => rels.some(isWebmention));
  const pingback = headers['x-pingback'];
  return {
    webmention: header ? plainUrl(header.url, url) : (found.get('webmention') ?? null),
    pingback: typeof pingback === 'string' ? plainUrl(pingback, url) : (found.get('pingback') ?? null),
    trackback: rdfTrackback(text, url) ?? found.get('trackback') ?? null,
  };
}

const isWebmention = (rel: string): boolean => /^(?:webmention|http:\/\/webmention\.org\/?)$/.test(rel);

function inDocument(text: string, page: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let base = page;
  walkHtml(text, {
    open: ({ name, attributes }) => {
      if (name === 'base' && base === page) base = plainUrl(attributes['href'] ?? '', page) ?? page;
      // An empty address is the page itself, one that is missing is none.
      const url = attributes['href'] === undefined ? null : plainUrl(attributes['href'], base);
      if ((name !== 'link' && name !== 'a') || url === null) return;
      const rels = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
      if (rels.some(isWebmention) && !found.has('webmention')) found.set('webmention', url);
      for (const rel of ['pingback', 'trackback']) if (rels.includes(rel) && !found.has(rel)) found.set(rel, url);
    },
  });
  return found;
}

function rdfTrackback(text: string, page: string): string | null {
  const ping = /<rdf:Description[^<>]{0,4000}?trackback:ping\s*=\s*"([^"<>]{1,2000})"/i.exec(text)?.[1];
  return ping === undefined ? null : plainUrl(ping.replaceAll('&amp;', '&'), page);
}

/** One link of a `Link` header (RFC 8288, section 3). */
interface HeaderLink {
  readonly url: string;
  readonly rels: readonly string[];
}

const linkValue = /<([^>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))?)*)/g;
const relParameter = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))/i;

export function linkHeader(header: string): readonly HeaderLink[] {
  return [...header.slice(0, 10_000).matchAll(linkValue)].map(([, url = '', parameters = '']) => {
    const [, quoted, bare] = relParameter.exec(parameters) ?? [];
    return { url, rels: (quoted ?? bare ?? '').toLowerCase().split(/\s+/).filter(Boolean) };
  });
}

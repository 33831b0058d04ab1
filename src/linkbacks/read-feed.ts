import { plainUrl } from './same-url.ts';
import { BadXml, walkXml, xmlText } from './xml.ts';

/** A page that a feed or sitemap names, and what tells that it changed. */
export interface FeedItem {
  readonly url: string;
  readonly stamp: string;
}

const mostItems = 500;
const mostElements = 100_000;

/** RSS 2.0, Atom (RFC 4287) or a sitemap: the pages it names, in its order. Null for what is none of these. */
export function readFeed(bytes: Buffer, url: string): readonly FeedItem[] | null {
  const items: { url: string; stamp: string }[] = [];
  let root = '';
  let said: Record<string, string> = {};
  try {
    walkXml(
      xmlText(bytes),
      {
        open: (path, attributes) => {
          root ||= path[0] ?? '';
          const name = path.at(-1) ?? '';
          if (/^(?:item|entry|url)$/.test(name)) said = {};
          const { rel = 'alternate', href } = attributes;
          if (name === 'link' && rel === 'alternate' && href !== undefined) said['link'] ??= href;
        },
        text: (text, path) => {
          const name = path.at(-1) ?? '';
          if (/^(?:link|loc|updated|pubDate|lastmod)$/.test(name) && path.length >= 3) said[name] = (said[name] ?? '') + text;
        },
        close: (path) => {
          if (!/^(?:item|entry|url)$/.test(path.at(-1) ?? '') || items.length >= mostItems) return;
          const page = plainUrl(said['link'] ?? said['loc'] ?? '', url);
          if (page !== null)
            items.push({ url: page, stamp: (said['updated'] ?? said['pubDate'] ?? said['lastmod'] ?? '').trim() });
        },
      },
      mostElements,
    );
  } catch (error) {
    if (error instanceof BadXml) return null;
    throw error;
  }
  return /^(?:rss|feed|urlset|rdf:RDF)$/.test(root) ? items : null;
}

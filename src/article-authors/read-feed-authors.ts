import { plainUrl } from '../linkbacks/same-url.ts';
import { BadXml, walkXml, xmlText } from '../linkbacks/xml.ts';
import type { PageAuthor } from '../sites/page.ts';
import { authorIn, type Named } from './person-in-feed.ts';
import { readJsonFeed } from './read-json-feed.ts';

/** By the address of each page that a feed names, its author; null where the feed names none with an email. */
export type FeedNames = ReadonlyMap<string, PageAuthor | null>;

const mostItems = 500;
const mostElements = 100_000;
const mostNamed = 20;

/** What an item says of itself, or the feed of all of its items. */
interface Said {
  link: string;
  readonly named: Named[];
}

/** Their parents stand for an item, or for the whole feed. */
const holders = /^(?:item|entry|channel|feed)$/;
/** RSS 2.0, its use of Dublin Core, and Atom (RFC 4287, section 4.2.1). */
const naming = /^(?:author|dc:creator|managingEditor)$/;

/**
 * Who wrote the pages of a feed: RSS 2.0, Atom or JSON Feed. What a feed says of itself holds for items that name nobody.
 * Null for what is none of these.
 */
export function readFeedAuthors(bytes: Buffer, url: string): FeedNames | null {
  const text = xmlText(bytes);
  return text.startsWith('{') ? readJsonFeed(text, url) : readXmlFeed(text, url);
}

function readXmlFeed(text: string, url: string): FeedNames | null {
  const whole: Said = { link: '', named: [] };
  const items: Said[] = [];
  let root = '';
  let item: Said | null = null;
  try {
    walkXml(
      text,
      {
        open: (path, attributes) => {
          const [parent = '', name = ''] = path.length > 1 ? path.slice(-2) : ['', path[0]];
          root ||= name;
          if (/^(?:item|entry)$/.test(name)) item = { link: '', named: [] };
          const said: Said = item ?? whole;
          const { rel = 'alternate', href } = attributes;
          if (name === 'link' && rel === 'alternate' && holders.test(parent)) said.link ||= href ?? '';
          if (naming.test(name) && holders.test(parent) && said.named.length < mostNamed)
            said.named.push({ text: '', name: '', email: '' });
        },
        text: (piece, path) => addText(item ?? whole, path, piece),
        close: (path) => {
          if (!/^(?:item|entry)$/.test(path.at(-1) ?? '')) return;
          if (item && items.length < mostItems) items.push(item);
          item = null;
        },
      },
      mostElements,
    );
  } catch (error) {
    if (error instanceof BadXml) return null;
    throw error;
  }
  return /^(?:rss|feed|rdf:RDF)$/.test(root) ? namesOf({ items, whole }, url) : null;
}

function addText(said: Said, path: readonly string[], piece: string): void {
  const [above = '', parent = '', name = ''] = path.slice(-3);
  const last = said.named.at(-1);
  if (name === 'link' && holders.test(parent)) said.link += piece.trim();
  if (last && naming.test(name) && holders.test(parent)) last.text += piece;
  if (last && parent === 'author' && holders.test(above) && (name === 'name' || name === 'email')) last[name] += piece;
}

function namesOf({ items, whole }: { readonly items: readonly Said[]; readonly whole: Said }, url: string): FeedNames {
  const names = new Map<string, PageAuthor | null>();
  for (const { link, named } of items) {
    const page = plainUrl(link, url);
    if (page !== null && !names.has(page)) names.set(page, authorIn(named.length > 0 ? named : whole.named));
  }
  return names;
}

import { z } from 'zod';
import { plainUrl } from '../linkbacks/same-url.ts';
import type { PageAuthor } from '../sites/page.ts';
import { authorIn, type Named } from './person-in-feed.ts';

const Person = z.object({ name: z.string().catch(''), url: z.string().catch('') });
const people = z.array(z.unknown()).catch([]);
const Item = z.object({ url: z.string(), authors: people, author: z.unknown().optional() });
const JsonFeed = z.object({
  version: z.string().startsWith('https://jsonfeed.org/version/'),
  items: z.array(z.unknown()),
  authors: people,
  author: z.unknown().optional(),
});

const mostItems = 500;
const mostNamed = 20;

/** JSON Feed 1.1, and `author` of 1.0. An author's `url` "could be a mailto: link": it has no other place for an email. */
export function readJsonFeed(text: string, url: string): ReadonlyMap<string, PageAuthor | null> | null {
  const feed = JsonFeed.safeParse(parsed(text));
  if (!feed.success) return null;
  const names = new Map<string, PageAuthor | null>();
  for (const entry of feed.data.items.slice(0, mostItems)) {
    const item = Item.safeParse(entry);
    const page = item.success ? plainUrl(item.data.url, url) : null;
    if (!item.success || page === null || names.has(page)) continue;
    const named = namedIn(item.data);
    names.set(page, authorIn(named.length > 0 ? named : namedIn(feed.data)));
  }
  return names;
}

function namedIn({ authors, author }: { readonly authors: readonly unknown[]; readonly author?: unknown }): Named[] {
  return [...authors.slice(0, mostNamed), author].flatMap((one) => {
    const person = Person.safeParse(one);
    return person.success ? [{ text: '', name: person.data.name, email: mailtoOf(person.data.url) }] : [];
  });
}

function mailtoOf(url: string): string {
  if (!/^mailto:/i.test(url)) return '';
  try {
    return decodeURIComponent(url.slice('mailto:'.length).split('?')[0] ?? '');
  } catch {
    return '';
  }
}

/** Undefined for what is no JSON, or deeper than the parser goes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

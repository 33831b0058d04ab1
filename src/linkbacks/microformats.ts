import type { LinkbackKind } from '../comments/comment.ts';
import { plainUrl } from './same-url.ts';
import { oneLine, plainUrls } from './source-page.ts';

/** What an h-entry says of itself (microformats2). */
export interface Entry {
  readonly kind: LinkbackKind;
  readonly name: string | null;
  readonly author: string | null;
  readonly text: string | null;
  /** Milliseconds since 1970. */
  readonly published: number | null;
}

interface Item {
  readonly type?: readonly string[];
  readonly properties: Readonly<Record<string, readonly unknown[] | undefined>>;
  readonly children?: readonly Item[];
  readonly value?: unknown;
}

const kinds: readonly (readonly [property: string, kind: LinkbackKind])[] = [
  ['in-reply-to', 'reply'],
  ['like-of', 'like'],
  ['repost-of', 'repost'],
  ['bookmark-of', 'bookmark'],
];

const mostEntries = 50;

/**
 * The h-entry that speaks of the target: the one that names it by a property, else the only one of the page. To be given only pages
 * that were walked to their end: the parser goes down every branch by recursion.
 */
export async function readEntry(
  text: string,
  { url, targets }: { readonly url: string; readonly targets: readonly string[] },
): Promise<Entry | null> {
  if (!/\bh-entry\b/.test(text)) return null;
  const { mf2 } = await import('microformats-parser');
  const items = parsedBy(() => mf2(text, { baseUrl: url }).items as unknown as readonly Item[]);
  const entries = items.flatMap((item) => entriesIn(item, 0)).slice(0, mostEntries);
  const naming = entries.flatMap((entry) => {
    const kind = kinds.find(([property]) =>
      (entry.properties[property] ?? []).some((value) => namesOneOf(value, plainUrls(targets))),
    );
    return kind ? [{ entry, kind: kind[1] }] : [];
  })[0];
  if (naming) return entryOf(naming.entry, naming.kind);
  return entries.length === 1 && entries[0] ? entryOf(entries[0], 'mention') : null;
}

/** The page is somebody else's, and so are the parser's troubles with it. */
function parsedBy(parse: () => readonly Item[]): readonly Item[] {
  try {
    return parse();
  } catch {
    return [];
  }
}

function entriesIn(item: Item, depth: number): Item[] {
  if (item.type?.includes('h-entry')) return [item];
  return depth > 3 ? [] : (item.children ?? []).flatMap((child) => entriesIn(child, depth + 1));
}

function namesOneOf(value: unknown, targets: ReadonlySet<string>): boolean {
  const urls = isItem(value) ? [...(value.properties['url'] ?? []), value.value] : [value];
  return urls.some((url) => typeof url === 'string' && targets.has(plainUrl(url) ?? ''));
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && 'properties' in value;
}

const longestText = 300;
const longestName = 200;

function entryOf({ properties }: Item, kind: LinkbackKind): Entry {
  const said = textOf(properties['summary']?.[0]) ?? textOf(properties['content']?.[0]);
  const name = textOf(properties['name']?.[0]);
  const published = Date.parse(textOf(properties['published']?.[0]) ?? '');
  return {
    kind,
    // A note without a title has its text for a name.
    name: name === null || name === said ? null : oneLine(name, longestName),
    author: oneLine(authorOf(properties['author']?.[0]) ?? '', longestName),
    text: oneLine(said ?? '', longestText),
    published: Number.isNaN(published) ? null : published,
  };
}

function authorOf(author: unknown): string | null {
  return isItem(author) ? (textOf(author.properties['name']?.[0]) ?? textOf(author.value)) : textOf(author);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'value' in value) return textOf(value.value);
  return null;
}

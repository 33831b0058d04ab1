import { charsetOf, decodeAs } from '../net/charset.ts';
import { refuse } from '../refusal.ts';
import type { Pair } from './pair.ts';
import { oneLine } from './source-page.ts';

export type Trackback = { readonly url: string | null } & NonNullable<Pair['given']>;

const mostFields = 50;
const longest = { title: 200, excerpt: 300, siteName: 200 } as const;

/**
 * The form of a trackback (Trackback specification 1.2). Old engines send it in the charset of their blog, some without saying which
 * type it is. The title comes with HTML's entities from WordPress; what is shown is text, so that they are read.
 */
export function readTrackback(bytes: Buffer, contentType: string): Trackback {
  const label = charsetOf(contentType) ?? 'utf-8';
  const pairs = bytes.toString('latin1').split('&', mostFields + 1);
  if (pairs.length > mostFields) refuse('invalid', { message: 'The form has too many fields.' });
  const fields = new Map(pairs.map((pair) => fieldOf(pair, label)));
  const line = (name: string, most: number) => oneLine(unescaped(fields.get(name) ?? ''), most);
  return {
    url: fields.get('url') || null,
    title: line('title', longest.title),
    excerpt: line('excerpt', longest.excerpt),
    siteName: line('blog_name', longest.siteName),
  };
}

function fieldOf(pair: string, label: string): [string, string] {
  const at = pair.indexOf('=');
  const text = (part: string) => decodeAs(percentDecoded(part), label) ?? '';
  return at < 0 ? [text(pair), ''] : [text(pair.slice(0, at)), text(pair.slice(at + 1))];
}

function percentDecoded(text: string): Buffer {
  const raw = text
    .replaceAll('+', ' ')
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(raw, 'latin1');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", hellip: '…', nbsp: ' ' };

function unescaped(text: string): string {
  return text.replace(/&(#\d{1,6}|#x[\da-f]{1,5}|\w{2,8});/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return named[entity.toLowerCase()] ?? whole;
    const code = Number(entity.slice(1).replace(/^x/i, '0x'));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

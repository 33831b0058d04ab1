/** What of a text is judged, without markup. */
export interface Cleaned {
  readonly text: string;
  /** How many links there are, the same one twice counted twice. */
  readonly links: number;
  /** Addresses out of markup, where the eye does not see them, and out of the text. */
  readonly addresses: readonly string[];
  /** Characters that nobody sees and that only tear words apart. */
  readonly invisible: number;
}

/** Stands in the text where an address stood. */
export const linkMark = '\ufffc';

const longest = 4_000;
const longestRaw = 16_000;
const mostAddresses = 100;

const attribute = /(?:href|src)=["']?([^"'\s]+)/i;
const bracketed = /^\/?(?:url|link|b|i|img)(?:=(\S*))?$/i;
const written = /https?:\/\/[^\s<>"'[\]]+/gi;
const longestTag = 2_000;
const longestAddress = 500;
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
/** Joiners, marks of direction and variation selectors stand in emoji and in scripts that need them, a byte order mark where a text was copied. */
const harmless = /^(?:[\u200c-\u200f]|[\ufe00-\ufe0f]|\ufeff)$/u;

/** Takes the beginning and the end of a text: what a sender wants read stands at either. */
export function clean(raw: string): Cleaned {
  const bounded = ends(raw, longestRaw);
  const decoded = decodeTwice(bounded);
  const { bare, addresses } = withoutTags(decoded);
  const seen = bare.replace(unseen, '');
  const inText = (seen.match(written) ?? []).map((address) => address.slice(0, longestAddress).replace(/[).,;:!?]$/, ''));
  return {
    text: ends(seen, longest).replace(written, ` ${linkMark} `),
    links: addresses.length + inText.length,
    addresses: [...new Set([...addresses, ...inText])].slice(0, mostAddresses),
    invisible: (bare.match(unseen) ?? []).filter((character) => !harmless.test(character)).length,
  };
}

/** Tags of HTML and of bulletin boards out, their addresses kept. What is no tag stays as it stands. */
function withoutTags(text: string): { readonly bare: string; readonly addresses: string[] } {
  const addresses: string[] = [];
  let bare = '';
  for (let at = 0; at < text.length; ) {
    const opening = nextOpening(text, at);
    bare += text.slice(at, opening);
    if (opening === text.length) break;
    const tag = tagAt(text, opening);
    if (tag === null) bare += text[opening];
    else bare += ' ';
    const address = tag === null ? undefined : addressIn(tag, text[opening] === '<');
    if (address) addresses.push(address.slice(0, longestAddress));
    at = opening + (tag === null ? 1 : tag.length + 2);
  }
  return { bare, addresses };
}

function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '<' || text[at] === '[') return at;
  return text.length;
}

/** What stands between the brackets; null for a bracket that opens nothing. */
function tagAt(text: string, opening: number): string | null {
  const [open, close] = text[opening] === '<' ? ['<', '>'] : ['[', ']'];
  for (let at = opening + 1; at < text.length && at - opening < longestTag; at += 1) {
    if (text[at] === open) return null;
    if (text[at] !== close) continue;
    const inside = text.slice(opening + 1, at);
    return open === '<' || bracketed.test(inside) ? inside : null;
  }
  return null;
}

function addressIn(tag: string, isHtml: boolean): string | undefined {
  return (isHtml ? attribute : bracketed).exec(tag)?.[1];
}

function ends(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit * 0.75)} ${text.slice(-limit * 0.25)}`.toWellFormed();
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const entity = /&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi;

/** Some senders escape twice, so that a filter which decodes once sees neither the words nor the links. */
function decodeTwice(text: string): string {
  return text.includes('&') ? decode(decode(text)) : text;
}

function decode(text: string): string {
  return text.replace(entity, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

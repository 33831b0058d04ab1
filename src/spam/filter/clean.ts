/** What of a text is judged, without markup. */
export interface Cleaned {
  readonly text: string;
  /** Addresses out of markup, where the eye does not see them, and out of the text. */
  readonly addresses: readonly string[];
  /** Characters that nobody sees and that only tear words apart. */
  readonly invisible: number;
}

const longest = 4_000;
const longestRaw = 16_000;
const mostAddresses = 100;

const attribute = /(?:href|src) {0,3}= {0,3}["']?([^"'\s<>]{1,500})/gi;
const bracketed = /\[(?:url|link)=([^\]\s]{1,500})\]/gi;
const written = /https?:\/\/[^\s<>"'[\]]{1,300}/gi;
const tag = /<[^<>]{0,2000}>|\[\/?(?:url|link|b|i)(?:=[^\]\s]{0,500})?\]/gi;
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
/** Joiners, marks of direction and variation selectors stand in emoji and in scripts that need them, a byte order mark where a text was copied. */
const harmless = /^(?:[\u200c-\u200f]|[\ufe00-\ufe0f]|\ufeff)$/u;

/** Takes the beginning and the end of a text: what a sender wants read stands at either. */
export function clean(raw: string): Cleaned {
  const bounded = ends(raw, longestRaw);
  const decoded = decodeTwice(bounded);
  const addresses = [...decoded.matchAll(attribute), ...decoded.matchAll(bracketed)].map(([, address = '']) => address);
  const bare = decoded.replace(tag, ' ');
  const seen = bare.replace(unseen, '');
  const inText = (seen.match(written) ?? []).map((address) => address.replace(/[).,;:!?]$/, ''));
  return {
    text: ends(seen, longest).replace(written, ' \ufffc '),
    addresses: [...new Set([...addresses, ...inText])].slice(0, mostAddresses),
    invisible: (bare.match(unseen) ?? []).filter((character) => !harmless.test(character)).length,
  };
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

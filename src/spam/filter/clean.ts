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
/** Joiners and variation selectors stand in emoji and in scripts that need them, and a byte order mark says where a text was copied from. */
const harmless = /[\ufeff\ufe00-\ufe0f\u200d\u200c\u200e\u200f]/gu;
const unseen = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u2069\u3164\uffa0\u{e0000}-\u{e0fff}]/gu;

/** Takes the beginning and the end of a text: what a sender wants read stands at either. */
export function clean(raw: string): Cleaned {
  const bounded = ends(raw, longestRaw);
  const decoded = decodeTwice(bounded);
  const addresses = [...decoded.matchAll(attribute), ...decoded.matchAll(bracketed)].map(([, address = '']) => address);
  const bare = decoded.replace(tag, ' ');
  const seen = bare.replace(harmless, '').replace(unseen, '');
  const inText = (seen.match(written) ?? []).map((address) => address.replace(/[).,;:!?]$/, ''));
  return {
    text: ends(seen, longest).replace(written, ' \ufffc '),
    addresses: [...new Set([...addresses, ...inText])].slice(0, mostAddresses),
    invisible: bare.match(unseen)?.length ?? 0,
  };
}

function ends(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit * 0.75)} ${text.slice(-limit * 0.25)}`.toWellFormed();
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

/** Some senders escape twice, so that a filter which decodes once sees neither the words nor the links. */
function decodeTwice(text: string): string {
  return text.includes('&') ? decode(decode(text)) : text;
}

function decode(text: string): string {
  return text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

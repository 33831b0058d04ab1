/** The host an address leads to, in punycode and lower case; empty where it is none. */
export function hostOf(address: string): string {
  const absolute = /^[a-z][a-z0-9+.-]{0,20}:/i.test(address) ? address : `http://${address}`;
  return URL.canParse(absolute) ? new URL(absolute).hostname.replace(/^www\./, '') : '';
}

/** Those of the domains that sell names below them to everybody, so that three labels are what somebody owns. */
const shared = /^(?:co|com|net|org|gov|edu|ac)\.[a-z]{2}$/;

/** What somebody owns of a host: its last two labels, or three. */
export function ownedPart(host: string): string {
  const labels = host.split('.');
  const two = labels.slice(-2).join('.');
  return shared.test(two) ? labels.slice(-3).join('.') : two;
}

/** A host's names for the classifier: the whole, what somebody owns of it, its top-level domain and its words. */
export function hostTokens(host: string): string[] {
  if (host === '') return [];
  const words = host.split(/[.\d-]+/).filter((word) => word.length > 2);
  return [host, ownedPart(host), `.${host.slice(host.lastIndexOf('.') + 1)}`, ...words.slice(0, 8).map((word) => `word ${word}`)];
}

/** What a host is named for that sells what spam sells. */
export const goods =
  /casino|poker|slot|betting|gambl|viagra|cialis|pharm|pills?\b|loan|payday|credit|mortgage|insurance|replica|escort|porn|xxx|dating|essay|crypto|forex|bitcoin|seo\b|backlink|marketing|cheap|discount|coupon|locksmith|plumb|roofing|movers|towing|lawyer|attorney|dentist|weightloss|keto|cbd|vape|judi|bet\d|\dbet|bet(?:th|vn|-)|win\d|\dwin|gacor|togel|buy-?|-sale\b|rental|repair|cleaning-?service/;
/** Top-level domains given away or sold for cents, by which most of their names are thrown away within weeks. */
export const thrownAway = /\.(?:top|xyz|click|loan|bid|win|icu|buzz|tk|ml|ga|cf|gq|cyou|sbs|cfd|monster|rest|bond)$/;

const separator = /[.:]/g;

/**
 * What an address is found by: itself, and its beginnings up to each of its dots or colons. To look for every term that begins with
 * a text would mean to read them all: on a site with a million comments a second or more.
 */
export function addressTerms(address: string | null): readonly string[] {
  if (address === null) return [];
  const beginnings = [...address.matchAll(separator)].map(({ index }) => address.slice(0, index + 1));
  return [`ip:${address}`, ...beginnings.map((beginning) => `ip:${beginning}`)];
}

export function isAddressTerm(term: string): boolean {
  return term.startsWith('ip:');
}

/**
 * The terms of which an address has one that begins with this text. A number of IPv4 that may go on is each of the numbers it may
 * become, at most 111 of them; a part of IPv6 is meant as a whole.
 */
export function addressConditions(beginning: string): readonly string[] {
  const [, head = '', tail = ''] = /^(.*[.:])?([^.:]*)$/.exec(beginning) ?? [];
  if (tail === '') return [term(beginning)];
  const groups = head.split('.').length - 1;
  const isLast = groups === 3;
  const numbers = /^\d{1,3}$/.test(tail) && !head.includes(':') && groups <= 3 ? numbersFrom(tail) : [];
  const colons = head === '' || head.includes(':') ? [term(`${beginning}:`)] : [];
  return [term(beginning), ...numbers.map((number) => term(`${head}${number}${isLast ? '' : '.'}`)), ...colons];
}

const greatest = 255;

/** `2`, 20 to 29 and 200 to 255. */
function numbersFrom(digits: string): readonly number[] {
  const first = Number(digits);
  const tens = Array.from({ length: 10 }, (_, at) => first * 10 + at);
  const hundreds = Array.from({ length: 100 }, (_, at) => first * 100 + at);
  const all = first === 0 ? [0] : [first, ...(digits.length < 3 ? tens : []), ...(digits.length < 2 ? hundreds : [])];
  return all.filter((number) => number <= greatest);
}

function term(beginning: string): string {
  return `ip:${beginning}`;
}

import type { Reading } from './reading.ts';

/** How a text looks, as tokens: lengths, shares, signs. They carry over to words never seen. */
export function shapeTokens(reading: Reading): string[] {
  const { cleaned, words, styled, mixed, hosts } = reading;
  const { text, addresses, invisible } = cleaned;
  const letters = count(text, /\p{L}/gu);
  const share = (part: number) => part / Math.max(1, text.length);
  return [
    `words ${bucket(words.length, [2, 5, 10, 20, 40, 80, 160])}`,
    `links ${bucket(addresses.length, [0, 1, 2, 5])}`,
    `hosts ${bucket(hosts.length, [0, 1, 3])}`,
    ...(addresses.length > 0 ? [`words a link ${bucket(words.length / addresses.length, [3, 10, 30])}`] : []),
    ...(letters > 9 ? [`capitals ${bucket(count(text, /\p{Lu}/gu) / letters, [0, 0.08, 0.3, 0.6])}`] : ['few letters']),
    `digits ${bucket(share(count(text, /\p{N}/gu)), [0, 0.04, 0.12, 0.25])}`,
    `emoji ${bucket(count(text, /\p{Extended_Pictographic}/gu), [0, 1, 3, 6])}`,
    `exclamation ${bucket(count(text, /!/g), [0, 1, 3])}`,
    `question ${bucket(count(text, /\?/g), [0, 1, 3])}`,
    `commas ${bucket(count(text, /[,;:]/g), [0, 2, 8])}`,
    `lines ${bucket(count(text, /\n/g), [0, 2, 8])}`,
    ...scriptTokens(text, letters),
    ...signTokens(text, words),
    ...(styled > 0 ? [`styled ${bucket(styled, [2, 6])}`] : []),
    ...(mixed > 0 ? [`mixed ${bucket(mixed, [1, 3])}`] : []),
    ...(invisible > 0 ? ['invisible characters'] : []),
  ];
}

function bucket(value: number, bounds: readonly number[]): number {
  const at = bounds.findIndex((bound) => value <= bound);
  return at < 0 ? bounds.length : at;
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['han', /\p{Script=Han}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['greek', /\p{Script=Greek}/gu],
];

function scriptTokens(text: string, letters: number): string[] {
  if (!/[^\p{Script=Latin}\p{Script=Common}]/u.test(text)) return ['latin'];
  return scripts.filter(([, script]) => count(text, script) > letters * 0.2).map(([name]) => name);
}

const signs: readonly (readonly [string, RegExp])[] = [
  ['starts small', /^[^\p{L}]{0,3}\p{Ll}/u],
  ['ends open', /[\p{L}\p{N}]\s*$/u],
  ['ends with mark', /[.!?]\s*$/u],
  ['quotes', /["“”«»]/u],
  ['brackets', /[()]/],
  ['code', /`|=>|::|\{\}|;\n/],
  ['money sign', /[$€£₽]/u],
  ['at sign', /@/],
  ['hash sign', /#/],
  ['long number', /\d{5}/],
  ['dots', /\.{3}|…/u],
  ['repeated marks', /[!?]{3}/],
  ['boxes', /[\u2500-\u27bf]/u],
  ['apostrophe', /\p{L}['’]\p{L}/u],
];

function signTokens(text: string, words: readonly string[]): string[] {
  const shouted = words.filter((word) => word.length > 3 && word === word.toUpperCase() && word !== word.toLowerCase()).length;
  const withDigits = words.filter((word) => /\p{L}\p{L}\d\d/u.test(word)).length;
  const distinct = new Set(words.map((word) => word.toLowerCase())).size;
  return [
    ...signs.filter(([, sign]) => sign.test(text)).map(([name]) => name),
    ...(shouted > 0 ? [`shouted ${bucket(shouted, [1, 4])}`] : []),
    ...(withDigits > 0 ? ['name with digits'] : []),
    ...(words.some((word) => word.length > 25) ? ['long word'] : []),
    ...(words.length > 10 && distinct < words.length * 0.6 ? ['says it again'] : []),
  ];
}

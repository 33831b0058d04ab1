import { hash } from './hash.ts';
import { hostOf, hostTokens } from './hosts.ts';
import type { Reading } from './reading.ts';
import { shapeTokens } from './shape.ts';
import type { Tells } from './tells.ts';

/** Tokens of one kind count together: each kind has its own share in what the filter thinks, however many there are of it. */
export const tokenKinds = ['ngrams', 'words', 'pairs', 'hosts', 'shape', 'tells'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** A reading as hashes of its tokens, each once: all that is kept of what a moderator decided on. */
export type Features = Readonly<Record<TokenKind, Uint16Array>> & {
  /** How many words there are to what was said. */
  readonly length: number;
};

const mostOfAKind = 2_000;

export function featuresOf(reading: Reading): Features {
  const { folded, words, tells } = reading;
  const named = namedWords(folded);
  return {
    ngrams: hashes(
      'n',
      named.flatMap((word) => ngramsOf(word)),
    ),
    words: hashes('w', [...named, ...dressed(words, folded), ...authorTokens(reading)]),
    pairs: hashes('p', pairsOf(folded)),
    hosts: hashes('h', [...reading.hosts.flatMap(hostTokens), ...senderTokens(reading)]),
    shape: hashes('s', shapeTokens(reading)),
    tells: hashes('t', tellTokens(tells, folded.length)),
    length: folded.length,
  };
}

function hashes(kind: string, tokens: readonly string[]): Uint16Array {
  const seed = hash(kind);
  const all = new Set<number>();
  for (const token of tokens) {
    if (all.size >= mostOfAKind) break;
    all.add(hash(token, seed) & 0xffff);
  }
  return Uint16Array.from(all);
}

/** A name with a number, `slot88`, is also the name with any number; a number alone is as long as it is. */
function namedWords(folded: readonly string[]): string[] {
  return folded.flatMap((word) => {
    if (/^\d+$/.test(word)) return [`#${word.length}`];
    const [, letters] = /^(\p{L}{2,})\d+$/u.exec(word) ?? [];
    return letters === undefined ? [word] : [word, `${letters}#`, letters];
  });
}

/** Words that folding changed, as they were written: a dress is a tell of its own. */
function dressed(words: readonly string[], folded: readonly string[]): string[] {
  const plain = new Set(folded);
  return words.map((word) => word.toLowerCase()).filter((word) => !plain.has(word));
}

function ngramsOf(word: string): string[] {
  const letters = [...`_${word}_`];
  const grams: string[] = [];
  for (let size = 3; size <= 5; size += 1) {
    for (let at = 0; at + size <= letters.length; at += 1) grams.push(letters.slice(at, at + size).join(''));
  }
  return grams;
}

function pairsOf(folded: readonly string[]): string[] {
  return folded.slice(1).map((word, at) => `${folded[at]} ${word}`);
}

function authorTokens({ sample }: Reading): string[] {
  const name = sample.name?.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return name.slice(0, 10).map((word) => `author ${word}`);
}

function senderTokens({ sample, websiteHost }: Reading): string[] {
  const mailHost = hostOf(sample.email?.split('@').at(-1) ?? '');
  return [...hostTokens(websiteHost).map((token) => `website ${token}`), ...(mailHost === '' ? [] : [`mail ${mailHost}`])];
}

function tellTokens(tells: Tells, length: number): string[] {
  const kinds = [...tells.keys()];
  const all = [...tells.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...kinds,
    ...[...tells].filter(([, count]) => count > 1).map(([kind]) => `${kind}, again`),
    ...(kinds.length > 1 ? [`kinds ${Math.min(kinds.length, 4)}`] : []),
    ...(all > 0 && all / Math.max(5, length) > 0.12 ? ['dense'] : []),
    ...(all === 0 ? ['none'] : []),
  ];
}

import { begun, continued, finished, hash } from './hash.ts';
import { hostOf, hostTokens } from './hosts.ts';
import type { Reading } from './reading.ts';
import { shapeTokens } from './shape.ts';
import type { Tells } from './tells.ts';
import { TokenSet } from './token-set.ts';

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
    ngrams: ngramsOf(named),
    words: hashes('w', [...named, ...dressed(words, folded), ...authorTokens(reading)]),
    pairs: pairsOf(folded),
    hosts: hashes('h', [...reading.hosts.flatMap(hostTokens), ...senderTokens(reading)]),
    shape: hashes('s', shapeTokens(reading)),
    tells: hashes('t', tellTokens(tells, folded.length)),
    length: folded.length,
  };
}

function hashes(kind: string, tokens: readonly string[]): Uint16Array {
  const from = begun(kind);
  const all = new TokenSet(mostOfAKind);
  for (const token of tokens) all.add(hash(token, from));
  return all.taken();
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

const [shortest, longest] = [3, 5];

/** Three to five characters in a row, the edges of the word counted as characters. No text is made of them: they are most of all tokens. */
function ngramsOf(words: readonly string[]): Uint16Array {
  const from = begun('n');
  const all = new TokenSet(mostOfAKind);
  for (const word of words) {
    const edged = `_${word}_`;
    for (let first = 0; first + shortest <= edged.length; first += 1) {
      let value = from;
      for (let at = first; at < edged.length && at - first < longest; at += 1) {
        value = continued(value, edged.charCodeAt(at));
        if (at - first + 1 >= shortest) all.add(finished(value));
      }
    }
  }
  return all.taken();
}

function pairsOf(folded: readonly string[]): Uint16Array {
  const from = begun('p');
  const all = new TokenSet(mostOfAKind);
  for (let at = 1; at < folded.length; at += 1) {
    all.add(hash(folded[at] ?? '', continued(begun(folded[at - 1] ?? '', from), 32)));
  }
  return all.taken();
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

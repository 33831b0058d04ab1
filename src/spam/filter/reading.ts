import { type Cleaned, clean } from './clean.ts';
import { countStyled, foldText, foldWord, isMixed } from './fold.ts';
import { hostOf } from './hosts.ts';
import { type Tells, tellsOf } from './tells.ts';

/** What the filter is given of a comment or linkback. */
export interface Sample {
  readonly name: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly text: string;
}

/** A sample as read once, for everything that looks at its words. */
export interface Reading {
  readonly sample: Sample;
  readonly cleaned: Cleaned;
  /** The text's words as written, at most 400. */
  readonly words: readonly string[];
  /** Those words as plain letters. */
  readonly folded: readonly string[];
  readonly foldedText: string;
  readonly styled: number;
  readonly mixed: number;
  readonly hosts: readonly string[];
  readonly websiteHost: string;
  readonly tells: Tells;
}

const mostWords = 400;
const longestWord = 40;
const wordRuns = /[\p{L}\p{N}\p{M}\p{So}\p{Regional_Indicator}][\p{L}\p{N}\p{M}@$'’_]*/gu;
const isPlain = /^[ -~]*$/;
const pictures = /\p{Extended_Pictographic}/u;

export function read(sample: Sample): Reading {
  const cleaned = clean(sample.text);
  const words = (cleaned.text.match(wordRuns) ?? []).slice(0, mostWords).map((word) => word.slice(0, longestWord).toWellFormed());
  const foldedText = foldText(cleaned.text);
  return {
    sample,
    cleaned,
    words,
    folded: words
      .map((word) => (isPlain.test(word) || !pictures.test(word) ? foldWord(word) : word))
      .filter((word) => word !== ''),
    foldedText,
    styled: countStyled(cleaned.text),
    mixed: words.filter((word) => !isPlain.test(word) && isMixed(word)).length,
    hosts: [...new Set(cleaned.addresses.map(hostOf).filter((host) => host !== ''))].slice(0, 50),
    websiteHost: sample.website === null ? '' : hostOf(sample.website),
    tells: tellsOf(foldedText),
  };
}

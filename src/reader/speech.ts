import { plural } from '../words/fill.ts';
import { languageFor } from '../words/language.ts';
import type { Plural, Words } from '../words/words.ts';
import { languages } from './languages.ts';

/** A language as a page speaks it. */
export interface Speech {
  /** The language tag of the document, of its numbers and of its dates. */
  readonly lang: string;
  readonly words: Words;
  readonly count: (forms: Plural, n: number) => string;
  readonly date: (instant: string) => string;
}

/** The language that fits a BCP 47 tag, with the habits of the region in it. English for whatever is not spoken here. */
export function speechIn(tag: string): Speech {
  const name = languageFor(tag, Object.keys(languages));
  const lang = wellFormed(name === 'en' && !/^en\b/i.test(tag) ? name : tag) ?? name;
  // Of the day alone: which hour it was where the reader is, only the reader's browser could say.
  const dates = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    lang,
    words: languages[name] as Words,
    count: (forms, n) => plural(forms, n, lang),
    date: (instant) => dates.format(new Date(instant)),
  };
}

/** A setting or an address may name what only looks like a tag, which `Intl` would throw at. */
function wellFormed(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

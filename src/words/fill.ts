import type { Plural } from './words.ts';

/** Puts something foreign, such as a person's name, into its `{place}` of plain text. In markup, `around` and `<bdi>`. */
export const fill = (text: string, place: string, value: string): string => text.replace(`{${place}}`, () => value);

/** What stands before and after a `{place}`. */
export const around = (text: string, place: string): string[] => text.split(`{${place}}`);

/** The text for a number, with the number in it as the language writes it. */
export const plural = (forms: Plural, n: number, lang: string): string =>
  (forms[new Intl.PluralRules(lang).select(n)] ?? forms.other).replace('{n}', new Intl.NumberFormat(lang).format(n));

import { english } from './en/all.ts';

/** A language is a folder beside `en` with the same parts, and a line in `languages`. */
export type Words = typeof english;

interface Language {
  readonly dir: 'ltr' | 'rtl';
  readonly words: Words;
}

const languages: Readonly<Record<string, Language>> = {
  en: { dir: 'ltr', words: english },
};

const wanted = navigator.languages.map((tag) => tag.toLowerCase().split('-')[0] ?? '');

/** The language of the dashboard: the first that the browser asks for and that is here. */
export const lang = wanted.find((name) => name in languages) ?? 'en';
const { words: said, dir: direction } = languages[lang] ?? { dir: 'ltr', words: english };
export const words = said;
export const dir = direction;

/** The forms of a text by number, as `Intl.PluralRules` names them, with `{n}` for the number. */
export interface Plural {
  readonly other: string;
  readonly [form: string]: string;
}

const rules = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(lang);
const shares = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });

export const percent = (share: number): string => shares.format(share);

export const number = (n: number): string => numbers.format(n);

export const plural = (forms: Plural, n: number): string => (forms[rules.select(n)] ?? forms.other).replace('{n}', number(n));

/** Puts what is foreign into its `{place}`s. It stays text. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export const exactly = (at: string): string => times.format(new Date(at));

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function ago(at: string): string {
  const past = Math.max(0, (Date.now() - Date.parse(at)) / 1_000);
  const [unit, seconds] = units.find(([, size]) => past >= size) ?? ['second', 60];
  return relative.format(-Math.floor(past / seconds), unit);
}

const longUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `3 hours`, in the greatest unit that it fills. */
export function duration(seconds: number): string {
  const [unit, size] = longUnits.find(([, one]) => seconds >= one) ?? (['second', 1] as const);
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }).format(
    seconds / size,
  );
}

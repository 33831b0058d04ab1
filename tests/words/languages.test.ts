import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { languages } from '../../src/reader/languages.ts';
import { speechIn } from '../../src/reader/speech.ts';
import { words as english } from '../../src/words/en.ts';
import { plural } from '../../src/words/fill.ts';
import { mailLanguages } from '../../src/words/mails/mail-languages.ts';
import type { Plural, Words } from '../../src/words/words.ts';

type Text = string | Plural;
type Entries = readonly (readonly [key: string, text: Text])[];

const rightToLeft = ['ar', 'fa', 'he'];
const placesIn = (text: string): string[] => [...text.matchAll(/\{(.*?)\}/g)].map(([place]) => place).sort();
const textsOf = (words: Words): Entries => Object.entries(words).filter(([key]) => key !== 'dir');
const isAsked = ([key, text]: Entries[number], asked: Readonly<Record<string, Text>>) =>
  asked[key] !== undefined && typeof asked[key] === typeof text;

/** Categories that stand for more than one number must tell which. */
function unclear(lang: string): Set<string> {
  const rules = new Intl.PluralRules(lang);
  const numbers = Array.from({ length: 1_001 }, (_, n) => rules.select(n));
  return new Set([...numbers.filter((form, at) => numbers.indexOf(form) !== at), 'many', 'other']);
}

/** Everything that is wrong with a language, as sentences. */
function flawsOf(
  lang: string,
  words: Readonly<Record<string, Text>>,
  asked: Readonly<Record<string, Text>> = Object.fromEntries(textsOf(english)),
): string[] {
  const own = Object.entries(words).filter(([key]) => key !== 'dir');
  const missing = Object.keys(asked).filter((key) => !(key in words));
  const extra = own.filter((entry) => !isAsked(entry, asked)).map(([key]) => key);
  const flaws = own.flatMap(([key, text]) => {
    const model = asked[key];
    if (typeof text === 'string' && typeof model === 'string') return flawsOfText(key, text, model);
    return typeof text === 'object' && typeof model === 'object' ? flawsOfPlural(key, text, lang) : [];
  });
  return [...missing.map((key) => `${key} is missing`), ...extra.map((key) => `${key} is not asked for`), ...flaws];
}

function flawsOfText(key: string, text: string, model: string): string[] {
  const isSame = String(placesIn(text)) === String(placesIn(model));
  return [
    ...(isSame ? [] : [`${key} has ${placesIn(text)} for ${placesIn(model)}`]),
    ...(text.trim() === text && text !== '' ? [] : [`${key} is empty or has spaces around it`]),
  ];
}

function flawsOfPlural(key: string, forms: Plural, lang: string): string[] {
  const asked = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
  const needNumber = unclear(lang);
  const given = Object.entries(forms).flatMap(([form, text]) => {
    if (!(asked as readonly string[]).includes(form)) return [`${key} has the form ${form}, which ${lang} does not know`];
    const places = placesIn(text);
    const isFit = places.length === 0 ? !needNumber.has(form) : String(places) === '{n}';
    return isFit ? [] : [`${key}.${form} has ${places} for {n}`];
  });
  return [...given, ...asked.filter((form) => !(form in forms)).map((form) => `${key} has no form ${form}`)];
}

describe('every language', () => {
  for (const [lang, words] of Object.entries(languages)) {
    test(`${lang}: each key, placeholder and plural form, and none too many`, () => {
      deepEqual(flawsOf(lang, { ...words }), []);
      equal(words.dir, rightToLeft.includes(lang) ? 'rtl' : 'ltr');
    });

    // WCAG 2.2, 2.5.3: who speaks to the browser says what stands on the button.
    test(`${lang}: what a button is called contains what stands on it`, () => {
      ok(words.replyTo.toLowerCase().includes(words.reply.toLowerCase()), words.replyTo);
      ok(words.reportOf.toLowerCase().includes(words.report.toLowerCase()), words.reportOf);
    });

    test(`${lang}: its own words, not English ones`, () => {
      if (lang === 'en') return;
      const own: Readonly<Record<string, Text>> = { ...words };
      // The protocols' names are names.
      const sayable = textsOf(english).filter(([, text]) => typeof text === 'string' && !text.includes('{link}'));
      const same = sayable.filter(([key, text]) => String(text).includes(' ') && own[key] === text);
      deepEqual(same, []);
    });
  }

  test('each file is a language that pages speak, and there are twenty', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/words'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace('.ts', ''));
    deepEqual(
      files.filter((name) => !['words', 'fill', 'language', 'refused', 'mails'].includes(name)).sort(),
      Object.keys(languages).sort(),
    );
    equal(Object.keys(languages).length, 20);
  });
});

describe('every language of mails', () => {
  const model: Readonly<Record<string, Text>> = { ...mailLanguages['en'] };
  for (const [lang, words] of Object.entries(mailLanguages)) {
    test(`${lang}: each key and placeholder, and its own words`, () => {
      const own: Readonly<Record<string, Text>> = { ...words };
      deepEqual(flawsOf(lang, own, model), []);
      const same = Object.entries(model).filter(([key, text]) => String(text).includes(' ') && own[key] === text);
      deepEqual(lang === 'en' ? [] : same, []);
    });
  }

  test('they are those of the pages', () => deepEqual(Object.keys(mailLanguages).sort(), Object.keys(languages).sort()));
});

test('what is wrong with a language would be found', () => {
  const { reply, ...rest } = english;
  const spoilt: readonly (readonly [Readonly<Record<string, Text>>, lang?: string])[] = [
    [rest],
    [{ ...english, more: reply }],
    [{ ...english, reply: '' }],
    [{ ...english, reply: { other: reply } }],
    [{ ...english, replyTo: 'Reply to {nam}' }],
    [{ ...english, replyTo: 'Reply' }],
    [{ ...english, count: { other: '{n} Comments' } }],
    [{ ...english, count: { one: 'One', few: '{n}', other: '{n} Comments' } }],
    [{ ...english, count: { one: 'One', other: 'Many' } }],
    [{ ...english }, 'ru'],
    [{ ...english }, 'ja'],
  ];
  for (const [words, lang = 'en'] of spoilt) ok(flawsOf(lang, words).length > 0, JSON.stringify(words).slice(-200));
});

describe('a page speaks', () => {
  const cases: readonly [tag: string, lang: string, reply: string][] = [
    ['de', 'de', 'Antworten'],
    ['de-AT', 'de-AT', 'Antworten'],
    ['DE-at', 'de-AT', 'Antworten'],
    ['pt-BR', 'pt-BR', 'Responder'],
    ['zh', 'zh', '回复'],
    ['zh-TW', 'zh-TW', '回覆'],
    ['zh-Hant-HK', 'zh-Hant-HK', '回覆'],
    ['iw', 'he', 'הגב'],
    ['en-GB', 'en-GB', 'Reply'],
    ['sw', 'en', 'Reply'],
    ['de-1', 'de', 'Antworten'],
    ['abcdefgh', 'en', 'Reply'],
  ];
  for (const [tag, lang, reply] of cases)
    test(`${lang} for ${tag}`, () => {
      const speech = speechIn(tag);
      deepEqual([speech.lang, speech.words.reply], [lang, reply]);
    });

  test('numbers and dates as the language writes them', () => {
    const { words, count, date } = speechIn('ru');
    deepEqual(
      [1, 2, 5, 21].map((n) => count(words.count, n)),
      ['1 комментарий', '2 комментария', '5 комментариев', '21 комментарий'],
    );
    equal(date('2026-11-24T12:00:00.000Z'), '24 ноября 2026 г.');
    equal(plural(english.count, 1_234, 'en'), '1,234 Comments');
  });
});

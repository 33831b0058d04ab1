import { words as ar } from '../words/ar.ts';
import { words as de } from '../words/de.ts';
import { words as en } from '../words/en.ts';
import { words as es } from '../words/es.ts';
import { words as fa } from '../words/fa.ts';
import { words as fr } from '../words/fr.ts';
import { words as he } from '../words/he.ts';
import { words as hi } from '../words/hi.ts';
import { words as id } from '../words/id.ts';
import { words as it } from '../words/it.ts';
import { words as ja } from '../words/ja.ts';
import { words as ko } from '../words/ko.ts';
import { words as nl } from '../words/nl.ts';
import { words as pl } from '../words/pl.ts';
import { words as pt } from '../words/pt.ts';
import { words as ru } from '../words/ru.ts';
import { words as tr } from '../words/tr.ts';
import { words as uk } from '../words/uk.ts';
import type { Words } from '../words/words.ts';
import { words as zhHans } from '../words/zh-hans.ts';
import { words as zhHant } from '../words/zh-hant.ts';

/** Every language a page can speak, by its file's name. The widget loads just one. */
export const languages: Readonly<Record<string, Words>> = {
  ar,
  de,
  en,
  es,
  fa,
  fr,
  he,
  hi,
  id,
  it,
  ja,
  ko,
  nl,
  pl,
  pt,
  ru,
  tr,
  uk,
  'zh-hans': zhHans,
  'zh-hant': zhHant,
};

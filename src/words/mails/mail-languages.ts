import { mailWords as ar } from './ar.ts';
import { mailWords as de } from './de.ts';
import { mailWords as en } from './en.ts';
import { mailWords as es } from './es.ts';
import { mailWords as fa } from './fa.ts';
import { mailWords as fr } from './fr.ts';
import { mailWords as he } from './he.ts';
import { mailWords as hi } from './hi.ts';
import { mailWords as id } from './id.ts';
import { mailWords as it } from './it.ts';
import { mailWords as ja } from './ja.ts';
import { mailWords as ko } from './ko.ts';
import type { MailWords } from './mail-words.ts';
import { mailWords as nl } from './nl.ts';
import { mailWords as pl } from './pl.ts';
import { mailWords as pt } from './pt.ts';
import { mailWords as ru } from './ru.ts';
import { mailWords as tr } from './tr.ts';
import { mailWords as uk } from './uk.ts';
import { mailWords as zhHans } from './zh-hans.ts';
import { mailWords as zhHant } from './zh-hant.ts';

/** Every language a mail can speak, by its file's name: those of the pages. */
export const mailLanguages: Readonly<Record<string, MailWords>> = {
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

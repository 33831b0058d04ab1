import { subscriptionWords as ar } from './ar.ts';
import { subscriptionWords as de } from './de.ts';
import { subscriptionWords as en } from './en.ts';
import { subscriptionWords as es } from './es.ts';
import { subscriptionWords as fa } from './fa.ts';
import { subscriptionWords as fr } from './fr.ts';
import { subscriptionWords as he } from './he.ts';
import { subscriptionWords as hi } from './hi.ts';
import { subscriptionWords as id } from './id.ts';
import { subscriptionWords as it } from './it.ts';
import { subscriptionWords as ja } from './ja.ts';
import { subscriptionWords as ko } from './ko.ts';
import { subscriptionWords as nl } from './nl.ts';
import { subscriptionWords as pl } from './pl.ts';
import { subscriptionWords as pt } from './pt.ts';
import { subscriptionWords as ru } from './ru.ts';
import type { SubscriptionWords } from './subscription-words.ts';
import { subscriptionWords as tr } from './tr.ts';
import { subscriptionWords as uk } from './uk.ts';
import { subscriptionWords as zhHans } from './zh-hans.ts';
import { subscriptionWords as zhHant } from './zh-hant.ts';

/** Every language a mail to a reader can speak, by its file's name: those of the pages. */
export const subscriptionLanguages: Readonly<Record<string, SubscriptionWords>> = {
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

import { type Speech, speechIn } from '../reader/speech.ts';
import { languageFor } from '../words/language.ts';
import { mailLanguages } from '../words/mails/mail-languages.ts';
import type { MailWords } from '../words/mails/mail-words.ts';

/** A language as a mail speaks it: that of the pages, with the words of mails. */
export interface MailSpeech extends Speech {
  readonly mail: MailWords;
}

export function mailSpeechIn(tag: string): MailSpeech {
  const name = languageFor(tag, Object.keys(mailLanguages));
  return { ...speechIn(tag), mail: mailLanguages[name] as MailWords };
}

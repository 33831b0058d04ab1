import type { Person } from '../moderators/person.ts';
import type { Site } from '../sites/site.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Letter } from './letter.ts';
import { type MailSpeech, mailSpeechIn } from './mail-speech.ts';

/** A letter about somebody's account, in the language of the first of their sites. */
export async function accountLetter(
  { sites }: ComposeNeeds,
  person: Person,
  write: (speech: MailSpeech, site: Site | null) => Pick<Letter, 'subject' | 'parts'>,
): Promise<Letter> {
  const [first] = person.sites;
  const site = first === undefined ? null : await sites.byId(first);
  const speech = mailSpeechIn(site?.settings.locale ?? 'en');
  return {
    ...write(speech, site),
    to: person.email,
    fromName: site?.name ?? 'Backtalk',
    lang: speech.lang,
    dir: speech.words.dir,
    thread: [],
  };
}

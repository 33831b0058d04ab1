import { moderatorByPerson } from '../moderators/authenticate.ts';
import { may } from '../moderators/may.ts';
import type { Person } from '../moderators/person.ts';
import type { Site } from '../sites/site.ts';
import { fill } from '../words/fill.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Letter, LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { type MailSpeech, mailSpeechIn } from './mail-speech.ts';

/** A moderator, and the site they are told of. */
export interface Moderated {
  readonly person: Person;
  readonly site: Site;
  readonly speech: MailSpeech;
  readonly since: number;
}

/** Whom a notice is for; null when they moderate the site no more, or it tells nobody. */
export async function moderatedBy(needs: ComposeNeeds, mail: Mail): Promise<Moderated | null> {
  const [person, site] = await Promise.all([needs.store.people.byId(mail.recipientId), needs.sites.byId(mail.siteId)]);
  if (!person || !site || site.settings.notifyModerators === 'off') return null;
  if (!may(moderatorByPerson(person), 'moderate', site.id)) return null;
  return { person, site, speech: mailSpeechIn(site.settings.locale), since: mail.since };
}

/** A letter to a moderator, with what stands in the foot of each. */
export function letterTo(
  { publicUrl }: Pick<ComposeNeeds, 'publicUrl'>,
  { person, site, speech }: Moderated,
  letter: Pick<Letter, 'subject' | 'parts' | 'thread'>,
): Letter {
  const { mail, lang, words } = speech;
  const foot: readonly LetterPart[] = [
    { kind: 'note', text: mail.askedAgain },
    { kind: 'note', text: fill(mail.because, 'site', site.name) },
    {
      kind: 'links',
      links: [
        { text: mail.openQueue, url: `${publicUrl}/admin` },
        { text: mail.howOften, url: `${publicUrl}/admin/notices` },
      ],
    },
  ];
  return { ...letter, to: person.email, fromName: site.name, lang, dir: words.dir, parts: [...letter.parts, ...foot] };
}

import { invitationPath } from '../moderators/set-up.ts';
import { fill } from '../words/fill.ts';
import { accountLetter } from './account-letter.ts';
import type { Compose } from './compose.ts';

/** To somebody invited to moderate; nobody who has a password already. */
export const invitation: Compose = async (needs, mail) => {
  const person = await needs.store.people.byId(mail.recipientId);
  if (!person || person.password !== null) return null;
  return accountLetter(needs, person, ({ mail: words }, site) => {
    const subject = fill(words.inviteSubject, 'site', site?.name ?? 'Backtalk');
    return {
      subject,
      parts: [
        { kind: 'heading', text: subject },
        { kind: 'paragraph', text: words.inviteText },
        { kind: 'links', links: [{ text: words.inviteLink, url: needs.publicUrl + invitationPath(needs.keys, person) }] },
      ],
    };
  });
};

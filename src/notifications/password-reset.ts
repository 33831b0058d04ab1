import { resetLifeMs, resetPath } from '../moderators/reset.ts';
import { accountLetter } from './account-letter.ts';
import type { Compose } from './compose.ts';

/** To who forgot their password. Its link is void once the account changed how it signs in. */
export const passwordReset: Compose = async (needs, mail) => {
  const person = await needs.store.people.byId(mail.recipientId);
  if (!person || needs.now() >= mail.since + resetLifeMs) return null;
  return accountLetter(needs, person, ({ mail: words }) => ({
    subject: words.resetSubject,
    parts: [
      { kind: 'heading', text: words.resetSubject },
      { kind: 'paragraph', text: words.resetText },
      { kind: 'links', links: [{ text: words.resetLink, url: needs.publicUrl + resetPath(needs.keys, person, mail.since) }] },
      { kind: 'note', text: words.resetElse },
    ],
  }));
};

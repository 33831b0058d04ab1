import type { Store } from '../storage/store.ts';
import { type Mail, makeMail, type NewMail } from './mail.ts';

export interface WriteMailNeeds {
  readonly store: Pick<Store, 'mails'>;
  readonly mailer: { readonly isOn: boolean; readonly domain: string };
  readonly now: () => number;
  readonly newId: () => string;
}

/** Keeps a mail with the job that sends it. Of the same key there is one: it is answered, and nothing is sent again. */
export function writeMail(needs: WriteMailNeeds, about: NewMail): Promise<Mail> {
  const { mail, also } = makeMail(needs, about);
  return needs.store.mails.add(mail, also);
}

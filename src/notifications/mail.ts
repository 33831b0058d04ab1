import type { NewJob } from '../jobs/job.ts';
import type { Also } from '../storage/also.ts';
import type { LedgerEntry } from '../storage/ledger.ts';

/** What a mail is about: each has a file that writes it, named in `kinds.ts`. */
export type MailKind =
  | ('comment-notice' | 'comment-digest' | 'password-reset' | 'invitation')
  | ('subscription-confirmation' | 'comment-approved' | 'reply-notice')
  | ('author-notice' | 'author-digest');

/**
 * waiting: its job will try, or try again. sent: the server took it. refused: the server will never take it. failed: we gave up.
 * not-delivered: no mail server is set. needless: what it was to tell is no longer so.
 */
export const mailStates = ['waiting', 'sent', 'refused', 'failed', 'not-delivered', 'needless'] as const;
export type MailState = (typeof mailStates)[number];

/** A mail by what it is about and whom it is for. Text and address are found when it is sent; only ids are kept. Times in milliseconds. */
export interface Mail extends LedgerEntry {
  readonly kind: MailKind;
  /** Empty where it is of no site. */
  readonly siteId: string;
  /** Deterministic: the same cause makes one mail. */
  readonly key: string;
  readonly state: MailState;
  /** A keyed hash of the address it went to; empty before the first try. */
  readonly group: string;
  /** A person's id, or that of what names a reader's or an author's address. */
  readonly recipientId: string;
  readonly subjectId: string;
  /** Of every try the same, by which the receiver knows a second copy (RFC 5322, section 3.6.4). With its angle brackets. */
  readonly messageId: string;
  readonly attempts: number;
  /** The last answer, without addresses. */
  readonly answer: string | null;
  readonly createdAt: number;
  /** When sending it was asked for last: at first with its making, later by a person. What stands in it ends counting from here. */
  readonly since: number;
  readonly sentAt: number | null;
  /** Of a digest: what it tells, by ids of comments. */
  readonly comments?: readonly string[];
  /** A digest on its way takes no more comments. */
  readonly isClosed?: boolean;
}

export type NewMail = Pick<Mail, 'kind' | 'siteId' | 'key' | 'recipientId' | 'subjectId' | 'comments'> & {
  /** When it goes out; absent: at once. */
  readonly sendAt?: number;
};

interface MakeNeeds {
  readonly mailer: { readonly isOn: boolean; readonly domain: string };
  readonly now: () => number;
  readonly newId: () => string;
}

/** A mail with the job that sends it. Without a mail server there is no job, and the mail stands as not delivered. */
export function makeMail({ mailer, now, newId }: MakeNeeds, { sendAt, ...about }: NewMail): { mail: Mail; also: Also } {
  const id = newId();
  const mail: Mail = {
    ...about,
    id,
    state: mailer.isOn ? 'waiting' : 'not-delivered',
    group: '',
    changedAt: now(),
    version: 1,
    messageId: `<${id.toLowerCase()}@${mailer.domain}>`,
    attempts: 0,
    answer: null,
    createdAt: now(),
    since: now(),
    sentAt: null,
  };
  return { mail, also: { jobs: mailer.isOn ? [sending(newId(), mail, sendAt ?? now())] : [], log: null } };
}

/** The job that sends a mail. Asked for again, the mail has another version and the job another key. */
export function sending(id: string, mail: Pick<Mail, 'id' | 'version'>, runAt: number): NewJob {
  return { id, key: `send-mail:${mail.id}:${mail.version}`, kind: 'send-mail', subjectId: mail.id, runAt };
}

/** What a mail is now: the same mail, one version on. */
export function changed(mail: Mail, to: Partial<Mail>, now: number): Mail {
  return { ...mail, ...to, changedAt: now, version: mail.version + 1 };
}

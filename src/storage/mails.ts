import type { Mail, MailState } from '../notifications/mail.ts';
import type { Ledger } from './ledger.ts';

export interface MailQuery {
  /** null: of all sites, and of none. */
  readonly sites: readonly string[] | null;
  /** null: in any state. */
  readonly states: readonly MailState[] | null;
  readonly before: string | null;
  readonly limit: number;
}

/** The part of the port that keeps mails: what was to be sent, and what became of it. `group` is a keyed hash of the address. */
export interface Mails extends Pick<Ledger<Mail>, 'byId' | 'byKey' | 'add' | 'change' | 'trim'> {
  /** Latest first, by id. */
  find(query: MailQuery): Promise<readonly Mail[]>;
  /** What became of the last mails of this group that came to an end in one of these states, the latest first. */
  lastStates(group: string, of: readonly MailState[], limit: number): Promise<readonly MailState[]>;
  /** Deletes up to `limit` mails of this group; answers how many. */
  forget(group: string, limit: number): Promise<number>;
}

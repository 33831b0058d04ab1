import type { Person, Token } from '../moderators/person.ts';
import type { Also } from './also.ts';

/** The part of the port that keeps moderators and their tokens. */
export interface People {
  all(): Promise<readonly Person[]>;
  byId(id: string): Promise<Person | null>;
  byEmail(email: string): Promise<Person | null>;
  add(person: Person, also: Also): Promise<'added' | 'email-taken'>;
  /** Adds the first operator, if there is no operator yet. */
  addFirst(person: Person, also: Also): Promise<'added' | 'already-set-up'>;
  hasOperator(): Promise<boolean>;
  /** Sets a password where there is none yet. */
  setFirstPassword(id: string, password: string, also: Also): Promise<boolean>;
  /** Replaces all but id, email and the time of making if the stored version is `person.version - 1`. */
  change(person: Person, also: Also): Promise<'changed' | 'stale'>;
  /** Gone at once, and the email free for somebody else. */
  remove(id: string, also: Also): Promise<boolean>;
  addToken(token: Token, also: Also): Promise<void>;
  tokens(): Promise<readonly Token[]>;
  tokenByHash(hash: string): Promise<Token | null>;
  revokeToken(id: string, also: Also): Promise<boolean>;
}

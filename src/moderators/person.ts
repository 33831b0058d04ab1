import type { NoticeChoice } from '../wire/mails.ts';

/** operator: of the service. owner: settings, people, tokens. moderator: the queue. The last two are of named sites. */
export const roles = ['operator', 'owner', 'moderator'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly id: string;
  readonly email: string;
  /** What readers see on replies; null: the site's name, never the mailbox. */
  readonly name: string | null;
  readonly role: Role;
  /** Site ids; an operator needs none. */
  readonly sites: readonly string[];
  /** scrypt, see `password.ts`; null until the set-up link was used. */
  readonly password: string | null;
  readonly secondFactors: SecondFactors;
  /** How often they are told of a site's comments, by the site's id; at once where none is named. */
  readonly notices: Readonly<Record<string, NoticeChoice>>;
  /** Grows whenever sessions and set-up links made before shall be void. */
  readonly epoch: number;
  /** Grows with each change, which names the one it is based on. */
  readonly version: number;
  readonly createdAt: number;
}

/** The sites whose owners know of somebody. */
export const knownOn = ({ role, sites }: Pick<Person, 'role' | 'sites'>): readonly string[] => (role === 'operator' ? [] : sites);

/** Beside the password, or instead of it: a passkey is both what one has and what one knows. */
export interface SecondFactors {
  readonly totp: Totp | null;
  /** SHA-256 of each code that was not used yet. */
  readonly recoveryCodes: readonly string[];
  readonly passkeys: readonly Passkey[];
}

export interface Totp {
  /** Base32 (RFC 4648). The server needs it as it is to reckon with it. */
  readonly secret: string;
  /** The time step of the last code taken: none is taken twice (RFC 6238, section 5.2). */
  readonly lastStep: number;
}

export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: number;
}

export const noSecondFactors: SecondFactors = { totp: null, recoveryCodes: [], passkeys: [] };

/** Somebody who has not signed in yet. */
export function newPerson(person: Omit<Person, 'secondFactors' | 'notices' | 'epoch' | 'version'>): Person {
  return { ...person, secondFactors: noSecondFactors, notices: {}, epoch: 0, version: 1 };
}

/** A bearer token made by the CLI. Only its hash is kept. */
export interface Token {
  readonly id: string;
  readonly siteId: string;
  readonly role: Exclude<Role, 'operator'>;
  readonly name: string;
  readonly hash: string;
  readonly createdAt: number;
}

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
  readonly createdAt: number;
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

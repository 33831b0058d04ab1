import type { Actor } from '../moderation/log.ts';

export const blockKinds = ['author', 'email', 'address', 'domain'] as const;
/** author: a name and an email together. address: one, or all that begin like it. domain: a host with all below it. */
export type BlockKind = (typeof blockKinds)[number];

/** Whose comments a site takes for spam, unseen, until a time. Times are milliseconds since 1970. */
export interface Block {
  readonly id: string;
  readonly siteId: string;
  readonly kind: BlockKind;
  /** What comments are compared with, as `block-keys.ts` makes it; a site blocks each key once. */
  readonly key: string;
  /** The same as a moderator reads it: the email, the address with its prefix (`203.0.113.0/24`), the domain. */
  readonly value: string;
  /** Of an author. */
  readonly name: string | null;
  /** In lower case, of an author or an email: what an erasure finds it by. */
  readonly emailKey: string | null;
  readonly by: Actor;
  readonly note: string | null;
  readonly createdAt: number;
  /** null: for good. */
  readonly until: number | null;
  /** Grows with each change, which names the one it is based on. */
  readonly version: number;
}

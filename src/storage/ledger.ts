import type { Also } from './also.ts';

/** What a ledger is ordered and searched by. Times are milliseconds since 1970. */
export interface LedgerEntry {
  readonly id: string;
  readonly siteId: string;
  /** One entry a key and site. */
  readonly key: string;
  readonly state: string;
  /** What is capped together. */
  readonly group: string;
  readonly changedAt: number;
  readonly version: number;
}

/** What the site's own records keep of each of many things, one of a key. What is in them is the domain's. */
export interface Ledger<T extends LedgerEntry> {
  byId(id: string): Promise<T | null>;
  byKey(siteId: string, key: string): Promise<T | null>;
  /** Keeps it with what belongs to it; or answers the one of its key that was there first, and keeps nothing. */
  add(entry: T, also: Also): Promise<T>;
  /** Replaces it if the stored version is `entry.version - 1`. */
  change(entry: T, also: Also): Promise<boolean>;
  /** How many are in that state, of all of the site and of those of that group, each counted up to `most`. */
  count(of: Pick<T, 'siteId' | 'state' | 'group'>, most: number): Promise<{ readonly all: number; readonly ofGroup: number }>;
  /** Latest first, by id, before the one named. */
  list(siteId: string, before: string | null, limit: number): Promise<readonly T[]>;
  /** The same of one group. */
  listOf(of: Pick<T, 'siteId' | 'group'>, before: string | null, limit: number): Promise<readonly T[]>;
  /** Deletes up to `limit` that are in one of these states and were last changed before that time; answers how many. */
  trim(due: { readonly states: readonly string[]; readonly before: number }, limit: number): Promise<number>;
}

/** The ledgers there are. */
export const ledgerNames = ['received', 'sendings', 'webhooks', 'deliveries', 'mails', 'erasures', 'days', 'mutes'] as const;
export type LedgerName = (typeof ledgerNames)[number];

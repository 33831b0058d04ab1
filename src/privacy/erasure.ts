import type { Actor } from '../moderation/log.ts';
import type { LedgerEntry } from '../storage/ledger.ts';

/**
 * A person's erasure from some sites. erasing: there may be more to take out. clearing: nobody finds it any more, and it leaves indexes
 * and logs of the database. done: the email is forgotten here as well.
 */
export interface Erasure extends LedgerEntry {
  readonly state: 'erasing' | 'clearing' | 'done';
  /** In lower case; null once it is needed no more. */
  readonly email: string | null;
  readonly sites: readonly string[];
  readonly isEverywhere: boolean;
  readonly by: Actor;
  /** Of each holding, what was taken out by its kind. */
  readonly erased: Readonly<Record<string, number>>;
  /** Sentences about what is kept of the person, and why. */
  readonly kept: readonly string[];
  readonly orderedAt: number;
  readonly finishedAt: number | null;
}

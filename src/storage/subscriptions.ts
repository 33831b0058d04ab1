import type { Subscription, SubscriptionState } from '../subscriptions/subscription.ts';

/** An address is the same in capitals. `sites` null: on every site. */
export interface Addressee {
  readonly email: string;
  readonly sites: readonly string[] | null;
}

/** The part of the port that keeps who wants to hear of replies. What was asked for with a comment goes when the comment is wiped. */
export interface Subscriptions {
  /** Keeps it, or answers the one of its comment that was there first. */
  add(subscription: Subscription): Promise<Subscription>;
  byId(id: string): Promise<Subscription | null>;
  byComment(commentId: string): Promise<Subscription | null>;
  /** Replaces scope and state if the stored version is `subscription.version - 1`. */
  change(subscription: Subscription): Promise<boolean>;
  /** Active ones of the whole thread of a page, by id, after the one named. */
  ofThread(pageId: string, after: string | null, limit: number): Promise<readonly Subscription[]>;
  /** Of one address, latest first, in whatever state. */
  ofAddress(of: Addressee, limit: number): Promise<readonly Subscription[]>;
  remove(id: string): Promise<void>;
  /** Deletes up to `limit` of one address; answers how many. */
  forget(of: Addressee, limit: number): Promise<number>;
  /** Deletes up to `limit` that are in one of these states and were last changed before that time; answers how many. */
  trim(due: { readonly states: readonly SubscriptionState[]; readonly before: number }, limit: number): Promise<number>;
}

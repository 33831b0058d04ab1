/** replies: to one's own comment. thread: every new comment of the page. */
export const scopes = ['replies', 'thread'] as const;
export type Scope = (typeof scopes)[number];

/**
 * waiting: nothing was sent yet. asked: the confirmation was. active: its address agreed. ended: it wants no more, or never did.
 */
export type SubscriptionState = 'waiting' | 'asked' | 'active' | 'ended';

/** What somebody asked for with a comment: one a comment, and gone with it. Times are milliseconds since 1970. */
export interface Subscription {
  readonly id: string;
  readonly siteId: string;
  /** Where its comment stands; a merge takes both along. */
  readonly pageId: string;
  readonly commentId: string;
  readonly email: string;
  readonly scope: Scope;
  readonly state: SubscriptionState;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly version: number;
}

import type { CommentType, Status } from '../comments/comment.ts';

/** Of a comment, what tells moderators that something happened to it. */
export interface Touched {
  readonly id: string;
  readonly siteId: string;
  readonly type: CommentType;
  readonly status: Status;
  readonly version: number;
  readonly reports: number;
  readonly changedAt: number;
}

/** The part of the port that sees many comments at once, for moderators. */
export interface Overview {
  /** Comments of all sites that came or were changed at `since` or later, whatever changed of them; latest first. */
  changed(since: number, limit: number): Promise<readonly Touched[]>;
}

import type { StoredComment } from '../comments/comment.ts';

/** A person on one site, by the email they wrote under, in any case. */
export interface SiteAuthor {
  readonly siteId: string;
  readonly email: string;
}

/** How many of each an erasure took out. */
export interface AuthorErased {
  /** Wiped, with their reports, idempotency keys and edit tokens. */
  readonly comments: number;
  /** Sent, or once named, under that email and changed by a moderator since: what it was before is gone, the comment stays. */
  readonly amended: number;
  /** What the filter learned from those comments. */
  readonly lessons: number;
  /** Notes on decisions about them; who decided what and when stays. */
  readonly notes: number;
}

/** The part of the port that finds and forgets what one person wrote. */
export interface Authors {
  /** What was written, or stood before a moderator's edit, under that email and is not deleted; oldest first. */
  comments(
    of: SiteAuthor,
    after: Pick<StoredComment, 'createdAt' | 'id'> | null,
    limit: number,
  ): Promise<readonly StoredComment[]>;
  /** Up to `limit` comments: wipes or mends each, and with it what else is kept of it. No comments and none amended means done. */
  erase(of: SiteAuthor, limit: number): Promise<AuthorErased>;
  /** Takes what was erased or lifted out of indexes and logs as well; false while somebody reads there and it must be tried again. */
  forgetErased(): Promise<boolean>;
  /** Where erased content can still be read for a while by whoever reads the disk. */
  readonly remains: 'file' | 'oplog';
}

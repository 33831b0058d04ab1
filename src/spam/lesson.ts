/**
 * What a moderator taught by one decision. It keeps no word of the comment: `content` is hashes of its tokens, and `digest` tells
 * whether two are the same, so that one text decided on a thousand times counts once.
 */
export interface Lesson {
  /** The comment's id, or `file:` and the digest for what came by `filter learn`. */
  readonly id: string;
  readonly isSpam: boolean;
  /** A ULID of when it was taught; what was taught later stands over what was taught before. */
  readonly taughtAt: string;
  readonly digest: string;
  readonly content: string;
}

/** So many of a label a site keeps; the oldest go. */
export const mostLessons = 2_000;

/** What moderators taught the filter of each site. Deleting a comment takes its lesson with it, expiry of spam does not. */
export interface Lessons {
  /** Puts each in the place of the one with its id. Beyond `mostLessons` of a label the oldest go. */
  teach(siteId: string, lessons: readonly Lesson[]): Promise<void>;
  forget(siteId: string, ids: readonly string[]): Promise<void>;
  /** The newest of each digest, newest first. */
  newest(siteId: string, isSpam: boolean, limit: number): Promise<readonly Lesson[]>;
  /** Another text whenever something of them changed. */
  revision(siteId: string): Promise<string>;
}

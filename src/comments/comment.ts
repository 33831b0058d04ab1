import type { Submitted, Verdict } from '../moderation/verdict.ts';

export const commentTypes = ['comment', 'pingback', 'webmention', 'trackback'] as const;
export type CommentType = (typeof commentTypes)[number];

/** `deleted`: content wiped, the row kept while something hangs on it. Nothing leaves that state. */
export type Status = 'approved' | 'pending' | 'spam' | 'trash' | 'deleted';
export const queueStatuses = ['pending', 'approved', 'spam', 'trash'] as const;
export type QueueStatus = (typeof queueStatuses)[number];

/** How many ancestors a comment remembers; a thread is never shown deeper. */
export const lineageLimit = 10;

export interface Author {
  readonly name: string;
  readonly email: string | null;
  readonly website: string | null;
  readonly moderator: boolean;
}

export const linkbackKinds = ['mention', 'reply', 'like', 'repost', 'bookmark'] as const;
/** What a linkback's source does with the page, as far as it says so (microformats2). */
export type LinkbackKind = (typeof linkbackKinds)[number];

/** `plain`: every character stands for itself. */
export type TextFormat = 'markdown' | 'html' | 'plain';

/** Where a linkback came from. */
export interface Source {
  readonly url: string;
  readonly title: string | null;
  readonly excerpt: string | null;
  /** A mention where the source does not say. */
  readonly kind?: LinkbackKind;
  /** When the source says that it was published, milliseconds. */
  readonly published?: number | null;
}

/** The same Idempotency-Key again answers from the row; `digest` is of what is compared. */
export interface Idempotency {
  readonly key: string;
  readonly digest: string;
}

/** What it said before a moderator's latest edit, by which that can be taken back. */
export interface Former extends Submitted {
  readonly editedAt: number | null;
  /** The edit's entry in the log, and the comment's version after it. */
  readonly entry: string;
  readonly version: number;
  /** Where the edit took another one back: the version that is as this one. */
  readonly as?: number;
  readonly at: number;
}

/** Everything that can stand in a thread. Times are milliseconds since 1970, ids ULIDs. */
export interface Comment {
  readonly id: string;
  readonly siteId: string;
  readonly pageId: string;
  readonly type: CommentType;
  readonly parent: string | null;
  /** Its ancestors from the root down, the first `lineageLimit` of them. Empty at the top level. */
  readonly lineage: readonly string[];
  readonly status: Status;
  readonly author: Author;
  /** The source text, as written. */
  readonly text: string;
  readonly format: TextFormat;
  /** Made from `text` by that version of the renderer; read again through `body.ts`, which renders anew when it is older. */
  readonly html: string;
  readonly renderer: number;
  readonly source: Source | null;
  /** The page's title as the visitor's page named it; shows nowhere before an approval. */
  readonly titleHint: string | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly version: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly verdict: Verdict;
  /** Kept as long as the site keeps its trash. */
  readonly former?: Former | null;
  /** Part of the edit token; a new epoch revokes it. */
  readonly editEpoch: number;
  readonly idempotency: Idempotency | null;
}

/** A comment as read: `children` shown directly under it, `below` shown under this root in all (0 where it is no root). */
export interface StoredComment extends Comment {
  readonly children: number;
  readonly below: number;
  readonly reports: number;
}

/** A thread shows what is approved, and what has something shown under it as a tombstone. */
export function isShown(comment: Pick<StoredComment, 'status' | 'children'>): boolean {
  return comment.status === 'approved' || comment.children > 0;
}

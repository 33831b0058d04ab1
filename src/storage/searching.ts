import type { CommentType, QueueStatus, StoredComment } from '../comments/comment.ts';
import type { SearchTerm } from '../moderation/search.ts';
import type { Position } from './position.ts';

export interface QueueQuery {
  readonly siteId: string;
  readonly status: QueueStatus;
  readonly type: CommentType | null;
  /** Only those that readers reported. */
  readonly reported?: boolean;
  readonly after: Position | null;
  readonly limit: number;
}

export interface SearchQuery extends QueueQuery {
  /** All must be there. At least one. */
  readonly terms: readonly SearchTerm[];
}

export interface Found {
  /** Newest first. */
  readonly comments: readonly StoredComment[];
  /** Where the search was broken off, everything newer having been looked at; null when it found `limit` or came to the end. */
  readonly stoppedAt: Position | null;
}

export interface Searching {
  /**
   * The comments of a queue that a search finds. Words that are frequent and seldom meet can take long: the store asks now and then
   * whether it is `enough`, and then answers what it has; whoever asked goes on from there if they like.
   */
  search(query: SearchQuery, enough: () => boolean): Promise<Found>;
}

/**
 * The terms a search enters an index by come first: single ones before choices, and long ones, which are rarer, before short ones. Texts
 * of any language bear this out (Zipf's law of abbreviation), and to count costs what it would save.
 */
export function rarestFirst(terms: readonly SearchTerm[]): readonly SearchTerm[] {
  const longest = ({ anyOf }: SearchTerm) => Math.max(...anyOf.map(({ length }) => length));
  return terms.toSorted((a, b) => a.anyOf.length - b.anyOf.length || longest(b) - longest(a));
}

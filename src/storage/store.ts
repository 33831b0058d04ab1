import type { Mute } from '../article-authors/mute.ts';
import type { Comment, QueueStatus, Status, StoredComment } from '../comments/comment.ts';
import type { NewJob } from '../jobs/job.ts';
import type { Pair } from '../linkbacks/pair.ts';
import type { Sending } from '../linkbacks/sending.ts';
import type { DayFigures } from '../moderation/day-figures.ts';
import type { LogEntry, LogItem } from '../moderation/log.ts';
import type { Verdict } from '../moderation/verdict.ts';
import type { Erasure } from '../privacy/erasure.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { Lessons } from '../spam/lesson.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { Webhook } from '../webhooks/webhook.ts';
import type { Also } from './also.ts';
import type { Authors } from './authors.ts';
import type { Blocks } from './blocks.ts';
import type { Jobs } from './jobs.ts';
import type { Ledger } from './ledger.ts';
import type { Limits } from './limits.ts';
import type { Mails } from './mails.ts';
import type { Overview } from './overview.ts';
import type { Pages } from './pages.ts';
import type { People } from './people.ts';
import type { Position } from './position.ts';
import type { QueueQuery, Searching } from './searching.ts';
import type { Sessions } from './sessions.ts';
import type { Subscriptions } from './subscriptions.ts';

/**
 * All state. Two adapters speak it alike, and `tests/storage/contract.ts` says what it means.
 *
 * Values in, values out: ids and times come from the caller, expected outcomes are answers and not exceptions. Every write is
 * atomic together with what it carries in `Also`, and durable once it answers. There is no transaction to hold open, so that
 * a store with single-document atomicity is as right as one with transactions. What is derived (counts, page versions, what a
 * thread shows, the search index, events) is in force for the process that wrote as soon as the write answers.
 *
 * @throws StoreAway when the store cannot answer now; trying again later makes sense.
 */
export interface Store {
  readonly sites: Sites;
  readonly pages: Pages;
  readonly comments: Comments;
  readonly queue: Queue;
  readonly overview: Overview;
  readonly lessons: Lessons;
  readonly people: People;
  readonly sessions: Sessions;
  readonly jobs: Jobs;
  readonly events: Events;
  /** Linkbacks as they came in, by site, page and source. */
  readonly received: Ledger<Pair>;
  /** Pages and feeds of our own, and the links of theirs that others were told of. */
  readonly sendings: Ledger<Sending>;
  /** Whom the sites' owners want told of what happens, and what was told. */
  readonly webhooks: Ledger<Webhook>;
  readonly deliveries: Ledger<Delivery>;
  readonly mails: Mails;
  /** What authors of articles want no mail about. */
  readonly mutes: Ledger<Mute>;
  /** How many comments came on each day. */
  readonly days: Ledger<DayFigures>;
  readonly subscriptions: Subscriptions;
  readonly limits: Limits;
  readonly authors: Authors;
  readonly blocks: Blocks;
  /** Erasures of persons, under way and done. */
  readonly erasures: Ledger<Erasure>;
  /** Keeps `value` under `name` unless something stands there, and answers what stands there now. */
  claim(name: string, value: string): Promise<string>;
  /** Puts `value` in the place of `expected` under `name`; false when something else stands there. */
  reclaim(name: string, expected: string, value: string): Promise<boolean>;
  /** Round trip to the store, schema included. Throws StoreAway with the reason. */
  probe(): Promise<void>;
  /** What an operator should know of the store itself: version, mode, integrity, missing indexes. */
  examine(): Promise<readonly StoreFact[]>;
  close(): Promise<void>;
}

/** The store cannot answer now. The message is for the operator, not for a reader. */
export class StoreAway extends Error {}

export interface StoreFact {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
}

/** Up to `limit` rows strictly after and before these positions, the first ones of the order named. */
export interface Range {
  readonly after?: Position;
  readonly before?: Position;
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
}

export interface Sites {
  all(): Promise<readonly Site[]>;
  /** A host (with its port) belongs to one site, unless `shareHosts` says otherwise. */
  add(site: Site, options: { readonly shareHosts: boolean }, also: Also): Promise<'added' | 'slug-taken' | 'host-taken'>;
  /** Replaces name, hosts and settings if the stored version is `site.version - 1`. */
  change(site: Site, options: { readonly shareHosts: boolean }, also: Also): Promise<'changed' | 'host-taken' | 'stale'>;
  /** The site, its tokens and its people's ties to it are gone at once; `clear` empties the rest. */
  remove(siteId: string, also: Also): Promise<boolean>;
  /** Deletes up to `limit` rows of a removed site; answers how many there were, so that 0 means done. */
  clear(siteId: string, limit: number): Promise<number>;
}

/** What must hold at the moment of the write. Checks ask for it, the store sees to it atomically. */
export interface Conditions {
  /** No comment of this page and parent with the same text by the same name or the same email, trash aside. */
  readonly unlessSaid: boolean;
  /** No linkback of this page from this comment's source, but for deleted ones. Not asked where it is absent. */
  readonly unlessLinked?: boolean;
  /** No comment of the same site after `since` from this address or this email (null: not asked). */
  readonly quiet: { readonly since: number; readonly address: string | null; readonly email: string | null } | null;
  /** A key that did not come after that is forgotten. */
  readonly idempotentSince: number;
}

export interface Arrival extends Also {
  readonly comment: Comment;
  /** The page as found or as it shall be made; the stored comment carries the id of the one that stands. */
  readonly page: Page;
  /** null: the page is known to stand. */
  readonly pageKey: string | null;
  readonly conditions: Conditions;
  readonly terms: readonly string[];
}

/** `replayed`: the same key and digest came before. `too-quick` names the time of the comment in the way. */
export type Added =
  | { readonly outcome: 'added' | 'replayed'; readonly comment: StoredComment }
  | { readonly outcome: 'duplicate' | 'idempotency-mismatch' | 'parent-gone' }
  | { readonly outcome: 'too-quick'; readonly lastAt: number };

/** A change of one comment by id. `version` is the one it is based on. */
export interface Revision extends Also {
  readonly comment: Comment;
  readonly version: number;
  readonly terms: readonly string[];
}

/** A verdict without what it was first passed on, which another one does not change. */
export type Judgement = Omit<Verdict, 'first'>;

export interface AuthorHistory {
  /** An approved comment of this name and email stands on the site. */
  readonly known: boolean;
  /** One of those has this website. */
  readonly websiteKnown: boolean;
  /** The email is that of a person who moderates the site. */
  readonly moderator: boolean;
}

export interface Comments {
  byId(id: string): Promise<StoredComment | null>;
  /** In no order; unknown ones are absent. */
  byIds(ids: readonly string[]): Promise<readonly StoredComment[]>;
  /** The comment of this key, if it came after `since`. */
  byIdempotencyKey(siteId: string, key: string, since: number): Promise<StoredComment | null>;
  /** Stores it unless a condition fails, its page with it where it is new. Looks at the idempotency key first. */
  add(arrival: Arrival): Promise<Added>;
  /** Replaces what may change (status, author, text and its html, source, edited, former, verdict, epoch) if nothing changed since. */
  revise(revision: Revision): Promise<StoredComment | 'stale'>;
  /** Puts another judgement on a comment that still has this version, and leaves it that; answers whether it had. */
  judge(of: Pick<Comment, 'id' | 'version'>, judgement: Judgement): Promise<boolean>;
  /** What a thread shows of a page: its top level, or everything flat. */
  shown(pageId: string, level: 'top' | 'all', range: Range): Promise<readonly StoredComment[]>;
  /** What a thread shows under a root, at every depth, as one list. */
  replies(rootId: string, range: Range): Promise<readonly StoredComment[]>;
  /** The first `limit` of those under each of up to 100 roots, oldest first. */
  firstReplies(rootIds: readonly string[], limit: number): Promise<readonly StoredComment[]>;
  /** Approved ones of a site, newest first. */
  recent(siteId: string, limit: number): Promise<readonly StoredComment[]>;
  authorHistory(
    siteId: string,
    author: { readonly name: string; readonly email: string; readonly website: string | null },
  ): Promise<AuthorHistory>;
  /** Linkbacks of a page from this source, but for deleted ones; oldest first, and more than one only after a merge. */
  bySource(pageId: string, source: string): Promise<readonly StoredComment[]>;
  /** Whether a linkback from this host is approved on the site, or among its spam. */
  sourceHistory(siteId: string, host: string): Promise<{ readonly approved: boolean; readonly spam: boolean }>;
  /** Wipes up to `limit` comments of that status that have been in it since before `before`; answers how many. */
  expire(
    due: { readonly siteId: string; readonly status: 'spam' | 'trash'; readonly before: number },
    limit: number,
  ): Promise<number>;
  /** Shortens addresses of comments made before `before` to /24 and /48; answers how many, at most `limit`. */
  shortenAddresses(siteId: string, before: number, limit: number): Promise<number>;
  /** Forgets what comments said before edits that were made before `before`; answers how many, at most `limit`. */
  forgetFormer(siteId: string, before: number, limit: number): Promise<number>;
  /**
   * Removes up to `limit` deleted rows that nothing hangs on, leaving their ids in the journal; answers how many. Answering less than
   * `limit` it has also cleared indexes and logs of all that was wiped, shortened or changed before, as far as the store can.
   */
  bury(limit: number): Promise<number>;
}

/** One act of a moderator on up to 500 comments of one site. */
export interface Decision {
  readonly entry: LogEntry;
  readonly items: readonly { readonly id: string; readonly version: number | null; readonly to: Status }[];
  readonly also: readonly NewJob[];
}

export interface Decided {
  readonly changed: readonly LogItem[];
  /** Changed since the version named, deleted, or unknown: left alone. */
  readonly stale: readonly string[];
}

export interface Queue extends Searching {
  /** Newest first. */
  list(query: QueueQuery): Promise<readonly StoredComment[]>;
  counts(siteId: string): Promise<Readonly<Record<QueueStatus, number>>>;
  /** How many approved comments each of these emails has on the site, by the email in lower case; without any it is absent. */
  approvedBy(siteId: string, emails: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Written to the log first, then applied; a crash in between is finished later. An entry that changes nothing is not kept. */
  decide(decision: Decision): Promise<Decided>;
  /** A log entry with what it changed; null when there is none. */
  entry(id: string): Promise<{ readonly entry: LogEntry; readonly items: readonly LogItem[] } | null>;
  /** What happened to each of these comments, oldest first. */
  history(commentIds: readonly string[]): Promise<ReadonlyMap<string, readonly (LogEntry & LogItem)[]>>;
  /** The entries that changed what each of these comments says or whose it is, oldest first; without any it is absent. */
  edits(commentIds: readonly string[]): Promise<ReadonlyMap<string, readonly LogEntry[]>>;
  /** Of each of these entries that changed comments, how many, and the first of them by id; the others are absent. */
  extents(entryIds: readonly string[]): Promise<ReadonlyMap<string, { readonly first: string; readonly count: number }>>;
  /** Newest first; among `sites`, null is for the entries of no site, and instead of them, for all there are. */
  log(sites: readonly (string | null)[] | null, before: string | null, limit: number): Promise<readonly LogEntry[]>;
  /** A reader's report; `reporter` is a keyed hash, one report each. False when it was there already, and nothing is stored then. */
  report(
    commentId: string,
    report: { readonly reporter: string; readonly reason: string; readonly text: string | null; readonly at: number },
    also: Also,
  ): Promise<boolean>;
  reports(
    commentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { readonly reason: string; readonly text: string | null; readonly at: number }[]>>;
}

/** `comment`: became visible. `removed`: is no longer. `page`, `site`: something else that is shown changed. */
export interface Change {
  readonly cursor: string;
  readonly kind: 'comment' | 'removed' | 'page' | 'site';
  readonly siteId: string;
  readonly pageId: string | null;
  readonly commentId: string | null;
}

export interface Events {
  /** Where the journal stands now. */
  latest(): Promise<string>;
  /** In order, after that cursor; null when the journal no longer reaches back to it, or never came to it. */
  since(cursor: string, limit: number): Promise<readonly Change[] | null>;
  /**
   * Calls back with changes of this process before the write that made them answers, with those of others within 2 s, in the
   * order of the journal; with null when some may have been missed and everything may have changed. Answers how to stop.
   */
  watch(listener: (changes: readonly Change[] | null) => void): () => void;
  trim(before: number): Promise<void>;
}

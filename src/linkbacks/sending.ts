import type { LedgerEntry } from '../storage/ledger.ts';

export type Outcome = 'sent' | 'already' | 'no-endpoint' | 'refused' | 'failed';

/** What became of one link of a page of ours. */
export interface SentLink {
  readonly target: string;
  readonly protocol: 'webmention' | 'pingback' | null;
  readonly endpoint: string | null;
  readonly outcome: Outcome;
  /** What the other side said, or why there was nobody to say anything. */
  readonly answer: string;
  readonly at: number;
  /** The link was taken out of the page since, and its receiver told. */
  readonly isRemoved: boolean;
}

/** A page of ours whose links are told of, or a feed or sitemap that says which pages those are. */
export interface Sending extends LedgerEntry {
  /** due: to be looked at. sent: nothing to do until it changes. failed: could not be read. */
  readonly state: 'due' | 'sent' | 'failed';
  readonly what: 'page' | 'feed' | 'sitemap';
  readonly url: string;
  /** Validators of the last answer, for asking conditionally. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of what was last read: nothing is sent for a page that is as it was. */
  readonly digest: string | null;
  readonly links: readonly SentLink[];
  /** Targets that are still to be told. */
  readonly todo: readonly string[];
  /** What the feed that names it said of its last change. */
  readonly stamp: string;
  readonly attempts: number;
  readonly round: number;
}

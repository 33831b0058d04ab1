import type { LedgerEntry } from '../storage/ledger.ts';

export type Protocol = 'pingback' | 'webmention' | 'trackback';

/**
 * waiting: to be verified, for the first time or again. linked: the link was there when we looked last. unlinked: it was not.
 * gone: it was once. unreachable: we gave up. closed: the page takes none any more.
 */
export type PairState = 'waiting' | 'linked' | 'unlinked' | 'gone' | 'unreachable' | 'closed';

/** A source that says it links to a page of ours: what came in, by whichever of the three doors, and what became of it. */
export interface Pair extends LedgerEntry {
  readonly state: PairState;
  /** The door it came by first. */
  readonly protocol: Protocol;
  /** As `sourceUrl` writes it. */
  readonly source: string;
  /** As it was sent, which is what the link must lead to. */
  readonly target: string;
  /** What the link was last seen to lead to, where that was written otherwise: nobody takes an entry out by naming its page in new words. */
  readonly formerTarget: string | null;
  /** Who sent it; forgotten once it is verified. */
  readonly address: string | null;
  readonly userAgent: string | null;
  /** What a trackback says of itself. */
  readonly given: { readonly title: string | null; readonly excerpt: string | null; readonly siteName: string | null } | null;
  readonly commentId: string | null;
  /** We took its linkback out, for want of the link. */
  readonly isTakenOut: boolean;
  /** Grows with each demand to verify it. */
  readonly round: number;
  /** Tries of this round that came to nothing. */
  readonly attempts: number;
  /** How often in a row the source was not found (404). */
  readonly missed: number;
  readonly receivedAt: number;
  /** When we last knew whether the link is there. */
  readonly checkedAt: number | null;
}

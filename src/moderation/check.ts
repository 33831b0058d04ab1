import type { Block } from '../blocks/block.ts';
import type { Comment } from '../comments/comment.ts';
import type { Site } from '../sites/site.ts';
import type { Akismet } from '../spam/akismet.ts';
import type { Learned } from '../spam/filter/classifier.ts';
import type { Recent } from '../spam/recent.ts';
import type { Conditions, Store } from '../storage/store.ts';
import type { Actor } from './log.ts';
import type { Verdict } from './verdict.ts';

/** Who sent something, as far as the request tells. */
export interface Visitor {
  readonly address: string | null;
  /** False when a forwarding header came although no proxy is trusted: the address is the proxy's and says nothing. */
  readonly addressKnown: boolean;
  readonly userAgent: string | null;
  /** Set by a valid token or session with power over the site. */
  readonly moderator: Actor | null;
}

/** What the form itself tells about who filled it in. A client without a form has neither. */
export interface FormSigns {
  /** What stood in the honeypot. */
  readonly topic: string | null;
  /** When the form was fetched, in milliseconds; 'forged' when the token is not ours. */
  readonly signedAt: number | 'forged' | null;
}

/** What was seen of a linkback's source, beside what is stored of it. */
export interface SourceSigns {
  /** The link to the page is there, but nobody sees it. */
  readonly isHidden: boolean;
  /** It stands in navigation, a sidebar, a footer or somebody's comment. */
  readonly isAside: boolean;
  /** Other hosts that the source links to. */
  readonly linkedHosts: number;
}

/** What is judged: a comment or linkback with its `html` rendered, and everything known of its arrival at `at`. */
export interface Subject {
  readonly site: Site;
  readonly comment: Comment;
  readonly visitor: Visitor;
  readonly form: FormSigns;
  /** Of linkbacks alone. */
  readonly source?: SourceSigns;
  readonly at: number;
  /** The page's address, where the page itself may not stand yet. */
  readonly permalink?: string;
}

/** What a check may ask for. */
export interface Lookups extends Pick<Store['comments'], 'authorHistory' | 'sourceHistory'> {
  /** What this site's moderators have taught. */
  learned(siteId: string): Promise<Learned>;
  readonly recent: Pick<Recent, 'traces'>;
  /** The newest approved comments of a page, some twenty of them. */
  thread(pageId: string): Promise<readonly Pick<Comment, 'text'>[]>;
  pageUrl(pageId: string): Promise<string | null>;
  /** The site's blocks that the comment meets at that time. */
  blocks(comment: Comment, at: number): Promise<readonly Block[]>;
  /** Where the owner gave a key. */
  readonly akismet: Akismet | null;
}

/** What a check may ask the store to see to at the write. */
export type WriteConditions = Omit<Conditions, 'idempotentSince'>;

/**
 * What one check has to say. Weights are log-odds of spam: they add up to the score, and below zero they speak for the comment.
 * Texts are sentences for a moderator. A hint is evidence that holds at most, alone or with other hints, whatever the thresholds. A
 * doubt holds at most, and adds nothing to what calls a comment spam.
 */
export type Finding = Said & {
  /** Milliseconds after which a check wants to be asked again, by a job. */
  readonly recheckIn?: number;
};

type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'evidence' | 'hint' | 'doubt'; readonly weight: number; readonly text: string }
  | { readonly kind: 'rule'; readonly atLeast: 'hold' | 'spam'; readonly weight: number; readonly text: string }
  | { readonly kind: 'pass'; readonly text: string }
  | { readonly kind: 'condition'; readonly condition: Partial<WriteConditions> };

/** One step of screening. It reads what it needs and changes nothing. */
export interface Check {
  /** Stands beside its reason in the verdict. */
  readonly name: string;
  /** `soFar` is the verdict by the checks before it. */
  look(subject: Subject, lookups: Lookups, soFar?: () => Verdict): Finding | Promise<Finding>;
}

export const nothing: Finding = { kind: 'nothing' };

export function evidence(weight: number, text: string): Finding {
  return { kind: 'evidence', weight, text };
}

export function hint(weight: number, text: string): Finding {
  return { kind: 'hint', weight, text };
}

export function doubt(weight: number, text: string): Finding {
  return { kind: 'doubt', weight, text };
}

/** Holds at least, whatever the score. */
export function hold(text: string, weight = 0): Finding {
  return { kind: 'rule', atLeast: 'hold', weight, text };
}

/** Spam, whatever the score. */
export function spam(text: string, weight = 0): Finding {
  return { kind: 'rule', atLeast: 'spam', weight, text };
}

/** Ends the walk with an approval. */
export function pass(text: string): Finding {
  return { kind: 'pass', text };
}

/** Lets the store decide at the moment of the write, where two at once cannot both slip through. */
export function demand(condition: Partial<WriteConditions>): Finding {
  return { kind: 'condition', condition };
}

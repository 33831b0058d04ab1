import type { Status } from '../../comments/comment.ts';
import type { NewJob } from '../../jobs/job.ts';
import type { LogEntry, LogItem } from '../../moderation/log.ts';
import type { Site } from '../../sites/site.ts';
import type { Also } from '../also.ts';
import { ledgerNames } from '../ledger.ts';
import type { Change } from '../store.ts';

/**
 * What one write still has to bring to other documents. It stands in the written document, so that both are there or neither;
 * `id` is the key under which each of the others takes it once.
 */
export interface Op {
  readonly id: string;
  readonly jobs?: readonly NewJob[];
  readonly log?: LogEntry | null;
  readonly item?: LogItem & { readonly entryId: string };
  readonly changes?: readonly Omit<Change, 'cursor'>[];
  readonly tally?: { readonly siteId: string; readonly from: Status | null; readonly to: Status };
  readonly pages?: readonly PageShare[];
  /** A comment came to be shown under its parent and root, or is no longer. */
  readonly above?: { readonly parent: string; readonly root: string; readonly by: 1 | -1 } | null;
  /** The reports of this comment are to be counted, or to go; once it is wiped, what was subscribed to by it goes too. */
  readonly reports?: { readonly commentId: string; readonly act: 'count' | 'clear' | 'wipe' };
  /** The lesson of this comment is to go with it. */
  readonly forgets?: { readonly siteId: string; readonly commentId: string };
  readonly site?: SiteChange;
  readonly merge?: { readonly from: string; readonly into: string };
}

/** What a comment adds to its page, or takes from it. */
export interface PageShare {
  readonly pageId: string;
  readonly count: number;
  /** Whether the thread shows something else now. */
  readonly isSeen: boolean;
  readonly firstAt: number | null;
  readonly title: string | null;
}

export type SiteChange = { readonly act: 'put'; readonly site: Site } | { readonly act: 'remove'; readonly siteId: string };

/** The collections whose documents carry an outbox. */
export const carriers = [
  ...(['comments', 'pages', 'directory', 'people', 'tokens', 'reports', 'blocks'] as const),
  ...ledgerNames,
] as const;
export type CarrierName = (typeof carriers)[number];

/** An entry of an outbox, and where it stands. */
export interface Entry {
  readonly in: CarrierName;
  readonly of: string;
  readonly op: Op;
}

/** A document that writes are made to: what each of them still has to bring to other documents stands in it. */
export interface Carrier {
  readonly _id: string;
  readonly outbox: readonly Op[];
  /** There while the outbox is not empty, for the index that finds what a dead process left. */
  readonly pending?: true;
  /** The last writes made to it, by which a writer that got no answer knows its own again. */
  readonly ops: readonly string[];
}

/** The fields of a new document that carries this. */
export function carrying(op: Op): Pick<Carrier, 'outbox' | 'pending' | 'ops'> {
  return { outbox: [op], pending: true, ops: [op.id] };
}

export const belonging = (id: string, { jobs, log }: Also): Op => ({ id, jobs, log });

const remembered = 8;

/** The stage of an update that puts `op` into the outbox. `op` may be an expression; its id may not. */
export function putting(id: string, op: object = {}): object {
  return {
    $set: {
      outbox: { $concatArrays: ['$outbox', [op]] },
      pending: true,
      ops: { $slice: [{ $concatArrays: ['$ops', [id]] }, -remembered] },
    },
  };
}

/** A value in an update by pipeline, where a text that begins with a dollar sign would name a field. */
export function literally(values: object): Record<string, { $literal: unknown }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value }]));
}

import type { Block } from '../../blocks/block.ts';
import type { Comment, StoredComment } from '../../comments/comment.ts';
import type { Job, NewJob } from '../../jobs/job.ts';
import type { LogEntry, LogItem } from '../../moderation/log.ts';
import type { Person, Token } from '../../moderators/person.ts';
import type { Session } from '../../moderators/session.ts';
import type { Page } from '../../sites/page.ts';
import type { Site } from '../../sites/site.ts';
import type { Lesson } from '../../spam/lesson.ts';
import type { Subscription } from '../../subscriptions/subscription.ts';
import { defaultSettings } from '../../wire/settings.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Change, Decision } from '../store.ts';
import type { Carrier } from './outbox.ts';

type Row<T extends { readonly id: string }> = Omit<T, 'id'> & { readonly _id: string };

/** A document that is counted in: whose counts it has, until those who brought them have forgotten them too. */
export interface Counted {
  readonly applied: readonly string[];
  /** The greatest key that it had and has forgotten; see `countOnce`. */
  readonly forgot?: string;
}

export type CountingRow = { readonly _id: string } & Counted;

export interface CommentRow extends Row<Comment>, Carrier, Counted {
  readonly _id: string;
  readonly root: string | null;
  readonly statusAt: number;
  readonly shown: boolean;
  readonly children: number;
  readonly below: number;
  readonly reports: number;
  readonly emailKey: string | null;
  readonly textHash: string;
  /** Of a linkback: see `compared.ts`. */
  readonly sourceKey?: string | null;
  readonly sourceHost?: string | null;
  /** Who sent what a moderator changed since. */
  readonly firstEmailKey?: string | null;
  /** Who is named in what it said before a moderator's edit. */
  readonly formerEmailKey?: string | null;
  readonly addressShort: boolean;
  readonly terms: readonly string[];
  readonly changedAt: number;
}

/** Keeps the id of a comment whose writer was given up, so that it cannot come any more. */
export interface VoidRow {
  readonly _id: string;
  readonly siteId: string;
  readonly pageId: string;
  readonly voidAt: Date;
}

export interface PageRow extends Row<Page>, Carrier, Counted {
  readonly _id: string;
  readonly keys: readonly string[];
  readonly mergedInto: string | null;
  /** The author's email as it is compared. */
  readonly authorKey: string | null;
  /** `date`, else `firstAt`: what its age is counted from. */
  readonly startsAt: number | null;
  readonly changedAt: number;
}

export interface SiteRow extends Row<Site> {
  readonly changedAt: number;
}

export interface TallyRow extends Counted {
  readonly _id: string;
  readonly pending?: number;
  readonly approved?: number;
  readonly spam?: number;
  readonly trash?: number;
  readonly deleted?: number;
}

export interface PersonRow extends Row<Person>, Carrier {
  readonly _id: string;
  readonly emailKey: string;
  readonly changedAt: number;
  /** Is nobody any more; the document goes once its outbox is empty. */
  readonly removed?: true;
}

export type SessionRow = Row<Session>;

export interface TokenRow extends Row<Token>, Carrier {
  readonly _id: string;
  /** Is no token any more; the document goes once its outbox is empty. */
  readonly revoked?: true;
}

export interface BlockRow extends Row<Block>, Carrier {
  readonly _id: string;
  /** Is no block any more; the document goes once its outbox is empty. */
  readonly lifted?: true;
}

/** By its key, so that the same cause makes one. */
export interface JobRow extends Omit<Job, 'key'> {
  readonly _id: string;
}

/** An entry of a ledger as it was given, and beside it what it is found by. */
export interface LedgerRow extends Omit<LedgerEntry, 'id'>, Carrier {
  readonly _id: string;
  readonly entry: string;
}

export interface SubscriptionRow extends Row<Subscription> {
  readonly emailKey: string;
}

export type LogRow = Row<LogEntry>;

export interface LogItemRow extends LogItem {
  readonly _id: string;
  readonly entryId: string;
}

/** A decision on several comments, until all of them have it. */
export interface IntentRow extends Pick<Decision, 'entry' | 'items' | 'also'> {
  readonly _id: string;
}

export interface ReportRow extends Carrier {
  readonly commentId: string;
  readonly reason: string;
  readonly text: string | null;
  readonly at: number;
}

/** `_id` is of the site and the lesson's own id, since one comment teaches one site. */
export interface LessonRow extends Lesson {
  readonly _id: string;
  readonly siteId: string;
}

/** Some changes of the journal, in order. Only the newest one grows. */
export interface ChunkRow {
  readonly _id: number;
  /** How many it ever had. */
  readonly n: number;
  /** How many of those were trimmed, oldest first. */
  readonly dropped: number;
  /** The number of the last change before this chunk. */
  readonly prev: number;
  readonly changes: readonly (Omit<Change, 'cursor'> & { readonly op: string; readonly at: number })[];
}

export interface MetaRow {
  readonly _id: string;
  readonly value: string;
}

/** None of it is needed for what a comment is, and the terms are the greater part of one. */
export const noStoreFields = { terms: 0, outbox: 0, applied: 0, forgot: 0 } as const;

/** Under the id of the comment for which they are held, with where that will stand. */
export interface GateRow {
  readonly _id: string;
  /** Each is held by one comment at a time. */
  readonly gates: readonly string[];
  readonly siteId: string;
  readonly pageId: string;
  readonly since: Date;
}

export interface LimitRow {
  readonly _id: string;
  readonly hits: number;
  readonly resetAt: number;
  /** Its last hits, oldest first. */
  readonly last: readonly string[];
}

export interface GoneRow {
  readonly _id: string;
  readonly siteId: string;
  readonly at: number;
}

export function commentOf(row: CommentRow): StoredComment {
  const { _id, siteId, pageId, type, parent, lineage, status, author, text, format, html, renderer, source, titleHint } = row;
  const { createdAt, editedAt, version, address, userAgent, verdict, editEpoch, idempotency, children, below, reports } = row;
  const { former } = row;
  return {
    ...{ id: _id, siteId, pageId, type, parent, lineage, status, author, text, format, html, renderer, source, titleHint },
    ...{ createdAt, editedAt, version, address, userAgent, verdict, editEpoch, idempotency, children, below, reports },
    ...(former && { former }),
  };
}

export function pageOf(row: PageRow): Page {
  const { _id, siteId, url, title, titleFrom, date, firstAt, open, aged, count, version } = row;
  // A page of an earlier version was stored without an author.
  const { author = null, authorFrom = null } = row;
  return { id: _id, siteId, url, title, titleFrom, date, author, authorFrom, firstAt, open, aged, count, version };
}

export function siteOf({ _id, slug, name, hosts, settings, version, createdAt }: SiteRow): Site {
  // What a site was stored without has the default of a later version.
  return { id: _id, slug, name, hosts, settings: { ...defaultSettings, ...settings }, version, createdAt };
}

export function personOf({ _id, email, name, role, sites, password, ...row }: PersonRow): Person {
  const { secondFactors, notices = {}, epoch, version, createdAt } = row;
  return { id: _id, email, name, role, sites, password, secondFactors, notices, epoch, version, createdAt };
}

export function sessionOf({ _id, ...session }: SessionRow): Session {
  return { id: _id, ...session };
}

export function tokenOf({ _id, siteId, role, name, hash, createdAt }: TokenRow): Token {
  return { id: _id, siteId, role, name, hash, createdAt };
}

export function jobOf({ _id, id, kind, subjectId, runAt, attempts, leasedUntil, lastError, failedAt }: JobRow): Job {
  return { id, key: _id, kind, subjectId, runAt, attempts, leasedUntil, lastError, failedAt };
}

export function jobRow({ id, key, kind, subjectId, runAt }: NewJob): JobRow {
  return { _id: key, id, kind, subjectId, runAt, attempts: 0, leasedUntil: null, lastError: null, failedAt: null };
}

export function entryOf({ _id, siteId, sites, at, actor, act, note, detail }: LogRow): LogEntry {
  return { id: _id, siteId, ...(sites && { sites }), at, actor, act, note, detail };
}

export function itemOf({ commentId, from, to, version }: LogItemRow): LogItem {
  return { commentId, from, to, version };
}

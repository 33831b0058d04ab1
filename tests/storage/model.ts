import type { Comment, Status, StoredComment } from '../../src/comments/comment.ts';
import type { Job, NewJob } from '../../src/jobs/job.ts';
import { addressTerms, isAddressTerm } from '../../src/moderation/address-terms.ts';
import type { LogEntry, LogItem } from '../../src/moderation/log.ts';
import { searchTermsOf } from '../../src/moderation/search.ts';
import { shortenAddress } from '../../src/net/address.ts';
import type { Page } from '../../src/sites/page.ts';
import type { Added, Arrival, Decided, Decision } from '../../src/storage/store.ts';

/** A comment as the model keeps it: one plain object, everything else is computed anew whenever it is asked for. */
export interface Kept {
  comment: Comment;
  statusAt: number;
  isShort: boolean;
  terms: readonly string[];
  readonly reporters: Map<string, number>;
}

/** What a store holds, without a store: no index, no count, nothing derived, nothing to lose. */
export interface Model {
  readonly kept: Map<string, Kept>;
  /** Every id there ever was, for picking and for asking after those that are gone. */
  readonly ids: string[];
  readonly pages: Map<string, Omit<Page, 'count' | 'version' | 'aged'>>;
  readonly keys: Map<string, string>;
  readonly mergedInto: Map<string, string>;
  readonly jobs: Map<string, Job>;
  readonly log: { readonly entry: LogEntry; readonly items: readonly LogItem[] }[];
  readonly told: string[];
  readonly claims: Map<string, string>;
}

export function emptyModel(): Model {
  return {
    ...{ kept: new Map(), ids: [], pages: new Map(), keys: new Map(), mergedInto: new Map() },
    ...{ jobs: new Map(), log: [], told: [], claims: new Map() },
  };
}

const commentsOf = (model: Model): Comment[] => [...model.kept.values()].map(({ comment }) => comment);

export const childrenOf = (model: Model, id: string): Comment[] => commentsOf(model).filter(({ parent }) => parent === id);

export function isShown(model: Model, comment: Comment): boolean {
  return comment.status === 'approved' || childrenOf(model, comment.id).some((child) => isShown(model, child));
}

/** A comment as a store answers it. */
export function storedOf(model: Model, { comment, reporters }: Kept): StoredComment {
  const shown = commentsOf(model).filter((other) => isShown(model, other));
  return {
    ...comment,
    children: shown.filter(({ parent }) => parent === comment.id).length,
    below: shown.filter(({ lineage }) => lineage[0] === comment.id).length,
    reports: reporters.size,
  };
}

export function addJobs(model: Model, jobs: readonly NewJob[]): void {
  for (const job of jobs) {
    if ([...model.jobs.values()].some(({ key }) => key === job.key)) continue;
    model.jobs.set(job.id, { ...job, attempts: 0, leasedUntil: null, lastError: null, failedAt: null });
  }
}

export function addComment(model: Model, { comment, page, pageKey, conditions, terms, jobs, log }: Arrival): Added {
  const sameKey =
    comment.idempotency && [...model.kept.values()].find((it) => it.comment.idempotency?.key === comment.idempotency?.key);
  if (sameKey) {
    const isSame = sameKey.comment.idempotency?.digest === comment.idempotency?.digest;
    return isSame ? { outcome: 'replayed', comment: storedOf(model, sameKey) } : { outcome: 'idempotency-mismatch' };
  }
  if (comment.parent !== null && model.kept.get(comment.parent)?.comment.status !== 'approved') return { outcome: 'parent-gone' };
  const pageId = model.keys.get(pageKey ?? '') ?? page.id;
  const here = { ...comment, pageId };
  if (conditions.unlessSaid && commentsOf(model).some((other) => saysTheSame(other, here))) return { outcome: 'duplicate' };
  const { quiet } = conditions;
  const inTheWay = commentsOf(model).filter(
    ({ createdAt, address, author }) =>
      quiet !== null &&
      createdAt > quiet.since &&
      ((quiet.address !== null && address === quiet.address) || (quiet.email !== null && author.email === quiet.email)),
  );
  if (inTheWay.length > 0) return { outcome: 'too-quick', lastAt: Math.max(...inTheWay.map(({ createdAt }) => createdAt)) };
  ensurePage(model, { ...page, id: pageId }, pageKey ?? '');
  const kept: Kept = { comment: here, statusAt: here.createdAt, isShort: false, terms, reporters: new Map() };
  model.kept.set(here.id, kept);
  model.ids.push(here.id);
  const standing = pageOf(model, pageId);
  model.pages.set(pageId, { ...standing, firstAt: Math.min(standing.firstAt ?? here.createdAt, here.createdAt) });
  tell(model, null, here);
  addJobs(model, jobs);
  if (log) model.log.push({ entry: log, items: [] });
  return { outcome: 'added', comment: storedOf(model, kept) };
}

function saysTheSame(other: Comment, { pageId, parent, text, author }: Comment): boolean {
  const isBy = other.author.name === author.name || (author.email !== null && other.author.email === author.email);
  const stands = other.status !== 'trash' && other.status !== 'deleted';
  return stands && isBy && other.pageId === pageId && other.parent === parent && other.text === text;
}

export function ensurePage(model: Model, page: Page, key: string): string {
  const standing = model.keys.get(key);
  if (standing !== undefined) return standing;
  const { count, version, aged, ...rest } = page;
  model.pages.set(page.id, rest);
  model.keys.set(key, page.id);
  return page.id;
}

export function pageOf(model: Model, id: string): Omit<Page, 'count' | 'version' | 'aged'> {
  const page = model.pages.get(id);
  if (!page) throw new Error(`The model has no page ${id}.`);
  return page;
}

/** What follows from a comment's change of status, beside what is computed. */
function tell(model: Model, before: Status | null, { id, status, pageId, titleHint }: Comment): void {
  if ((before === 'approved') === (status === 'approved')) return;
  model.told.push(`${status === 'approved' ? 'comment' : 'removed'} ${id}`);
  const page = pageOf(model, pageId);
  if (status === 'approved' && titleHint !== null && page.title === null) {
    model.pages.set(pageId, { ...page, title: titleHint, titleFrom: 'hint' });
  }
}

export function decide(model: Model, { entry, items, also }: Decision, now: number): Decided {
  const changed: LogItem[] = [];
  const stale: string[] = [];
  for (const { id, version, to } of items) {
    const kept = model.kept.get(id);
    const from = kept?.comment.status;
    if (!kept || from === undefined || from === 'deleted' || (version !== null && kept.comment.version !== version))
      stale.push(id);
    else if (from !== to) {
      moveTo(model, kept, { to, now });
      changed.push({ commentId: id, from, to, version: kept.comment.version });
    }
  }
  if (changed.length > 0) {
    model.log.push({ entry, items: changed });
    addJobs(model, also);
  }
  return { changed, stale };
}

function moveTo(model: Model, kept: Kept, { to, now }: { to: Status; now: number }): void {
  const before = kept.comment;
  kept.comment = { ...(to === 'deleted' ? wiped(before) : before), status: to, version: before.version + 1 };
  kept.statusAt = now;
  if (to === 'deleted') {
    kept.reporters.clear();
    kept.terms = [];
  }
  tell(model, before.status, kept.comment);
}

function wiped(comment: Comment): Comment {
  return {
    ...comment,
    author: { name: '', email: null, website: null, moderator: false },
    verdict: { outcome: 'hold', score: 0, reasons: [] },
    editEpoch: comment.editEpoch + 1,
    ...{ text: '', html: '', source: null, titleHint: null, address: null, userAgent: null, idempotency: null },
  };
}

export interface Edit {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly status: Status;
}

export function revise(model: Model, { id, version, text, status }: Edit, now: number): StoredComment | 'stale' {
  const kept = model.kept.get(id);
  if (!kept || kept.comment.version !== version || kept.comment.status === 'deleted') return 'stale';
  const before = kept.comment;
  kept.comment = { ...before, text, status, version: version + 1 };
  kept.terms = searchTermsOf(kept.comment);
  if (before.status !== status) kept.statusAt = now;
  tell(model, before.status, kept.comment);
  return storedOf(model, kept);
}

export function expire(model: Model, status: 'spam' | 'trash', { before, now }: { before: number; now: number }): number {
  const due = [...model.kept.values()].filter((kept) => kept.comment.status === status && kept.statusAt < before);
  for (const kept of due) moveTo(model, kept, { to: 'deleted', now });
  return due.length;
}

/** All that can be buried, those included that only what is buried with them hung on. */
export function bury(model: Model): void {
  for (;;) {
    const dead = commentsOf(model).filter(({ id, status }) => status === 'deleted' && childrenOf(model, id).length === 0);
    if (dead.length === 0) return;
    for (const { id } of dead) model.kept.delete(id);
  }
}

export function shorten(model: Model, before: number): number {
  const due = [...model.kept.values()].filter(
    ({ comment, isShort }) => comment.address !== null && !isShort && comment.createdAt < before,
  );
  for (const kept of due) {
    const address = shortenAddress(kept.comment.address ?? '');
    kept.terms = [...kept.terms.filter((term) => !isAddressTerm(term)), ...addressTerms(address)];
    kept.comment = { ...kept.comment, address };
    kept.isShort = true;
  }
  return due.length;
}

export function merge(model: Model, from: string, into: string): 'merged' | 'unknown' {
  const isGone = (id: string) => !model.pages.has(id) || model.mergedInto.has(id);
  if (from === into || isGone(from) || isGone(into)) return 'unknown';
  for (const [key, id] of model.keys) if (id === from) model.keys.set(key, into);
  for (const [id, to] of model.mergedInto) if (to === from) model.mergedInto.set(id, into);
  model.mergedInto.set(from, into);
  return 'merged';
}

/** Brings the comments of all merged pages over. */
export function rehome(model: Model): void {
  for (const kept of model.kept.values()) {
    const into = model.mergedInto.get(kept.comment.pageId);
    if (into === undefined) continue;
    kept.comment = { ...kept.comment, pageId: into };
    const page = pageOf(model, into);
    model.pages.set(into, { ...page, firstAt: Math.min(page.firstAt ?? kept.comment.createdAt, kept.comment.createdAt) });
  }
}

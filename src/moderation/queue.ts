import type { z } from 'zod';
import { domainItLeadsTo } from '../blocks/leads-to.ts';
import type { StoredComment } from '../comments/comment.ts';
import { htmlOf } from '../comments/html-of.ts';
import { cursorAfter } from '../comments/slice.ts';
import { authorView, iso, type ViewNeeds } from '../comments/view.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { shortenAddress } from '../net/address.ts';
import { stopwatch } from '../operating/metrics.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { decodeCursor } from '../storage/cursor.ts';
import type { Found, QueueQuery } from '../storage/searching.ts';
import type { Store } from '../storage/store.ts';
import type { QueuedView, QueueListQuery, QueueView } from '../wire/moderation.ts';
import { editsOf } from './edits.ts';
import { excerptOf } from './excerpt.ts';
import { namedComment, parseQuery } from './search.ts';

export interface QueueNeeds extends ViewNeeds {
  readonly store: Pick<Store, 'pages' | 'queue'> & { readonly comments: Pick<Store['comments'], 'byIds'> };
}

interface Asked {
  readonly site: Site;
  readonly moderator: Moderator;
}

/** One page of a site's queue, newest first, with everything a moderator needs to decide. */
export async function listQueue(needs: QueueNeeds, asked: Asked, query: z.infer<typeof QueueListQuery>): Promise<QueueView> {
  const { site } = asked;
  const { comments, stoppedAt } = await find(needs, asked, query);
  const shown = comments.slice(0, query.limit);
  const next = comments.length > query.limit ? shown.at(-1) : stoppedAt;
  return {
    comments: await queuedViews(needs, asked, shown),
    next: next ? cursorAfter(next, 'newest') : null,
    counts: await needs.store.queue.counts(site.id),
  };
}

async function find(needs: QueueNeeds, asked: Asked, query: z.infer<typeof QueueListQuery>): Promise<Found> {
  const page = {
    siteId: asked.site.id,
    status: query.status,
    type: query.type ?? null,
    reported: query.reported !== undefined,
    after: query.cursor === undefined ? null : decodeCursor(query.cursor),
    limit: query.limit + 1,
  };
  if (query.q === undefined) return { comments: await needs.store.queue.list(page), stoppedAt: null };
  const one = namedComment(query.q);
  if (one !== null) {
    const named = await needs.store.comments.byIds([one]);
    return { comments: named.filter((comment) => isIn(page, comment)), stoppedAt: null };
  }
  const terms = await parseQuery(query.q, resolveFor(needs, asked));
  if (terms.length > 0) return needs.store.queue.search({ ...page, terms }, patience());
  return { comments: await needs.store.queue.list(page), stoppedAt: null };
}

function isIn({ siteId, status, type, reported }: QueueQuery, comment: StoredComment): boolean {
  const isThere = comment.siteId === siteId && comment.status === status;
  return isThere && (type === null || comment.type === type) && (!reported || comment.reports > 0);
}

/** Nobody waits longer for a page that may be empty, in seconds; what it has not looked at is behind its cursor. */
const patient = 0.05;

function patience(): () => boolean {
  const began = stopwatch();
  return () => stopwatch() - began > patient;
}

export async function queuedViews(needs: QueueNeeds, asked: Asked, comments: readonly StoredComment[]): Promise<QueuedView[]> {
  const ids = comments.map((comment) => comment.id);
  const [pages, histories, edits, reports, around, domains] = await Promise.all([
    pagesOf(needs, comments),
    needs.store.queue.history(ids),
    needs.store.queue.edits(ids),
    needs.store.queue.reports(ids),
    surroundingsOf(needs, asked.site.id, comments),
    Promise.all(comments.map((comment) => domainItLeadsTo(asked.site, comment))),
  ]);
  return comments.map((comment, at) => ({
    ...queuedView(needs, asked, comment),
    leadsTo: domains[at] ?? null,
    ...around(comment),
    page: { url: pages.get(comment.pageId)?.url ?? '', title: pages.get(comment.pageId)?.title ?? null },
    reports: (reports.get(comment.id) ?? []).map((report) => ({ ...report, at: iso(report.at) })),
    edits: editsOf(comment, edits.get(comment.id) ?? []),
    history: (histories.get(comment.id) ?? []).map(({ id, at, actor, act, from, to, note, version }) => ({
      id,
      at: iso(at),
      who: actor.name,
      act,
      from,
      to,
      note,
      version,
    })),
  }));
}

type Surroundings = Pick<QueuedView, 'approvedBefore' | 'answers'>;

/** What is known of the authors, and what the comments reply to: for all of them in two questions. */
async function surroundingsOf(
  { store }: QueueNeeds,
  siteId: string,
  comments: readonly StoredComment[],
): Promise<(comment: StoredComment) => Surroundings> {
  const emails = new Set(comments.flatMap(({ author: { email } }) => email?.toLowerCase() ?? []));
  const parentIds = new Set(comments.flatMap(({ parent }) => parent ?? []));
  const [approved, parents] = await Promise.all([
    emails.size > 0 ? store.queue.approvedBy(siteId, [...emails]) : new Map<string, number>(),
    parentIds.size > 0 ? store.comments.byIds([...parentIds]) : [],
  ]);
  const byId = new Map(parents.map((parent) => [parent.id, parent]));
  return (comment) => {
    const parent = byId.get(comment.parent ?? '');
    const own = comment.status === 'approved' ? 1 : 0;
    const all = approved.get(comment.author.email?.toLowerCase() ?? '') ?? own;
    return { approvedBefore: Math.max(0, all - own), answers: parent ? answered(parent) : null };
  };
}

function answered(parent: StoredComment): Surroundings['answers'] {
  const { id, author, status } = parent;
  return { id, name: author.name, status, excerpt: excerptOf(parent) };
}

type Plain = Omit<QueuedView, 'leadsTo' | 'page' | 'reports' | 'history' | 'edits' | keyof Surroundings>;

function queuedView(needs: QueueNeeds, { site, moderator }: Asked, comment: StoredComment): Plain {
  return {
    id: comment.id,
    version: comment.version,
    type: comment.type,
    status: comment.status,
    parent: comment.parent,
    author: authorView(needs, site, comment.author),
    email: comment.author.email,
    ip: comment.address === null || may(moderator, 'own', site.id) ? comment.address : shortenAddress(comment.address),
    userAgent: comment.userAgent,
    text: comment.text,
    html: htmlOf(comment),
    source: comment.source?.url ?? null,
    linkback: comment.source && {
      kind: comment.source.kind ?? 'mention',
      title: comment.source.title,
      excerpt: comment.source.excerpt,
      published: iso(comment.source.published ?? null),
    },
    date: iso(comment.createdAt),
    edited: iso(comment.editedAt),
    verdict: { score: comment.verdict.score, reasons: [...comment.verdict.reasons] },
  };
}

async function pagesOf(needs: QueueNeeds, comments: readonly StoredComment[]): Promise<ReadonlyMap<string, Page>> {
  const ids = [...new Set(comments.map((comment) => comment.pageId))];
  return new Map((await needs.store.pages.byIds(ids)).map((page) => [page.id, page]));
}

function resolveFor(needs: QueueNeeds, { site, moderator }: Asked): Parameters<typeof parseQuery>[1] {
  return { pageId: (url) => pageIdOf(needs, site, url), wholeAddresses: may(moderator, 'own', site.id) };
}

async function pageIdOf(needs: QueueNeeds, site: Site, url: string): Promise<string | null> {
  const named = nameOfPage(site, url);
  return named && ((await needs.store.pages.byKey(site.id, named.key))?.id ?? null);
}

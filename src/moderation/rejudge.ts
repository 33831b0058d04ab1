import type { StoredComment } from '../comments/comment.ts';
import type { Moderator } from '../moderators/may.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { Rejudged, RejudgeRequest } from '../wire/moderation.ts';
import { type Check, evidence, type Finding, hint, hold, type Lookups, spam } from './check.ts';
import { checks } from './checks.ts';
import { excerptOf } from './excerpt.ts';
import { entryOf } from './log-entry.ts';
import { createScreen } from './screen.ts';
import type { Outcome, Verdict } from './verdict.ts';

export interface RejudgeNeeds {
  readonly store: { readonly queue: Pick<Store['queue'], 'list' | 'decide'> };
  readonly lookups: Lookups;
  readonly now: () => number;
  readonly newId: () => string;
}

/** What can only be seen as a comment arrives is taken from the verdict of then; of what needs the moment of the write nothing is left. */
const seenOnArrival = new Set(['honeypot', 'too-fast', 'akismet']);
const ofTheWrite = new Set(['moderator-passes', 'flood', 'repeat']);

interface Again {
  readonly site: Site;
  readonly comment: StoredComment;
  /** What Akismet says now; without it, what it said then. */
  readonly akismet?: Finding;
  /** One check more. */
  readonly also?: Check;
}

/** Judges a comment as the rules and the filter stand now. */
export async function judgeAgain(
  needs: Pick<RejudgeNeeds, 'lookups'>,
  { site, comment, akismet, also }: Again,
): Promise<Verdict> {
  const again = checks.filter(({ name }) => !seenOnArrival.has(name) && !ofTheWrite.has(name));
  const kept = comment.verdict.reasons.filter(({ check }) => seenOnArrival.has(check) && (check !== 'akismet' || !akismet));
  const carried = kept.map(({ check, weight, text }): Check => ({ name: check, look: () => carriedOver(check, weight, text) }));
  const answered: Check[] = akismet ? [{ name: 'akismet', look: () => akismet }] : [];
  const screen = createScreen(needs.lookups, rethrow, [...again, ...carried, ...answered, ...(also ? [also] : [])]);
  const visitor = { address: comment.address, addressKnown: true, userAgent: comment.userAgent, moderator: null };
  const form = { topic: null, signedAt: null };
  return (await screen({ site, comment, visitor, form, at: comment.createdAt })).verdict;
}

function rethrow(_: string, error: unknown): never {
  throw error;
}

function carriedOver(check: string, weight: number, text: string): Finding {
  if (check !== 'akismet') return hint(weight, text);
  // Of no weight is that it gave no answer.
  return weight === 0 ? hold(text) : weight > 0 ? spam(text, weight) : evidence(weight, text);
}

const outcomeOf: Readonly<Record<string, Outcome>> = { approved: 'approve', pending: 'hold', spam: 'spam' };
const statusOf = { approve: 'approved', hold: 'pending', spam: 'spam' } as const;
export const mostShown = 200;

/**
 * What other settings would make of the newest comments. With `apply`, those that wait get what they would get; what a moderator decided
 * is left alone, and the filter learns nothing of it.
 */
export async function rejudge(
  needs: RejudgeNeeds,
  moderator: Moderator,
  { site, request }: { site: Site; request: RejudgeRequest },
): Promise<Rejudged> {
  const changed: Site = { ...site, settings: Object.assign({}, site.settings, request.settings) };
  const comments = await newest(needs, site, request.last);
  const changes: Rejudged['changes'] = [];
  for (const comment of comments) {
    const verdict = await judgeAgain(needs, { site: changed, comment });
    const before = outcomeOf[comment.status];
    if (before === undefined || before === verdict.outcome) continue;
    changes.push(changeOf(comment, before, verdict));
  }
  const applied = request.apply ? await apply(needs, moderator, { site, changes }) : 0;
  return { looked: comments.length, changed: changes.length, applied, changes: changes.slice(0, mostShown) };
}

export function changeOf(
  comment: StoredComment,
  from: Outcome,
  { outcome: to, score, reasons }: Verdict,
): Rejudged['changes'][number] {
  const { id, author } = comment;
  return { id, from, to, score, reasons: [...reasons], name: author.name, excerpt: excerptOf(comment) };
}

export async function newest(
  { store }: Pick<RejudgeNeeds, 'store'>,
  { id: siteId }: Site,
  last: number,
): Promise<StoredComment[]> {
  const query = { siteId, type: null, after: null, limit: last };
  const lists = await Promise.all(
    (['pending', 'approved', 'spam'] as const).map((status) => store.queue.list({ ...query, status })),
  );
  return lists
    .flat()
    .filter((comment) => !comment.author.moderator)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, last);
}

async function apply(
  needs: RejudgeNeeds,
  moderator: Moderator,
  { site, changes }: { site: Site; changes: Rejudged['changes'] },
): Promise<number> {
  const items = changes
    .filter(({ from }) => from === 'hold')
    .slice(0, 500)
    .map(({ id, to }) => ({ id, version: null, to: statusOf[to] }));
  if (items.length === 0) return 0;
  const entry = entryOf(needs, moderator, { siteId: site.id, act: 'rejudge', note: null, detail: { comments: items.length } });
  return (await needs.store.queue.decide({ entry, items, also: [] })).changed.length;
}

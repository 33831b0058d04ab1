import type { NewJob } from '../../jobs/job.ts';
import type { Change } from '../store.ts';
import { isDuplicate, steadily } from './away.ts';
import { asNew, type Counting, countOnce, type Share } from './count-once.ts';
import type { Collections } from './database.ts';
import { insertMissing } from './insert.ts';
import type { Journal } from './journal.ts';
import { lessonKey } from './lessons.ts';
import type { Entry, Op, PageShare } from './outbox.ts';
import { jobRow } from './rows.ts';
import { bringAbove } from './shown.ts';
import { changeSite } from './site-changes.ts';
import type { Tidying } from './tidy.ts';

interface PageShared extends Share {
  readonly share: PageShare;
}

export interface SettleNeeds extends Collections {
  readonly now: () => number;
  readonly telling: Journal;
  readonly tidying: Tidying;
}

/**
 * Brings what stands in these outboxes to where it belongs, those of one place at once. Every step may be done again by anybody:
 * a place takes each key once. The journal comes last, since whoever hears of a change reads what it changed.
 */
export async function settle(needs: SettleNeeds, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const ops = entries.map(({ op }) => op);
  const [, , , , , , , further] = await Promise.all([
    addJobs(needs, ops),
    addLog(needs, ops),
    addTallies(needs, entries),
    addShares(needs, entries),
    settleReports(needs, ops),
    forgetLessons(needs, ops),
    changeSitesAndPages(needs, ops),
    bringAllAbove(needs, entries),
  ]);
  await needs.telling.append(ops.flatMap(({ id, changes = [] }) => once(changes).map((change) => ({ op: id, change }))));
  needs.tidying.add([...entries, ...further]);
}

export async function addJobs(
  { jobs }: Pick<Collections, 'jobs'>,
  ops: readonly { readonly jobs?: readonly NewJob[] }[],
): Promise<void> {
  await insertMissing(jobs, ops.flatMap((op) => op.jobs ?? []).map(jobRow));
}

async function addLog({ log, logItems }: Collections, ops: readonly Op[]): Promise<void> {
  const entries = new Map(ops.flatMap((op) => (op.log ? [[op.log.id, op.log] as const] : [])));
  const rows = [...entries.values()].map(({ id, ...entry }) => ({ _id: id, ...entry }));
  const items = ops.flatMap(({ item }) => (item ? [{ _id: `${item.entryId}:${item.commentId}`, ...item }] : []));
  await Promise.all([insertMissing(log, rows), insertMissing(logItems, items)]);
}

async function addTallies({ db, tallies }: Collections, entries: readonly Entry[]): Promise<void> {
  const shares = entries.flatMap((entry) => (entry.op.tally ? [{ entry, ...entry.op.tally }] : []));
  await Promise.all(
    [...Map.groupBy(shares, ({ siteId }) => siteId)].map(([siteId, ofSite]) =>
      countOnce({ db }, { in: 'tallies', of: siteId, shares: ofSite }, ({ shares: some, keys, only }) => {
        const by: Record<string, number> = {};
        for (const { from, to } of some) {
          if (from) by[from] = (by[from] ?? 0) - 1;
          by[to] = (by[to] ?? 0) + 1;
        }
        const change = { $inc: by, $push: { applied: { $each: keys } } } as object;
        return tallies.updateOne({ _id: siteId, ...only }, change, { upsert: true }).then(
          () => true,
          // It is there and has some of them.
          (error: unknown) => {
            if (isDuplicate(error)) return false;
            throw error;
          },
        );
      }),
    ),
  );
}

async function addShares({ db, pages, now }: SettleNeeds, entries: readonly Entry[]): Promise<void> {
  const shares = entries.flatMap((entry) => (entry.op.pages ?? []).map((share) => ({ entry, share })));
  const byPage = [...Map.groupBy(shares, ({ share }) => share.pageId)];
  const adding = (_id: string, { shares: some, keys, only }: Counting<PageShared>) => ({
    filter: { _id, ...only },
    update: shareStages(
      some.map(({ share }) => share),
      keys,
      now(),
    ),
  });
  const additions = byPage.map(([pageId, ofPage]) => ({ updateOne: adding(pageId, asNew(ofPage)) }));
  // Where one did not meet its page, nobody says which: each is looked at.
  if (
    additions.length > 1 &&
    (await steadily(() => pages.bulkWrite(additions, { ordered: false }))).matchedCount === additions.length
  )
    return;
  await Promise.all(
    byPage.map(([pageId, ofPage]) =>
      countOnce({ db }, { in: 'pages', of: pageId, shares: ofPage }, async (counting) => {
        const { filter, update } = adding(pageId, counting);
        return (await pages.updateOne(filter, update)).matchedCount > 0;
      }),
    ),
  );
}

function shareStages(shares: readonly PageShare[], ids: readonly string[], now: number): object[] {
  const times = shares.flatMap(({ firstAt }) => (firstAt === null ? [] : [firstAt]));
  const title = shares.find((share) => share.title !== null)?.title ?? null;
  return [
    {
      $set: {
        count: { $add: ['$count', shares.reduce((sum, { count }) => sum + count, 0)] },
        version: { $add: ['$version', shares.filter(({ isSeen }) => isSeen).length] },
        changedAt: now,
        applied: { $concatArrays: ['$applied', ids] },
        ...(times.length > 0 && { firstAt: { $min: ['$firstAt', Math.min(...times)] } }),
        ...(title !== null && {
          title: { $ifNull: ['$title', { $literal: title }] },
          titleFrom: { $cond: [{ $eq: ['$title', null] }, 'hint', '$titleFrom'] },
        }),
      },
    },
    { $set: { startsAt: { $ifNull: ['$date', '$firstAt'] } } },
  ];
}

async function settleReports({ reports, comments, subscriptions, now }: SettleNeeds, ops: readonly Op[]): Promise<void> {
  for (const { reports: asked } of ops) {
    if (!asked) continue;
    const { commentId, act } = asked;
    await steadily(async () => {
      if (act === 'wipe') await subscriptions.deleteMany({ commentId });
      if (act !== 'count') return void (await reports.deleteMany({ commentId }));
      const known = await reports.countDocuments({ commentId });
      // The greatest wins, so that the later of two counts is not undone by the earlier.
      const change = { $max: { reports: known }, $set: { changedAt: now() } };
      await comments.updateOne({ _id: commentId, status: { $ne: 'deleted' } }, change);
    });
  }
}

async function forgetLessons({ lessons }: Collections, ops: readonly Op[]): Promise<void> {
  const keys = ops.flatMap(({ forgets }) => (forgets ? [lessonKey(forgets.siteId, forgets.commentId)] : []));
  if (keys.length > 0) await steadily(() => lessons.deleteMany({ _id: { $in: keys } }));
}

async function changeSitesAndPages(needs: SettleNeeds, ops: readonly Op[]): Promise<void> {
  for (const { site, merge } of ops) {
    if (site) await changeSite(needs, site);
    if (!merge) continue;
    const change = { $set: { mergedInto: merge.into, changedAt: needs.now() } };
    await steadily(() => needs.pages.updateOne({ _id: merge.from, mergedInto: null }, change));
  }
}

async function bringAllAbove(needs: SettleNeeds, entries: readonly Entry[]): Promise<Entry[]> {
  const done: Entry[] = [];
  for (let rising = entries; rising.length > 0; ) {
    rising = await bringAbove(needs, rising);
    done.push(...rising);
  }
  return done;
}

/** A page that was touched many times by one write is told of once. */
function once(changes: readonly Omit<Change, 'cursor'>[]): readonly Omit<Change, 'cursor'>[] {
  return changes.filter((change, at) => changes.findIndex((other) => JSON.stringify(other) === JSON.stringify(change)) === at);
}

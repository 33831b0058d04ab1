import type { NewJob } from '../../jobs/job.ts';
import type { Change } from '../store.ts';
import { isDuplicate, steadily } from './away.ts';
import type { Collections } from './database.ts';
import { insertMissing } from './insert.ts';
import type { Journal } from './journal.ts';
import { lessonKey } from './lessons.ts';
import type { Entry, Op, PageShare } from './outbox.ts';
import { jobRow } from './rows.ts';
import { bringAbove } from './shown.ts';
import { changeSite } from './site-changes.ts';
import type { Tidying } from './tidy.ts';

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
    addTallies(needs, ops),
    addShares(needs, ops),
    settleReports(needs, ops),
    forgetLessons(needs, ops),
    changeSitesAndPages(needs, ops),
    bringAllAbove(needs, ops),
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

async function addTallies({ tallies }: Collections, ops: readonly Op[]): Promise<void> {
  const counted = ops.filter((op) => op.tally);
  const bySite = Map.groupBy(counted, (op) => op.tally?.siteId ?? '');
  await Promise.all(
    [...bySite].map(([siteId, ofSite]) =>
      countIn(ofSite, async (some) => {
        const by: Record<string, number> = {};
        for (const { tally } of some) {
          if (tally?.from) by[tally.from] = (by[tally.from] ?? 0) - 1;
          if (tally) by[tally.to] = (by[tally.to] ?? 0) + 1;
        }
        const ids = some.map((op) => op.id);
        const change = { $inc: by, $push: { applied: { $each: ids } } } as object;
        return tallies.updateOne({ _id: siteId, applied: { $nin: ids } }, change, { upsert: true }).then(
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

async function addShares(needs: SettleNeeds, ops: readonly Op[]): Promise<void> {
  const shares = ops.flatMap(({ id, pages = [] }) => pages.map((share) => ({ id, share })));
  await Promise.all(
    [...Map.groupBy(shares, ({ share }) => share.pageId)].map(([pageId, ofPage]) =>
      countIn(ofPage, async (some) => {
        const ids = some.map(({ id }) => id);
        const stages = shareStages(
          some.map(({ share }) => share),
          ids,
          needs.now(),
        );
        const { matchedCount } = await needs.pages.updateOne({ _id: pageId, applied: { $nin: ids } }, stages);
        return matchedCount > 0;
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

/** Counts all at once; where some are counted already, each alone. `count` answers whether it could, and must be safe to repeat. */
async function countIn<T>(all: readonly T[], count: (some: readonly T[]) => Promise<boolean>): Promise<void> {
  if ((await steadily(() => count(all))) || all.length === 1) return;
  for (const one of all) await steadily(() => count([one]));
}

async function settleReports({ reports, comments }: Collections, ops: readonly Op[]): Promise<void> {
  for (const { reports: asked } of ops) {
    if (!asked) continue;
    const { commentId, act } = asked;
    await steadily(async () => {
      if (act === 'clear') return void (await reports.deleteMany({ commentId }));
      const known = await reports.countDocuments({ commentId });
      // The greatest wins, so that the later of two counts is not undone by the earlier.
      await comments.updateOne({ _id: commentId, status: { $ne: 'deleted' } }, { $max: { reports: known } });
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

async function bringAllAbove(needs: SettleNeeds, ops: readonly Op[]): Promise<Entry[]> {
  const done: Entry[] = [];
  for (let rising = ops; rising.length > 0; ) {
    const further = await bringAbove(needs, rising);
    done.push(...further);
    rising = further.map(({ op }) => op);
  }
  return done;
}

/** A page that was touched many times by one write is told of once. */
function once(changes: readonly Omit<Change, 'cursor'>[]): readonly Omit<Change, 'cursor'>[] {
  return changes.filter((change, at) => changes.findIndex((other) => JSON.stringify(other) === JSON.stringify(change)) === at);
}

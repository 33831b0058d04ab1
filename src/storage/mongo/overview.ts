import { type QueueStatus, queueStatuses } from '../../comments/comment.ts';
import type { Also } from '../also.ts';
import type { Decided, Overview, Touched } from '../overview.ts';
import { guarded, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import { belonging, type Op, putting } from './outbox.ts';
import { pageOf } from './rows.ts';

export function createOverview(mongo: Mongo): Overview {
  return guarded<Overview>({
    changed: (since, limit) => changed(mongo, since, limit),
    arrivals: async (siteId, from, until) => {
      const count = (status: QueueStatus) =>
        steadily(() => mongo.comments.countDocuments({ siteId, status, createdAt: { $gte: from, $lt: until } }));
      const [pending = 0, approved = 0, spam = 0, trash = 0] = await Promise.all(queueStatuses.map(count));
      return { pending, approved, spam, trash };
    },
    decisions: (siteId, between, limit) => decisions(mongo, { siteId, ...between }, limit),
    latestPages: async (siteId, before, limit) => {
      const filter = { siteId, mergedInto: null, ...(before !== null && { _id: { $lt: before } }) };
      return (await steadily(() => mongo.pages.find(filter).sort({ _id: -1 }).limit(limit).toArray())).map(pageOf);
    },
    note: async ({ id, ...entry }) => {
      await insertMissing(mongo.log, [{ _id: id, ...entry }]);
    },
    answerReports: (commentId, also) => answerReports(mongo, commentId, also),
  });
}

/** A change of which the log and the tallies do not know yet is none: whoever hears of it asks them next. */
async function changed({ comments }: Mongo, since: number, limit: number): Promise<Touched[]> {
  const projection = { siteId: 1, type: 1, status: 1, version: 1, reports: 1, changedAt: 1 };
  const found = comments
    .find({ changedAt: { $gte: since }, pending: { $exists: false } }, { projection })
    .sort({ changedAt: -1 })
    .limit(limit);
  const rows = await steadily(() => found.clone().toArray());
  return rows.map(({ _id: id, siteId, type, status, version, reports, changedAt }) => ({
    ...{ id, siteId, type, status, version },
    ...{ reports, changedAt },
  }));
}

interface Between {
  readonly siteId: string;
  readonly after: string;
  readonly before: string;
}

const entriesAtOnce = 500;

/** Entry by entry: how many comments one changed is not known beforehand. */
async function decisions(mongo: Mongo, { siteId, after, before }: Between, limit: number): Promise<Decided[]> {
  const all: Decided[] = [];
  for (let from = after; ; ) {
    const entries = await steadily(() =>
      mongo.log
        .find({ siteId, _id: { $gt: from, $lt: before } })
        .sort({ _id: 1 })
        .limit(entriesAtOnce)
        .toArray(),
    );
    const items = await steadily(() =>
      mongo.logItems
        .find({ entryId: { $in: entries.map(({ _id }) => _id) } })
        .sort({ entryId: 1, _id: 1 })
        .limit(limit - all.length)
        .toArray(),
    );
    const byId = new Map(entries.map((entry) => [entry._id, entry]));
    for (const { entryId, commentId, from: was, to } of items) {
      const entry = byId.get(entryId);
      if (entry) all.push({ id: entryId, at: entry.at, act: entry.act, by: entry.actor.kind, commentId, from: was, to });
    }
    from = entries.at(-1)?._id ?? before;
    if (entries.length < entriesAtOnce || all.length >= limit) return all;
  }
}

async function answerReports(mongo: Mongo, commentId: string, also: Also): Promise<boolean> {
  if ((await steadily(() => mongo.reports.countDocuments({ commentId }, { limit: 1 }))) === 0) return false;
  const op: Op = { ...belonging(mongo.newOp(), also), reports: { commentId, act: 'clear' } };
  const stages = [{ $set: { reports: 0, changedAt: mongo.now() } }, putting(op.id, { $literal: op })];
  const isDone = await steadily(async (again) => {
    if (again && (await mongo.comments.countDocuments({ _id: commentId, ops: op.id })) > 0) return true;
    return (await mongo.comments.updateOne({ _id: commentId }, stages)).matchedCount > 0;
  });
  if (isDone) await mongo.settle([{ in: 'comments', of: commentId, op }]);
  return isDone;
}

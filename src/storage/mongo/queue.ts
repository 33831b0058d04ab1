import { type QueueStatus, queueStatuses, type StoredComment } from '../../comments/comment.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { QueueQuery } from '../searching.ts';
import type { Queue } from '../store.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import { rangeOf, read } from './comments.ts';
import type { Mongo } from './database.ts';
import { decide } from './decide.ts';
import { belonging, carrying, type Op } from './outbox.ts';
import { entryOf, itemOf } from './rows.ts';
import { search } from './search.ts';

export function createQueue(mongo: Mongo): Queue {
  const { log, logItems, reports } = mongo;
  return guarded<Queue>({
    list: (query) => list(mongo, query),
    search: (query, enough) => search(mongo, query, enough),
    counts: (siteId) => counts(mongo, siteId),
    approvedBy: (siteId, emails) => approvedBy(mongo, siteId, emails),
    decide: (decision) => decide(mongo, decision),
    entry: async (id) => {
      const row = await steadily(() => log.findOne({ _id: id }));
      if (!row) return null;
      const items = await steadily(() => logItems.find({ entryId: id }).sort({ _id: 1 }).toArray());
      return { entry: entryOf(row), items: items.map(itemOf) };
    },
    history: (ids) => history(mongo, ids),
    edits: async (ids) => {
      const filter = { 'detail.comment': { $in: [...ids] }, 'detail.fields': { $exists: true } };
      const rows = await steadily(() => log.find(filter).sort({ _id: 1 }).toArray());
      return Map.groupBy(rows.map(entryOf), ({ detail }) => String(detail['comment']));
    },
    extents: (entryIds) => extents(mongo, entryIds),
    log: async (sites, before, limit) => {
      const filter = { ...(sites && { siteId: { $in: [...sites] } }), ...(before !== null && { _id: { $lt: before } }) };
      return (await steadily(() => log.find(filter).sort({ _id: -1 }).limit(limit).toArray())).map(entryOf);
    },
    report: (commentId, report, also) => addReport(mongo, commentId, { report, also }),
    reports: async (ids) => {
      const rows = await steadily(() =>
        reports
          .find({ commentId: { $in: [...ids] } })
          .sort({ at: 1, _id: 1 })
          .toArray(),
      );
      const all = rows.map(({ commentId, reason, text, at }) => ({ commentId, report: { reason, text, at } }));
      return new Map(ids.map((id) => [id, all.filter(({ commentId }) => commentId === id).map(({ report }) => report)]));
    },
  });
}

function list(mongo: Mongo, { siteId, status, type, reported, after, limit }: QueueQuery): Promise<StoredComment[]> {
  const { ends, sort } = rangeOf({ order: 'newest', ...(after && { before: after }) });
  const filter = {
    siteId,
    status,
    ...(type !== null && { type }),
    ...(reported && { reports: { $gt: 0 } }),
    ...(ends.length > 0 && { $and: ends }),
  };
  return read(mongo, { filter, sort, limit });
}

async function counts({ tallies }: Mongo, siteId: string): Promise<Record<QueueStatus, number>> {
  const row = await steadily(() => tallies.findOne({ _id: siteId }));
  return Object.fromEntries(queueStatuses.map((status) => [status, row?.[status] ?? 0])) as Record<QueueStatus, number>;
}

async function approvedBy({ comments }: Mongo, siteId: string, emails: readonly string[]): ReturnType<Queue['approvedBy']> {
  const filter = { siteId, emailKey: { $in: emails.map(emailKeyOf) }, status: 'approved' };
  const counted = () =>
    comments.aggregate<{ readonly _id: string; readonly n: number }>([
      { $match: filter },
      { $group: { _id: '$emailKey', n: { $sum: 1 } } },
    ]);
  const rows = await steadily(() => counted().toArray());
  return new Map(rows.map(({ _id, n }) => [_id, n]));
}

async function history({ log, logItems }: Mongo, ids: readonly string[]): ReturnType<Queue['history']> {
  const items = await steadily(() =>
    logItems
      .find({ commentId: { $in: [...ids] } })
      .sort({ entryId: 1 })
      .toArray(),
  );
  const entryIds = [...new Set(items.map(({ entryId }) => entryId))];
  const rows = await steadily(() => log.find({ _id: { $in: entryIds } }).toArray());
  const entries = new Map(rows.map((row) => [row._id, entryOf(row)]));
  const told = items.flatMap((item) => {
    const entry = entries.get(item.entryId);
    return entry ? [{ ...entry, ...itemOf(item) }] : [];
  });
  return new Map(ids.map((id) => [id, told.filter(({ commentId }) => commentId === id)]));
}

async function extents({ logItems }: Mongo, entryIds: readonly string[]): ReturnType<Queue['extents']> {
  const counted = () =>
    logItems.aggregate<{ readonly _id: string; readonly first: string; readonly count: number }>([
      { $match: { entryId: { $in: [...entryIds] } } },
      { $group: { _id: '$entryId', first: { $min: '$commentId' }, count: { $sum: 1 } } },
    ]);
  const rows = await steadily(() => counted().toArray());
  return new Map(rows.map(({ _id, first, count }) => [_id, { first, count }]));
}

interface Reported {
  readonly report: Parameters<Queue['report']>[1];
  readonly also: Also;
}

async function addReport(mongo: Mongo, commentId: string, { report, also }: Reported): Promise<boolean> {
  const comment = await steadily(() => mongo.comments.findOne({ _id: commentId }, { projection: { status: 1 } }));
  if (comment?.status === undefined || comment.status === 'deleted') return false;
  const { reporter, reason, text, at } = report;
  const op: Op = { ...belonging(mongo.newOp(), also), reports: { commentId, act: 'count' } };
  const _id = `${commentId}:${reporter}`;
  const isNew = await steadily(async (again) => {
    try {
      await mongo.reports.insertOne({ _id, commentId, reason, text, at, ...carrying(op) });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return again && (await mongo.reports.countDocuments({ _id, ops: op.id })) > 0;
    }
  });
  if (isNew) await mongo.settle([{ in: 'reports', of: _id, op }]);
  return isNew;
}

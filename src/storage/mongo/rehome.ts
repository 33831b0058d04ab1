import { steadily } from './away.ts';
import { wipe } from './change-comment.ts';
import type { Mongo } from './database.ts';
import { inHands, replacedTerm } from './expire.ts';
import { type Op, putting } from './outbox.ts';
import type { CommentRow, PageRow } from './rows.ts';

const longestChain = 100;

/** Where a page that was merged leads in the end. */
export async function standing({ pages }: Pick<Mongo, 'pages'>, row: PageRow): Promise<PageRow | null> {
  let current: PageRow | null = row;
  for (let steps = 0; current?.mergedInto && steps < longestChain; steps += 1) {
    const next: string = current.mergedInto;
    current = await steadily(() => pages.findOne({ _id: next }));
  }
  return current;
}

/**
 * Brings some comments of a merged page over, each with its share of the count. On a sharded collection this changes the shard key,
 * which the server does for a retryable write that names the old one whole.
 */
export async function rehome(mongo: Mongo, from: string, limit: number): Promise<number> {
  const page = await steadily(() => mongo.pages.findOne({ _id: from }));
  const target = page?.mergedInto ? (await standing(mongo, page))?._id : undefined;
  if (target === undefined) return 0;
  const rows = await steadily(() =>
    mongo.comments
      .find({ pageId: from, ops: { $exists: true } })
      .limit(limit)
      .toArray(),
  );
  // One whose status changed meanwhile is still here at the next round.
  await inHands(rows, async (row) => {
    const left = await leaveOneOfItsSource(mongo, row, target);
    if (left) await rehomeOne(mongo, left, target);
  });
  return rows.length;
}

/**
 * Where both pages have a linkback from one source, one goes: that which nobody sees, else the one that would come. Answers what there
 * is to bring over now; null when it changed meanwhile.
 */
async function leaveOneOfItsSource(mongo: Mongo, row: CommentRow, target: string): Promise<CommentRow | null> {
  const { sourceKey = null, status } = row;
  if (sourceKey === null || status === 'deleted') return row;
  const there = { pageId: target, sourceKey, status: { $ne: 'deleted' } } as const;
  const standing = await steadily(() => mongo.comments.findOne(there));
  if (!standing) return row;
  if (status !== 'approved' || standing.status === 'approved') return wipe(mongo, row);
  return (await wipe(mongo, standing)) && row;
}

async function rehomeOne(mongo: Mongo, row: CommentRow, target: string): Promise<void> {
  const { _id, siteId, pageId: from, version, createdAt, status } = row;
  const count = status === 'approved' ? 1 : 0;
  const op: Op = {
    id: mongo.newOp(),
    pages: [
      { pageId: target, count, isSeen: true, firstAt: createdAt, title: null },
      { pageId: from, count: -count, isSeen: true, firstAt: null, title: null },
    ],
    changes: [{ kind: 'page', siteId, pageId: target, commentId: null }],
  };
  const moved = { pageId: target, terms: replacedTerm(`page:${from}`, `page:${target}`), changedAt: mongo.now() };
  const stages = [{ $set: moved }, putting(op.id, { $literal: op })];
  // Before its comment: whoever stops in between begins again with the comment.
  await steadily(() => mongo.subscriptions.updateOne({ commentId: _id }, { $set: { pageId: target } }));
  const isMoved = await steadily(async (again) => {
    const { matchedCount } = await mongo.comments.updateOne({ _id, siteId, pageId: from, version }, stages);
    return matchedCount > 0 || (again && (await mongo.comments.countDocuments({ _id, ops: op.id })) > 0);
  });
  if (isMoved) await mongo.settle([{ in: 'comments', of: _id, op }]);
}

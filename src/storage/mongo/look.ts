import { emailKeyOf, hashOfText, sourceKeyOf } from '../compared.ts';
import type { Added, Arrival } from '../store.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { type CommentRow, commentOf } from './rows.ts';

/** What stands in the way of an arrival, or was stored under its key before; null when it may come. */
export async function look(mongo: Mongo, arrival: Arrival): Promise<Added | null> {
  const [replay, isParentThere, said, linked, lastAt] = await Promise.all([
    replayOf(mongo, arrival),
    isParentApproved(mongo, arrival.comment.parent),
    isSaid(mongo, arrival),
    isLinked(mongo, arrival),
    lastOf(mongo, arrival),
  ]);
  if (replay) return replay;
  const no = noOf({ isParentThere, said: said || linked, lastAt });
  // Who looks before having its gates may find what came under its own key between two of these reads.
  return no && ((await replayOf(mongo, arrival)) ?? no);
}

function noOf(found: { isParentThere: boolean; said: boolean; lastAt: number | null }): Added | null {
  if (!found.isParentThere) return { outcome: 'parent-gone' };
  if (found.said) return { outcome: 'duplicate' };
  return found.lastAt === null ? null : { outcome: 'too-quick', lastAt: found.lastAt };
}

/** The newest of a key counts: an older one than `since` is forgotten. */
async function replayOf({ comments }: Mongo, { comment, conditions }: Arrival): Promise<Added | null> {
  const { siteId, idempotency } = comment;
  if (!idempotency) return null;
  const filter = { siteId, 'idempotency.key': idempotency.key, createdAt: { $gt: conditions.idempotentSince } };
  const [row] = await steadily(() => comments.find(filter).sort({ createdAt: -1 }).limit(1).toArray());
  if (!row) return null;
  return row.idempotency?.digest === idempotency.digest
    ? { outcome: 'replayed', comment: commentOf(row) }
    : { outcome: 'idempotency-mismatch' };
}

async function isParentApproved({ comments }: Mongo, parent: string | null): Promise<boolean> {
  if (parent === null) return true;
  const row = await steadily(() => comments.findOne({ _id: parent }, { projection: { status: 1 } }));
  return row?.status === 'approved';
}

async function isSaid({ comments }: Mongo, { comment, conditions }: Arrival): Promise<boolean> {
  if (!conditions.unlessSaid) return false;
  const { pageId, parent, text, author } = comment;
  const emailKey = emailKeyOf(author.email);
  const same = { pageId, textHash: hashOfText(text), parent, status: { $in: alive } };
  const by = [{ 'author.name': author.name }, ...(emailKey === null ? [] : [{ emailKey }])];
  const row = await steadily(() => comments.findOne({ ...same, $or: by }, { projection: { _id: 1 } }));
  return row !== null;
}

async function isLinked({ comments }: Mongo, { comment: { pageId, source }, conditions }: Arrival): Promise<boolean> {
  const sourceKey = sourceKeyOf(source);
  if (!conditions.unlessLinked || sourceKey === null) return false;
  const there = { pageId, sourceKey, status: { $ne: 'deleted' } } as const;
  return (await steadily(() => comments.findOne(there, { projection: { _id: 1 } }))) !== null;
}

const alive: CommentRow['status'][] = ['approved', 'pending', 'spam'];

/** When the newest comment in the way was made; null when there is none. */
async function lastOf({ comments }: Mongo, { comment, conditions: { quiet } }: Arrival): Promise<number | null> {
  if (!quiet) return null;
  const newest = async (by: object | null) => {
    if (by === null) return [];
    const filter = { siteId: comment.siteId, ...by, createdAt: { $gt: quiet.since } };
    const find = comments
      .find(filter, { projection: { createdAt: 1 } })
      .sort({ createdAt: -1 })
      .limit(1);
    return steadily(() => find.clone().toArray());
  };
  const emailKey = emailKeyOf(quiet.email);
  const rows = await Promise.all([
    newest(quiet.address === null ? null : { address: quiet.address }),
    newest(emailKey === null ? null : { emailKey }),
  ]);
  const times = rows.flat().map(({ createdAt }) => createdAt);
  return times.length > 0 ? Math.max(...times) : null;
}

import { addressTerms } from '../../moderation/address-terms.ts';
import { shortenAddress } from '../../net/address.ts';
import { steadily } from './away.ts';
import { wipe } from './change-comment.ts';
import type { Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import type { CommentRow } from './rows.ts';

export async function expire(
  mongo: Mongo,
  { siteId, status, before }: { siteId: string; status: 'spam' | 'trash'; before: number },
  limit: number,
): Promise<number> {
  const filter = { siteId, status, statusAt: { $lt: before } };
  const rows = await steadily(() => mongo.comments.find(filter).sort({ statusAt: 1 }).limit(limit).toArray());
  // One that was changed meanwhile is met again, or no longer due.
  await inHands(rows, (row) => wipe(mongo, row));
  return rows.length;
}

const hands = 20;

/** Does it with each, several at a time. */
export async function inHands<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += hands) await Promise.all(all.slice(at, at + hands).map(act));
}

export async function shortenAddresses(
  mongo: Mongo,
  { siteId, before }: { siteId: string; before: number },
  limit: number,
): Promise<number> {
  const filter = { siteId, address: { $type: 'string' }, addressShort: false, createdAt: { $lt: before } } as object;
  const projection = { address: 1, terms: 1 } as const;
  const rows = await steadily(() => mongo.comments.find(filter, { projection }).sort({ createdAt: 1 }).limit(limit).toArray());
  await inHands(rows, (row) => shortenOne(mongo, row));
  return rows.length;
}

/** The search forgets the whole address as well. */
async function shortenOne(mongo: Mongo, { _id, address }: Pick<CommentRow, '_id' | 'address'>): Promise<void> {
  if (address === null) return;
  const short = shortenAddress(address);
  const set = { address: { $literal: short }, addressShort: true, changedAt: mongo.now() };
  const isOther = { $ne: [{ $substrCP: ['$$this', 0, 3] }, 'ip:'] };
  const others = { $filter: { input: '$terms', cond: isOther } };
  const terms = { $concatArrays: [others, { $literal: addressTerms(short) }] };
  await steadily(() => mongo.comments.updateOne({ _id, address }, [{ $set: { ...set, terms } }]));
}

export async function forgetFormer(
  { comments }: Mongo,
  { siteId, before }: { readonly siteId: string; readonly before: number },
  limit: number,
): Promise<number> {
  const due = { siteId, 'former.at': { $type: 'number', $lt: before } } as object;
  const projection = { _id: 1 } as const;
  const rows = await steadily(() => comments.find(due, { projection }).sort({ 'former.at': 1 }).limit(limit).toArray());
  if (rows.length === 0) return 0;
  const these = { _id: { $in: rows.map(({ _id }) => _id) }, ...due };
  return (await steadily(() => comments.updateMany(these, { $set: { former: null, formerEmailKey: null } }))).modifiedCount;
}

/** The terms of a comment with another in the place of one, as an expression. */
export function replacedTerm(from: string, to: string | null): object {
  const others = { $filter: { input: '$terms', cond: { $ne: ['$$this', { $literal: from }] } } };
  return {
    $cond: [{ $in: [{ $literal: from }, '$terms'] }, { $setUnion: [others, to === null ? [] : [{ $literal: to }]] }, '$terms'],
  };
}

/**
 * Removes deleted comments that nothing hangs on. A reply may be under way: we say first that the comment goes, and then look for
 * replies; whoever stores one looks afterwards whether its parent went.
 */
export async function bury(mongo: Mongo, limit: number): Promise<number> {
  await mongo.tidied();
  let buried = 0;
  let after = '';
  while (buried < limit) {
    const filter = { status: 'deleted', _id: { $gt: after }, pending: { $exists: false } } as const;
    const projection = { siteId: 1 } as const;
    const rows = await steadily(() => mongo.comments.find(filter, { projection }).sort({ _id: 1 }).limit(limit).toArray());
    const last = rows.at(-1);
    if (!last) return buried;
    after = last._id;
    buried += await buryThese(mongo, rows.slice(0, limit));
  }
  return buried;
}

async function buryThese(mongo: Mongo, rows: readonly Pick<CommentRow, '_id' | 'siteId'>[]): Promise<number> {
  const ids = rows.map(({ _id }) => _id);
  const marked = { buried: true } as object;
  const parents = async () =>
    new Set(await steadily(() => mongo.comments.distinct('parent', { parent: { $in: ids, $type: 'string' } })));
  const had = await parents();
  const childless = ids.filter((id) => !had.has(id));
  if (childless.length === 0) return 0;
  await steadily(() => mongo.comments.updateMany({ _id: { $in: childless } }, { $set: marked }));
  const have = await parents();
  const spared = childless.filter((id) => have.has(id));
  if (spared.length > 0) await steadily(() => mongo.comments.updateMany({ _id: { $in: spared } }, { $unset: marked } as object));
  const gone = rows.filter(({ _id }) => childless.includes(_id) && !have.has(_id));
  const at = mongo.now();
  await insertMissing(
    mongo.gone,
    gone.map(({ _id, siteId }) => ({ _id, siteId, at })),
  );
  await steadily(() => mongo.comments.deleteMany({ _id: { $in: gone.map(({ _id }) => _id) } }));
  return gone.length;
}

import { mongo as driver } from 'mongoose';
import type { Comment } from '../../comments/comment.ts';
import { emailKeyOf, hashOfText, sourceKeyOf } from '../compared.ts';
import type { Arrival } from '../store.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import type { CommentRow, GateRow, VoidRow } from './rows.ts';

/**
 * Who wants to store this comment under these conditions must hold these, so that nobody else looks and stores meanwhile. Its page may
 * not stand yet, and is none of it. Hashed, so that neither what a dead process left nor the oplog says whose they are.
 */
export function gatesOf({ comment, conditions }: Pick<Arrival, 'comment' | 'conditions'>): readonly string[] {
  const { siteId, parent, text, source, idempotency } = comment;
  const { unlessSaid, unlessLinked, quiet } = conditions;
  return [
    ...(idempotency ? [`key ${siteId} ${idempotency.key}`] : []),
    ...(unlessSaid ? [`said ${siteId} ${parent ?? ''} ${hashOfText(text)}`] : []),
    ...(unlessLinked ? [`source ${siteId} ${sourceKeyOf(source)}`] : []),
    ...(quiet && quiet.address !== null ? [`address ${siteId} ${quiet.address}`] : []),
    ...(quiet && quiet.email !== null ? [`email ${siteId} ${emailKeyOf(quiet.email)}`] : []),
  ].map(hashOfText);
}

type Wanting = Pick<Comment, 'id' | 'siteId' | 'pageId'>;

/** Takes all gates of each, or none of them; answers which have theirs, and who stands in the way of the others. */
export async function takeGates(
  mongo: Mongo,
  wanted: readonly { readonly comment: Wanting; readonly gates: readonly string[] }[],
): Promise<{ readonly passed: ReadonlySet<string>; readonly inTheWay: readonly GateRow[] }> {
  const since = new driver.ObjectId().getTimestamp();
  const rows = wanted
    .filter(({ gates }) => gates.length > 0)
    .map(({ comment: { id, siteId, pageId }, gates }): GateRow => ({ _id: id, gates, siteId, pageId, since }));
  const passed = new Set(wanted.map(({ comment }) => comment.id));
  const taken = await insertMissing(mongo.gates, rows);
  if (taken.size === 0) return { passed, inTheWay: [] };
  const asked = rows.filter((_, at) => taken.has(at));
  const gates = [...new Set(asked.flatMap((row) => row.gates))];
  const holders = await steadily(() => mongo.gates.find({ gates: { $in: gates } }).toArray());
  // Gates that are held by ourselves were taken at a try whose answer was lost; those that are free again are tried another time.
  const held = new Set(holders.map(({ _id }) => _id));
  for (const { _id } of asked) if (!held.has(_id)) passed.delete(_id);
  return { passed, inTheWay: holders.filter(({ _id }) => !passed.has(_id)) };
}

export async function leaveGates({ gates }: Mongo, commentIds: readonly string[]): Promise<void> {
  if (commentIds.length > 0) await steadily(() => gates.deleteMany({ _id: { $in: [...commentIds] } }));
}

/**
 * Opens the gates of a holder that seems to be dead. It may only be slow: its place among the comments is taken first, so that it can
 * come no more, or has come already.
 */
export async function breakGates(mongo: Mongo, { _id, siteId, pageId }: GateRow): Promise<void> {
  const voidAt = new driver.ObjectId().getTimestamp();
  const row: VoidRow = { _id, siteId, pageId, voidAt };
  await insertMissing(mongo.comments, [row as unknown as CommentRow]);
  await leaveGates(mongo, [_id]);
}

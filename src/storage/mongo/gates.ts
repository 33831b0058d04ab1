import { mongo as driver } from 'mongoose';
import type { Comment } from '../../comments/comment.ts';
import { emailKeyOf, hashOfText, sourceKeyOf } from '../compared.ts';
import type { Arrival } from '../store.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import type { CommentRow, GateRow } from './rows.ts';

/**
 * Who wants to store this comment under these conditions must hold these, so that nobody else looks and stores meanwhile. Its page may
 * not stand yet, and is none of it.
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
  ];
}

type Wanting = Pick<Comment, 'id' | 'siteId' | 'pageId'>;

/** Takes all gates of each, or none of them; answers which have theirs, and who stands in the way of the others. */
export async function takeGates(
  mongo: Mongo,
  wanted: readonly { readonly comment: Wanting; readonly gates: readonly string[] }[],
): Promise<{ readonly passed: ReadonlySet<string>; readonly inTheWay: readonly GateRow[] }> {
  const since = new driver.ObjectId().getTimestamp();
  const rows = wanted.flatMap(({ comment: { id, siteId, pageId }, gates }) =>
    gates.map((gate): GateRow => ({ _id: gate, by: id, siteId, pageId, since })),
  );
  const taken = await insertMissing(mongo.gates, rows);
  if (taken.size === 0) return { passed: new Set(wanted.map(({ comment }) => comment.id)), inTheWay: [] };
  const asked = rows.filter((_, at) => taken.has(at));
  const found = await steadily(() => mongo.gates.find({ _id: { $in: asked.map(({ _id }) => _id) } }).toArray());
  const holders = new Map(found.map((gate) => [gate._id, gate]));
  // One that is held by ourselves was taken at a try whose answer was lost; one that is free again is tried another time.
  const refused = new Set(asked.filter(({ _id, by }) => holders.get(_id)?.by !== by).map(({ by }) => by));
  await leaveGates(mongo, [...refused]);
  const inTheWay = found.filter((gate) => !wanted.some(({ comment }) => comment.id === gate.by));
  return { passed: new Set(wanted.map(({ comment }) => comment.id).filter((id) => !refused.has(id))), inTheWay };
}

export async function leaveGates({ gates }: Mongo, commentIds: readonly string[]): Promise<void> {
  if (commentIds.length > 0) await steadily(() => gates.deleteMany({ by: { $in: [...commentIds] } }));
}

/**
 * Opens a gate whose holder seems to be dead. It may only be slow: its place among the comments is taken first, so that it can come no
 * more, or has come already.
 */
export async function breakGate(mongo: Mongo, { by, siteId, pageId }: GateRow): Promise<void> {
  const voidAt = new driver.ObjectId().getTimestamp();
  await insertMissing(mongo.comments, [{ _id: by, siteId, pageId, voidAt } as unknown as CommentRow]);
  await leaveGates(mongo, [by]);
}

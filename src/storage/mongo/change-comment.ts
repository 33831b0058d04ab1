import type { Status } from '../../comments/comment.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { literally, type Op, putting } from './outbox.ts';
import type { CommentRow } from './rows.ts';
import { aboveSince, isShownNow } from './shown.ts';

export interface CommentChange {
  /** As it was read; nothing is changed unless it still has this version. */
  readonly before: CommentRow;
  readonly status: Status;
  /** Other fields as they shall be. */
  readonly set: Partial<Omit<CommentRow, '_id' | 'status' | 'outbox'>>;
  /** What else belongs to the change, beside what follows from the status. */
  readonly also: Omit<Op, 'id'>;
}

/** Changes a comment and all that follows from it; null when another change came in between. */
export async function changeComment(mongo: Mongo, { before, status, set, also }: CommentChange): Promise<CommentRow | null> {
  const op = opOf(mongo, { before, status, also });
  const after = await steadily(async (again) => {
    const changed = await mongo.comments.findOneAndUpdate(asRead(before), stages(mongo, { before, status, set }, op), {
      returnDocument: 'after',
    });
    return changed ?? (again ? mongo.comments.findOne({ _id: before._id, ops: op.id }) : null);
  });
  if (!after) return null;
  const written = after.outbox.find((one) => one.id === op.id);
  if (written) await mongo.settle([{ in: 'comments', of: before._id, op: written }]);
  return after;
}

/** The same with many comments in few commands; answers the ids of those that no other change came to in between. */
export async function changeComments(mongo: Mongo, changes: readonly CommentChange[]): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const made = changes.map((change) => ({ change, op: opOf(mongo, change) }));
  const updates = made.map(({ change, op }) => ({
    updateOne: { filter: asRead(change.before), update: stages(mongo, change, op) },
  }));
  await steadily(() => mongo.comments.bulkWrite(updates, { ordered: false }));
  const ids = new Set(made.map(({ op }) => op.id));
  const taken = { _id: { $in: changes.map(({ before }) => before._id) }, ops: { $in: [...ids] } };
  const rows = await steadily(() => mongo.comments.find(taken, { projection: { outbox: 1 } }).toArray());
  await mongo.settle(
    rows.flatMap(({ _id, outbox }) => outbox.filter(({ id }) => ids.has(id)).map((op) => ({ in: 'comments', of: _id, op }))),
  );
  return new Set(rows.map(({ _id }) => _id));
}

function opOf(mongo: Mongo, { before, status, also }: Omit<CommentChange, 'set'>): Op {
  return { id: mongo.newOp(), ...also, ...consequences(before, { status, also }) };
}

function asRead({ _id, siteId, pageId, version }: CommentRow) {
  return { _id, siteId, pageId, version };
}

function stages(mongo: Mongo, { before, status, set }: Omit<CommentChange, 'also'>, op: Op): object[] {
  const now = mongo.now();
  const values = {
    ...set,
    status,
    version: before.version + 1,
    changedAt: now,
    ...(status !== before.status && { statusAt: now }),
  };
  return [
    { $set: { ...literally(values), was: '$shown' } },
    { $set: { shown: isShownNow } },
    putting(op.id, { $mergeObjects: [{ $literal: op }, { above: aboveSince('$was') }] }),
    { $unset: 'was' },
  ];
}

/** What a change of status brings to the tallies, the page and the journal; `isSeen` tells an edit of what is shown. */
function consequences(
  { _id, siteId, pageId, titleHint, status: from }: CommentRow,
  { status: to, also }: Pick<CommentChange, 'status' | 'also'>,
): Omit<Op, 'id'> {
  const tally = from === to ? {} : { tally: { siteId, from, to } };
  const was = from === 'approved';
  const is = to === 'approved';
  if (was === is) return { ...tally, changes: also.changes ?? [], pages: also.pages ?? [] };
  return {
    ...tally,
    pages: [{ pageId, count: is ? 1 : -1, isSeen: true, firstAt: null, title: is ? titleHint : null }],
    changes: [{ kind: is ? 'comment' : 'removed', siteId, pageId, commentId: _id }],
  };
}

export function wipe(mongo: Mongo, before: CommentRow): Promise<CommentRow | null> {
  return changeComment(mongo, wiping(before));
}

/** The change that takes everything out of a comment but its place. `deleted` is a state, which nothing leaves. */
export function wiping(before: CommentRow, also: Omit<Op, 'id'> = {}): CommentChange {
  const set = {
    author: { name: '', email: null, website: null, moderator: false },
    ...{
      emailKey: null,
      text: '',
      textHash: '',
      html: '',
      source: null,
      sourceKey: null,
      sourceHost: null,
      firstEmailKey: null,
      former: null,
      formerEmailKey: null,
      titleHint: null,
      address: null,
      userAgent: null,
    },
    verdict: { outcome: 'hold', score: 0, reasons: [] },
    ...{ editEpoch: before.editEpoch + 1, idempotency: null, terms: [], reports: 0 },
  } as const satisfies CommentChange['set'];
  return { before, status: 'deleted', set, also: { ...also, reports: { commentId: before._id, act: 'wipe' } } };
}

export async function findRow({ comments }: Mongo, id: string): Promise<CommentRow | null> {
  const row = await steadily(() => comments.findOne({ _id: id }));
  return row && isComment(row) ? row : null;
}

export async function findRows({ comments }: Mongo, ids: readonly string[]): Promise<readonly CommentRow[]> {
  const rows = await steadily(() => comments.find({ _id: { $in: [...ids] } }).toArray());
  return rows.filter(isComment);
}

/** A place that was taken from its writer is no comment. */
export function isComment(row: CommentRow): boolean {
  return row.ops !== undefined;
}

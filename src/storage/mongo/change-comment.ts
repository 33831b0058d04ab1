import type { Status } from '../../comments/comment.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { literally, type Op, putting } from './outbox.ts';
import type { CommentRow } from './rows.ts';
import { aboveSince, isShownNow } from './shown.ts';

interface CommentChange {
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
  const id = mongo.newOp();
  const op: Op = { id, ...also, ...consequences(before, { status, also }) };
  const filter = { _id: before._id, siteId: before.siteId, pageId: before.pageId, version: before.version };
  const after = await steadily(async (again) => {
    const changed = await mongo.comments.findOneAndUpdate(filter, stages(mongo, { before, status, set }, op), {
      returnDocument: 'after',
    });
    return changed ?? (again ? mongo.comments.findOne({ _id: before._id, ops: id }) : null);
  });
  if (!after) return null;
  const written = after.outbox.find((one) => one.id === id);
  if (written) await mongo.settle([{ in: 'comments', of: before._id, op: written }]);
  return after;
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

/** Takes everything out of a comment but its place. `deleted` is a state, which nothing leaves. */
export function wipe(mongo: Mongo, before: CommentRow, also: Omit<Op, 'id'> = {}): Promise<CommentRow | null> {
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
  return changeComment(mongo, {
    before,
    status: 'deleted',
    set,
    also: { ...also, reports: { commentId: before._id, act: 'wipe' } },
  });
}

export async function findRow({ comments }: Mongo, id: string): Promise<CommentRow | null> {
  const row = await steadily(() => comments.findOne({ _id: id }));
  return row && isComment(row) ? row : null;
}

/** A place that was taken from its writer is no comment. */
export function isComment(row: CommentRow): boolean {
  return row.ops !== undefined;
}

import type { Change } from '../store.ts';
import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import { insertMissing } from './insert.ts';
import type { ChunkRow } from './rows.ts';

export type Told = Omit<Change, 'cursor'>;

/** Where some changes came to stand: after `from`, the last one at `to`. */
export interface Appended {
  readonly chunk: number;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
}

export interface Journal {
  /** Resolves when whoever watches in this process has been told. */
  append(rows: readonly { readonly op: string; readonly change: Told }[]): Promise<void>;
}

/** A chunk takes no more once it has so many; one write may put it over that. */
const full = 100;
const stride = 10_000;
const mostAtOnce = 1_000;

export const numberIn = (chunk: Pick<ChunkRow, '_id'>, at: number): number => chunk._id * stride + at;

type Appending = Pick<Collections, 'journal'> & {
  readonly now: () => number;
  /** The chunk that was the newest when it was looked at last; tried first. */
  readonly known: number | null;
};

/**
 * The journal of changes, in documents of about a hundred. A change gets its number by being appended to the newest of them: one atomic
 * step, so that nobody ever reads past a number that is still to come, as happens where a counter hands them out.
 */
export async function appendTo(
  { journal, now, known }: Appending,
  rows: readonly { readonly op: string; readonly change: Told }[],
): Promise<Appended | null> {
  const at = now();
  let left = rows.slice(0, mostAtOnce).map(({ op, change }) => ({ ...change, op, at }));
  const quickly = known === null || left.length === 0 ? null : await push(journal, known, left);
  if (quickly) return quickly;
  for (let chunk = await newest(journal); left.length > 0; chunk = await newest(journal)) {
    if (chunk === null) await open(journal, { _id: 0, prev: 0 });
    else if (chunk.n >= full) await open(journal, { _id: chunk._id + 1, prev: numberIn(chunk, chunk.n) });
    else {
      const known = new Set(chunk.changes.map(({ op }) => op));
      left = left.filter(({ op }) => !known.has(op));
      const appended = left.length > 0 ? await push(journal, chunk._id, left) : null;
      if (appended) return appended;
    }
  }
  return null;
}

/** Null when another was quicker to fill it, or when some stand in it after all. */
async function push(journal: Collections['journal'], _id: number, rows: ChunkRow['changes']): Promise<Appended | null> {
  const after = await steadily(() =>
    journal.findOneAndUpdate(
      { _id, n: { $lt: full }, 'changes.op': { $nin: rows.map(({ op }) => op) } },
      { $push: { changes: { $each: [...rows] } }, $inc: { n: rows.length } } as object,
      { returnDocument: 'after', projection: { n: 1 } },
    ),
  );
  if (!after) return null;
  const from = numberIn(after, after.n - rows.length);
  return { chunk: _id, from, to: numberIn(after, after.n), changes: rows.map((row, place) => changeOf(row, from + place + 1)) };
}

export async function newest(journal: Collections['journal']): Promise<ChunkRow | null> {
  const [chunk] = await steadily(() => journal.find().sort({ _id: -1 }).limit(1).toArray());
  return chunk ?? null;
}

async function open(journal: Collections['journal'], chunk: Pick<ChunkRow, '_id' | 'prev'>): Promise<void> {
  await insertMissing(journal, [{ ...chunk, n: 0, dropped: 0, changes: [] }]);
}

export function changeOf({ kind, siteId, pageId, commentId }: Told, number: number): Change {
  return { cursor: String(number), kind, siteId, pageId, commentId };
}

/** Up to `limit` changes after that number; null when some were trimmed. */
export async function readAfter(journal: Collections['journal'], from: number, limit: number): Promise<Change[] | null> {
  const first = Math.floor(from / stride);
  const most = Math.ceil(limit / full) + 2;
  const [chunks, [oldest]] = await Promise.all([
    steadily(() =>
      journal
        .find({ _id: { $gte: first } })
        .sort({ _id: 1 })
        .limit(most)
        .toArray(),
    ),
    steadily(() =>
      journal
        .find({}, { projection: { changes: 0 } })
        .sort({ _id: 1 })
        .limit(1)
        .toArray(),
    ),
  ]);
  const floor = oldest === undefined ? 0 : oldest.dropped > 0 ? numberIn(oldest, oldest.dropped) : oldest.prev;
  const last = chunks.at(-1);
  if (from < floor || (last ? chunks.length < most && from > numberIn(last, last.n) : from > floor)) return null;
  return chunks
    .flatMap((chunk) => chunk.changes.map((row, at) => changeOf(row, numberIn(chunk, chunk.dropped + at + 1))))
    .filter(({ cursor }) => Number(cursor) > from)
    .slice(0, limit);
}

/** Takes away what is older, from the oldest on; the newest chunk stays, since it knows how far the numbers are. */
export async function trimJournal(journal: Collections['journal'], before: number): Promise<void> {
  for (;;) {
    const [chunk, next] = await steadily(() => journal.find().sort({ _id: 1 }).limit(2).toArray());
    if (!chunk) return;
    const kept = chunk.changes.findIndex(({ at }) => at >= before);
    const count = kept === -1 ? chunk.changes.length : kept;
    if (next && count === chunk.changes.length) {
      await steadily(() => journal.deleteOne({ _id: chunk._id }));
      continue;
    }
    const { dropped } = chunk;
    const stages = [{ $set: { dropped: dropped + count, changes: { $slice: ['$changes', count, stride] } } }];
    if (count > 0) await steadily(() => journal.updateOne({ _id: chunk._id, dropped }, stages));
    return;
  }
}

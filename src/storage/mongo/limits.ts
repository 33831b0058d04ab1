import { mongo as driver } from 'mongoose';
import type { Limits } from '../limits.ts';
import { duplicateKey, guarded, steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { LimitRow } from './rows.ts';
import { createQueueing } from './together.ts';

/** A counter lost at a failover forgives, and harms nobody: these writes wait for no other member and no disk. */
const lightly = { writeConcern: { w: 1, journal: false } } as const;

type Counters = Pick<Collections, 'db' | 'limits'>;

interface Hit {
  /** Tells it from the others of its key. */
  readonly id: string;
  readonly key: string;
  readonly now: number;
  readonly resetAt: number;
}

interface Counted {
  readonly hits: number;
  readonly resetAt: number;
}

export function createLimits({ db, limits }: Counters): Limits {
  const count = createQueueing<Hit, Counted>((hits) => countAll({ db, limits }, hits));
  return guarded<Limits>({
    hit: (key, windowMs, now) => count({ id: new driver.ObjectId().toHexString(), key, now, resetAt: now + windowMs }),
    forget: async (key) => {
      await steadily(() => limits.deleteOne({ _id: key }, lightly));
    },
    trim: async (now) => {
      await steadily(() => limits.deleteMany({ resetAt: { $lte: now } }, lightly));
    },
  });
}

/** How many of its last hits a counter can tell apart: those of one moment. */
const remembered = 100;

/**
 * Counts those that came at the same moment in one command, and reads in another what each of them was: its place among the last hits
 * of its key says how many came up to it, whoever else counted meanwhile. Commands that the driver may retry would cost more, since for
 * those the server keeps a record of each.
 */
async function countAll(counters: Counters, hits: readonly Hit[]): Promise<readonly Counted[]> {
  const { db, limits } = counters;
  const updates = hits.map((hit) => ({ q: { _id: hit.key }, u: stagesOf(hit), upsert: true }));
  const writeConcern = { w: 1, j: false };
  const { writeErrors = [] } = await db.command({ update: limits.collectionName, updates, ordered: false, writeConcern });
  const failed: readonly { readonly index: number; readonly code: number; readonly errmsg: string }[] = writeErrors;
  const other = failed.find(({ code }) => code !== duplicateKey);
  if (other) throw new driver.MongoServerError({ code: other.code, message: other.errmsg });
  // Two processes made the same counter at once.
  const again = failed.flatMap(({ index }) => hits[index] ?? []);
  const counted = new Map(again.length > 0 ? (await countAll(counters, again)).map((one, at) => [again[at]?.id, one]) : []);
  const keys = [...new Set(hits.map(({ key }) => key))];
  const rows = new Map((await limits.find({ _id: { $in: keys } }).toArray()).map((row) => [row._id, row]));
  return hits.map((hit) => counted.get(hit.id) ?? countedIn(rows.get(hit.key), hit));
}

function stagesOf({ id, now, resetAt }: Hit): object[] {
  const isOver = { $lte: [{ $ifNull: ['$resetAt', 0] }, now] };
  return [
    {
      $set: {
        hits: { $cond: [isOver, 1, { $add: ['$hits', 1] }] },
        resetAt: { $cond: [isOver, resetAt, '$resetAt'] },
        last: { $cond: [isOver, [id], { $slice: [{ $concatArrays: ['$last', [id]] }, -remembered] }] },
      },
    },
  ];
}

function countedIn(row: LimitRow | undefined, { id, resetAt }: Hit): Counted {
  const place = row?.last.indexOf(id) ?? -1;
  if (row && place >= 0) return { hits: row.hits - (row.last.length - 1 - place), resetAt: row.resetAt };
  // Trimmed or begun anew since, its window is over; pushed out by others, it is one of very many.
  return row && row.resetAt <= resetAt ? { hits: row.hits, resetAt: row.resetAt } : { hits: 1, resetAt };
}

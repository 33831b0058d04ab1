import type { mongo } from 'mongoose';
import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { Entry } from './outbox.ts';
import type { CountingRow } from './rows.ts';

/** What an entry of an outbox adds to a count that many of them share. */
export interface Share {
  readonly entry: Entry;
}

/** The fields by which a counting document knows what it has counted; for the update that counts. */
export interface Counting<T extends Share> {
  readonly shares: readonly T[];
  readonly keys: readonly string[];
  /** To be among the conditions of the update. */
  readonly only: object;
}

/**
 * Has each share counted once in the document `of`, all at once where that can be. `count` makes the update under `only`, which must add
 * the keys to `applied`, and answers whether it met its document.
 *
 * A key is forgotten once its entry is out of its outbox, and whoever took that entry in hand before may still come. So a document also
 * keeps the greatest key that it has forgotten. A key that is greater is new to it. One that is not may be an old acquaintance: it is
 * counted only if its entry still stands, and nothing was forgotten since before we saw that.
 */
export async function countOnce<T extends Share>(
  mongo: Pick<Collections, 'db'>,
  { in: name, of, shares }: { readonly in: string; readonly of: string; readonly shares: readonly T[] },
  count: (some: Counting<T>) => Promise<boolean>,
): Promise<void> {
  const collection = mongo.db.collection<CountingRow>(name);
  if (await steadily(() => count(asNew(shares)))) return;
  for (const share of shares) await countCarefully(mongo, { collection, of, share }, count);
}

/** For counting shares all at once, if all of them are new to their document. */
export function asNew<T extends Share>(shares: readonly T[]): Counting<T> {
  const keys = shares.map(({ entry }) => entry.op.id);
  return { shares, keys, only: { applied: { $nin: keys }, forgot: { $not: { $gte: keys.toSorted()[0] } } } };
}

async function countCarefully<T extends Share>(
  mongo: Pick<Collections, 'db'>,
  { collection, of, share }: { readonly collection: mongo.Collection<CountingRow>; readonly of: string; readonly share: T },
  count: (some: Counting<T>) => Promise<boolean>,
): Promise<void> {
  const key = share.entry.op.id;
  for (;;) {
    const projection = { forgot: 1, applied: 1 } as const;
    const row = await steadily(() => collection.findOne({ _id: of } as object, { projection }));
    if (row?.applied?.includes(key)) return;
    if (!(await stands(mongo, share.entry))) return;
    const only = { applied: { $nin: [key] }, forgot: row?.forgot ?? null };
    if (await steadily(() => count({ shares: [share], keys: [key], only }))) return;
    if (!row && !(await steadily(() => collection.findOne({ _id: of } as object, { projection })))) return;
  }
}

async function stands({ db }: Pick<Collections, 'db'>, entry: Entry): Promise<boolean> {
  const carriers = db.collection<{ _id: string }>(entry.in);
  return (await steadily(() => carriers.countDocuments({ _id: entry.of, 'outbox.id': entry.op.id } as object))) > 0;
}

import { mongo } from 'mongoose';
import { Refusal } from '../../refusal.ts';
import { duplicateKey, isAway, steadily } from './away.ts';

/** Inserts those that are not there yet; answers the places in the list of those that were. */
export async function insertMissing<T extends { readonly _id: string | number }>(
  collection: mongo.Collection<T>,
  rows: readonly T[],
): Promise<ReadonlySet<number>> {
  if (rows.length === 0) return new Set();
  return steadily(async () => {
    try {
      await collection.insertMany(rows as unknown as mongo.OptionalUnlessRequiredId<T>[], { ordered: false });
      return new Set<number>();
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || isAway(error)) throw error;
      const errors = [error.writeErrors].flat();
      if (errors.length === 0 || errors.some(({ code }) => code !== duplicateKey)) throw error;
      return new Set(errors.map((one) => one.index));
    }
  });
}

const mostBytes = 15 * 1024 * 1024;

/**
 * A document ends at 16 MB, and counters and outboxes need room in it.
 * @throws Refusal `too-large`
 */
export function requireFits(row: object): void {
  if (mongo.BSON.calculateObjectSize(row, { ignoreUndefined: true }) > mostBytes) throw new Refusal('too-large');
}

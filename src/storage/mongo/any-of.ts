import type { mongo } from 'mongoose';
import { steadily } from './away.ts';

interface Wanted<T> {
  /** Each of them alone. */
  readonly filters: readonly object[];
  /** What all of them match, and hardly anything else does. */
  readonly all: object;
  readonly fields: readonly (keyof T | 'author.name' | 'author.website')[];
  /** Of what matches one filter, the first in this order is needed. */
  readonly sort?: Readonly<Record<string, 1 | -1>>;
}

const expected = 200;

/**
 * At least the first row of each filter that has any, in one question: a command costs far more than a row. Where so many match that
 * somebody might be crowded out, each filter is asked for alone.
 */
export async function anyOf<T extends { readonly _id: string }>(
  collection: mongo.Collection<T>,
  { filters, all, fields, sort = {} }: Wanted<T>,
): Promise<mongo.WithId<T>[]> {
  const projection = Object.fromEntries(fields.map((field) => [field, 1]));
  const find = (filter: object, limit: number, order: object) =>
    steadily(() =>
      collection
        .find(filter, { projection })
        .sort({ ...order })
        .limit(limit)
        .toArray(),
    );
  if (filters.length === 0) return [];
  if (filters.length > 1) {
    const rows = await find(all, expected, {});
    if (rows.length < expected) return rows;
  }
  return (await Promise.all(filters.map((filter) => find(filter, 1, sort)))).flat();
}

/** Any of these values, as a condition. */
export function among<T>(all: readonly T[], pick: (one: T) => string | null | undefined): object {
  return { $in: [...new Set(all.flatMap((one) => pick(one) ?? []))] };
}

import type { Also } from '../also.ts';
import type { Ledger, LedgerEntry, LedgerName } from '../ledger.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { belonging, carrying, literally, putting } from './outbox.ts';
import type { LedgerRow } from './rows.ts';

/** One of the ledgers, by its name. */
export function createLedger<T extends LedgerEntry>(mongo: Mongo, name: LedgerName): Ledger<T> {
  const rows = mongo[name];
  const find = async (filter: object): Promise<T | null> => {
    const row = await steadily(() => rows.findOne(filter, { projection: { entry: 1 } }));
    return row ? entryOf<T>(row) : null;
  };
  const listed = async (of: object, before: string | null, limit: number): Promise<T[]> => {
    const filter = { ...of, ...(before !== null && { _id: { $lt: before } }) };
    const found = rows
      .find(filter, { projection: { entry: 1 } })
      .sort({ _id: -1 })
      .limit(limit);
    return (await steadily(() => found.clone().toArray())).map((row) => entryOf<T>(row));
  };
  return guarded<Ledger<T>>({
    byId: (id) => find({ _id: id }),
    byKey: (siteId, key) => find({ siteId, key }),
    add: async (entry, also) => {
      const { siteId, key } = entry;
      return (
        (await find({ siteId, key })) ??
        ((await insert(mongo, { name, entry }, also)) ? entry : ((await find({ siteId, key })) ?? entry))
      );
    },
    change: (entry, also) => replace(mongo, { name, entry }, also),
    count: async ({ siteId, state, group }, most) => {
      const [all, ofGroup] = await Promise.all([
        steadily(() => rows.countDocuments({ siteId, state }, { limit: most })),
        steadily(() => rows.countDocuments({ siteId, state, group }, { limit: most })),
      ]);
      return { all, ofGroup };
    },
    list: (siteId, before, limit) => listed({ siteId }, before, limit),
    listOf: ({ siteId, group }, before, limit) => listed({ siteId, group }, before, limit),
    trim: (due, limit) => trim(mongo, { name, ...due }, limit),
  });
}

/** As JSON: what is in an entry is nothing that anybody asks for by name. */
export const entryOf = <T>({ entry }: Pick<LedgerRow, 'entry'>): T => JSON.parse(entry) as T;

interface Kept {
  readonly name: LedgerName;
  readonly entry: LedgerEntry;
}

const foundBy = ({ siteId, key, state, group, changedAt, version }: LedgerEntry) => ({
  ...{ siteId, key, state, group, changedAt, version },
});

/** False when its key is there. */
async function insert(mongo: Mongo, { name, entry }: Kept, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const row: LedgerRow = { _id: entry.id, ...foundBy(entry), entry: JSON.stringify(entry), ...carrying(op) };
  const isThere = await steadily(async (again) => {
    try {
      await mongo[name].insertOne(row);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return again && (await mongo[name].countDocuments({ _id: entry.id, ops: op.id })) > 0;
    }
  });
  if (isThere) await mongo.settle([{ in: name, of: entry.id, op }]);
  return isThere;
}

async function replace(mongo: Mongo, { name, entry }: Kept, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const stages = [{ $set: literally({ ...foundBy(entry), entry: JSON.stringify(entry) }) }, putting(op.id, { $literal: op })];
  const isReplaced = await steadily(async (again) => {
    const { matchedCount } = await mongo[name].updateOne({ _id: entry.id, version: entry.version - 1 }, stages);
    return matchedCount > 0 || (again && (await mongo[name].countDocuments({ _id: entry.id, ops: op.id })) > 0);
  });
  if (isReplaced) await mongo.settle([{ in: name, of: entry.id, op }]);
  return isReplaced;
}

/** One whose outbox is not empty yet goes the next time. */
async function trim(
  mongo: Mongo,
  { name, states, before }: { readonly name: LedgerName; readonly states: readonly string[]; readonly before: number },
  limit: number,
): Promise<number> {
  const due = { state: { $in: [...states] }, changedAt: { $lt: before } };
  const found = mongo[name]
    .find(due, { projection: { _id: 1 } })
    .sort({ changedAt: 1 })
    .limit(limit);
  const ids = (await steadily(() => found.clone().toArray())).map(({ _id }) => _id);
  if (ids.length === 0) return 0;
  const gone = { _id: { $in: ids }, ...due, pending: { $exists: false } } as const;
  return (await steadily(() => mongo[name].deleteMany(gone))).deletedCount;
}

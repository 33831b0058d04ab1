import type { Block } from '../../blocks/block.ts';
import type { Also } from '../also.ts';
import type { Blocks } from '../blocks.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { belonging, carrying, literally, putting } from './outbox.ts';
import type { BlockRow } from './rows.ts';

const standing = { lifted: { $exists: false } } as const;

export function createBlocks(mongo: Mongo): Blocks {
  const { blocks } = mongo;
  const read = async (filter: object, sort: Readonly<Record<string, 1 | -1>> = {}, limit = 0) => {
    const found = steadily(() =>
      blocks
        .find({ ...filter, ...standing })
        .sort({ ...sort })
        .limit(limit)
        .toArray(),
    );
    return (await found).map(blockOf);
  };
  return guarded<Blocks>({
    byId: async (id) => (await read({ _id: id }))[0] ?? null,
    add: async (block, also) => {
      const { siteId, key } = block;
      const there = async () => (await read({ siteId, key }))[0];
      return (await there()) ?? ((await insert(mongo, block, also)) ? block : ((await there()) ?? block));
    },
    change: (block, also) => replace(mongo, block, also),
    lift: (id, also) => lift(mongo, id, also),
    list: (siteId, before, limit) => read({ siteId, ...(before !== null && { _id: { $lt: before } }) }, { _id: -1 }, limit),
    matching: async (siteId, keys, now) => {
      const found = await read({ siteId, key: { $in: [...keys] } });
      return found.filter(({ until }) => until === null || until > now);
    },
    ofEmail: (siteId, emailKey) => read({ siteId, emailKey }),
    expire: (now, limit) => expire(mongo, now, limit),
  });
}

/** False when its key is there. */
async function insert(mongo: Mongo, { id, ...block }: Block, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const row: BlockRow = { _id: id, ...block, ...carrying(op) };
  const isThere = await steadily(async (again) => {
    try {
      await mongo.blocks.insertOne(row);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return again && (await mongo.blocks.countDocuments({ _id: id, ops: op.id })) > 0;
    }
  });
  if (isThere) await mongo.settle([{ in: 'blocks', of: id, op }]);
  return isThere;
}

function replace(mongo: Mongo, { id, by, note, until, version }: Block, also: Also): Promise<boolean> {
  return update(mongo, { id, filter: { version: version - 1 }, set: literally({ by, note, until, version }) }, also);
}

/** What belongs to it stands in the row, which goes once that is where it belongs; whom it named is gone at once. */
function lift(mongo: Mongo, id: string, also: Also): Promise<boolean> {
  const blank = { key: `lifted ${id}`, value: '', name: null, emailKey: null, note: null, lifted: true };
  return update(mongo, { id, filter: {}, set: literally(blank) }, also);
}

interface Update {
  readonly id: string;
  readonly filter: object;
  readonly set: object;
}

async function update(mongo: Mongo, { id, filter, set }: Update, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const stages = [{ $set: set }, putting(op.id, { $literal: op })];
  const isUpdated = await steadily(async (again) => {
    const { matchedCount } = await mongo.blocks.updateOne({ _id: id, ...filter, ...standing }, stages);
    return matchedCount > 0 || (again && (await mongo.blocks.countDocuments({ _id: id, ops: op.id })) > 0);
  });
  if (isUpdated) await mongo.settle([{ in: 'blocks', of: id, op }]);
  return isUpdated;
}

/** One whose outbox is not empty yet goes the next time. */
async function expire({ blocks }: Mongo, now: number, limit: number): Promise<number> {
  const ended = { until: { $lte: now } } as object;
  const rows = await steadily(() =>
    blocks
      .find(ended, { projection: { _id: 1 } })
      .sort({ until: 1 })
      .limit(limit)
      .toArray(),
  );
  if (rows.length === 0) return 0;
  const gone = { _id: { $in: rows.map(({ _id }) => _id) }, pending: { $exists: false } } as object;
  return (await steadily(() => blocks.deleteMany({ ...gone, ...ended }))).deletedCount;
}

function blockOf({ _id, siteId, kind, key, value, name, emailKey, by, note, createdAt, until, version }: BlockRow): Block {
  return { id: _id, siteId, kind, key, value, name, emailKey, by, note, createdAt, until, version };
}

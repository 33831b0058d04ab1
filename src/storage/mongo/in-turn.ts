import type { Also } from '../also.ts';
import { steadily } from './away.ts';
import type { DirectoryRow, Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import { belonging, type Op, putting } from './outbox.ts';

interface Turn {
  /** Changes under the same name follow one another. */
  readonly of: string;
  readonly also: Also;
}

/**
 * Makes a change that depends on several documents. All such changes go through one document of the directory: it takes a change into
 * its outbox only if no other came since `decide` looked, and before anybody looks, what its outbox holds is brought into force.
 * Answers what `decide` says no with, or null.
 */
export async function inTurn<No extends string>(
  mongo: Mongo,
  { of, also }: Turn,
  decide: () => Promise<No | Omit<Op, 'id'>>,
): Promise<No | null> {
  for (;;) {
    const directory = await openDirectory(mongo, of);
    await mongo.settle(directory.outbox.map((op) => ({ in: 'directory', of, op })));
    const decided = await decide();
    if (typeof decided === 'string') return decided;
    const op: Op = { ...belonging(mongo.newOp(), also), ...decided };
    if (!(await enter(mongo, { of, rev: directory.rev }, op))) continue;
    await mongo.settle([{ in: 'directory', of, op }]);
    return null;
  }
}

async function openDirectory({ directory }: Pick<Mongo, 'directory'>, _id: string): Promise<DirectoryRow> {
  const find = () => steadily(() => directory.findOne({ _id }));
  const row = await find();
  if (row) return row;
  await insertMissing(directory, [{ _id, rev: 0, outbox: [], ops: [] }]);
  return openDirectory({ directory }, _id);
}

async function enter({ directory }: Mongo, { of, rev }: { of: string; rev: number }, op: Op): Promise<boolean> {
  return steadily(async (again) => {
    const stages = [putting(op.id, { $literal: op }), { $set: { rev: rev + 1 } }];
    const { matchedCount } = await directory.updateOne({ _id: of, rev }, stages);
    return matchedCount > 0 || (again && (await directory.countDocuments({ _id: of, ops: op.id })) > 0);
  });
}

import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import { carriers, type Entry } from './outbox.ts';
import type { CountingRow } from './rows.ts';

export interface Tidying {
  add(entries: readonly Entry[]): void;
  /** Resolves once nothing is left to tidy. */
  done(): Promise<void>;
}

/** How long a counting document keeps a key: a greater one than all that it forgot needs no look at its outbox. */
const forgetAfterMs = 2_000;

/**
 * Empties outboxes whose entries are in force, and a while later takes their keys out of the documents that counted them. In this
 * order: a key that is forgotten while its entry stands would let it be counted twice. What fails is done again by whoever sweeps.
 */
export function createTidying(mongo: Collections): Tidying {
  let waiting: Entry[] = [];
  let tidied: Entry[] = [];
  let working: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const forgetAll = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const some = tidied;
    tidied = [];
    await forget(mongo, some).catch(() => undefined);
  };
  const work = async () => {
    while (waiting.length > 0) {
      const some = waiting;
      waiting = [];
      const isTidy = await tidy(mongo, some).then(
        () => true,
        () => false,
      );
      if (isTidy) tidied.push(...some);
      if (isTidy) timer ??= setTimeout(forgetAll, forgetAfterMs).unref();
    }
    working = null;
  };
  return {
    add: (entries) => {
      waiting.push(...entries);
      working ??= work();
    },
    done: async () => {
      while (working) await working;
      await forgetAll();
    },
  };
}

async function tidy(mongo: Collections, entries: readonly Entry[]): Promise<void> {
  const keys = entries.map(({ op }) => op.id);
  await Promise.all(
    carriers.map(async (name) => {
      const own = entries.filter((entry) => entry.in === name);
      if (own.length === 0) return;
      const filter = { _id: { $in: own.map((entry) => entry.of) } };
      const collection = mongo.db.collection<{ _id: string }>(name);
      // Most have no other: to empty an outbox as a whole leaves the indexes alone, which a computed update goes through.
      const alone = { ...filter, outbox: { $size: 1 }, 'outbox.id': { $in: keys } };
      const emptied = await steadily(() => collection.updateMany(alone, emptying));
      if (emptied.modifiedCount < own.length)
        await steadily(() => collection.updateMany({ ...filter, 'outbox.id': { $in: keys } }, without(keys)));
      if (name === 'tokens')
        await steadily(() => mongo.tokens.deleteMany({ ...filter, revoked: true, pending: { $exists: false } }));
      if (name === 'blocks')
        await steadily(() => mongo.blocks.deleteMany({ ...filter, lifted: true, pending: { $exists: false } }));
      if (name === 'people')
        await steadily(() => mongo.people.deleteMany({ ...filter, removed: true, pending: { $exists: false } }));
    }),
  );
}

const emptying = { $set: { outbox: [] }, $unset: { pending: '' } } as const;

function without(keys: readonly string[]): object[] {
  return [
    { $set: { outbox: { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.id', keys] }] } } } } },
    { $set: { pending: { $cond: [{ $gt: [{ $size: '$outbox' }, 0] }, true, '$$REMOVE'] } } },
  ];
}

async function forget(mongo: Collections, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const keys = entries.map(({ op }) => op.id);
  const greatest = keys.toSorted().at(-1);
  const counted = [
    ['pages', entries.flatMap(({ op }) => op.pages ?? []).map((share) => share.pageId)],
    ['tallies', entries.flatMap(({ op }) => (op.tally ? [op.tally.siteId] : []))],
    ['comments', entries.flatMap(({ op }) => (op.above ? [op.above.parent, op.above.root] : []))],
  ] as const;
  const change = { $pull: { applied: { $in: keys } }, $max: { forgot: greatest } } as object;
  await Promise.all(
    counted.map(async ([name, ids]) => {
      const filter = { _id: { $in: [...new Set(ids)] }, applied: { $in: keys } };
      if (ids.length > 0) await steadily(() => mongo.db.collection<CountingRow>(name).updateMany(filter, change));
    }),
  );
}

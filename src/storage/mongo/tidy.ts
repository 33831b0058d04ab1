import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { CarrierName, Entry } from './outbox.ts';

export interface Tidying {
  add(entries: readonly Entry[]): void;
  /** Resolves once nothing is left to tidy. */
  done(): Promise<void>;
}

/**
 * Empties outboxes whose entries are in force, and then takes their keys out of the documents that counted them. In this order: a key
 * that is forgotten while its entry stands would let it be counted twice. What fails is done again by whoever sweeps.
 */
export function createTidying(mongo: Collections): Tidying {
  let waiting: Entry[] = [];
  let working: Promise<void> | null = null;
  const work = async () => {
    while (waiting.length > 0) {
      const some = waiting;
      waiting = [];
      await tidy(mongo, some).catch(() => undefined);
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
    },
  };
}

const carriers = [
  'comments',
  'pages',
  'directory',
  'people',
  'tokens',
  'reports',
  'received',
  'sendings',
] as const satisfies readonly CarrierName[];

async function tidy(mongo: Collections, entries: readonly Entry[]): Promise<void> {
  const keys = entries.map(({ op }) => op.id);
  await Promise.all(
    carriers.map(async (name) => {
      const own = entries.filter((entry) => entry.in === name);
      if (own.length === 0) return;
      const filter = { _id: { $in: own.map((entry) => entry.of) } };
      await steadily(() => mongo.db.collection<{ _id: string }>(name).updateMany(filter, without(keys)));
      if (name === 'tokens')
        await steadily(() => mongo.tokens.deleteMany({ ...filter, revoked: true, pending: { $exists: false } }));
    }),
  );
  await forget(mongo, entries, keys);
}

function without(keys: readonly string[]): object[] {
  return [
    { $set: { outbox: { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.id', keys] }] } } } } },
    { $set: { pending: { $cond: [{ $gt: [{ $size: '$outbox' }, 0] }, true, '$$REMOVE'] } } },
  ];
}

async function forget(mongo: Collections, entries: readonly Entry[], keys: readonly string[]): Promise<void> {
  const counted = [
    ['pages', entries.flatMap(({ op }) => op.pages ?? []).map((share) => share.pageId)],
    ['tallies', entries.flatMap(({ op }) => (op.tally ? [op.tally.siteId] : []))],
    ['comments', entries.flatMap(({ op }) => (op.above ? [op.above.parent, op.above.root] : []))],
  ] as const;
  await Promise.all(
    counted.map(async ([name, ids]) => {
      if (ids.length === 0) return;
      const change = { $pull: { applied: { $in: keys } } } as object;
      await steadily(() => mongo.db.collection<{ _id: string }>(name).updateMany({ _id: { $in: [...new Set(ids)] } }, change));
    }),
  );
}

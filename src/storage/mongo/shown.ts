import { steadily } from './away.ts';
import { countOnce, type Share } from './count-once.ts';
import type { Collections } from './database.ts';
import type { Entry } from './outbox.ts';

export const isShownNow = { $or: [{ $eq: ['$status', 'approved'] }, { $gt: ['$children', 0] }] };

/** What a comment whose `shown` became another than `was` has to tell those above it, as an expression; null when nothing. */
export function aboveSince(was: string): object {
  return {
    $cond: [
      { $and: [{ $ne: ['$shown', was] }, { $ne: ['$parent', null] }] },
      { parent: '$parent', root: '$root', by: { $cond: ['$shown', 1, -1] } },
      null,
    ],
  };
}

interface Rise extends Share {
  readonly parent: string;
  readonly root: string;
  readonly by: number;
}

/**
 * Counts what came to be shown, or is no longer, in its parent and its root. A parent that is itself shown or hidden by it says so in
 * its own outbox, in the same write; those entries are answered, to be brought further up.
 */
export async function bringAbove(mongo: Collections, entries: readonly Entry[]): Promise<Entry[]> {
  const rising = entries.flatMap((entry): Rise[] => (entry.op.above ? [{ entry, ...entry.op.above }] : []));
  const deep = rising.filter(({ parent, root }) => parent !== root);
  const further = await Promise.all(
    [...Map.groupBy(rising, ({ parent }) => parent)].map(([parent, some]) => countChildren(mongo, parent, some)),
  );
  for (const [root, some] of Map.groupBy(deep, (rise) => rise.root)) await countBelow(mongo, root, some);
  return further.flat();
}

/** The key of what a parent says when it was shown or hidden by what was counted under this key. */
const sequelOf = (key: string): string => `${key}^`;

async function countChildren(mongo: Collections, parent: string, rises: readonly Rise[]): Promise<Entry[]> {
  const isRoot = rises.every(({ root }) => root === parent);
  await countOnce(mongo, { in: 'comments', of: parent, shares: rises }, async ({ shares, keys, only }) => {
    const stages = childStages(shares, keys, isRoot);
    return (await mongo.comments.updateOne({ _id: parent, ...only }, stages)).matchedCount > 0;
  });
  if (isRoot) return [];
  // Also what was counted before: whoever did may have died before bringing it further.
  const row = await steadily(() => mongo.comments.findOne({ _id: parent }, { projection: { outbox: 1 } }));
  const sequels = new Set(rises.map(({ entry }) => sequelOf(entry.op.id)));
  return (row?.outbox ?? []).filter(({ id }) => sequels.has(id)).map((op) => ({ in: 'comments', of: parent, op }));
}

function childStages(rises: readonly Rise[], keys: readonly string[], isRoot: boolean): object[] {
  const by = rises.reduce((sum, rise) => sum + rise.by, 0);
  const sequel = { id: sequelOf(keys[0] ?? ''), above: aboveSince('$was') };
  return [
    {
      $set: {
        was: '$shown',
        children: { $add: ['$children', by] },
        ...(isRoot && { below: { $add: ['$below', by] } }),
        applied: { $concatArrays: ['$applied', keys] },
      },
    },
    { $set: { shown: isShownNow } },
    { $set: { outbox: { $concatArrays: ['$outbox', { $cond: [{ $eq: [aboveSince('$was'), null] }, [], [sequel]] }] } } },
    { $set: { pending: { $cond: [{ $gt: [{ $size: '$outbox' }, 0] }, true, '$$REMOVE'] } } },
    { $unset: 'was' },
  ];
}

async function countBelow(mongo: Collections, root: string, rises: readonly Rise[]): Promise<void> {
  await countOnce(mongo, { in: 'comments', of: root, shares: rises }, async ({ shares, keys, only }) => {
    const by = shares.reduce((sum, rise) => sum + rise.by, 0);
    const change = { $inc: { below: by }, $push: { applied: { $each: keys } } } as object;
    return (await mongo.comments.updateOne({ _id: root, ...only }, change)).matchedCount > 0;
  });
}

import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { Entry, Op } from './outbox.ts';

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

interface Rise {
  readonly id: string;
  readonly by: number;
}

/**
 * Counts what came to be shown, or is no longer, in its parent and its root. A parent that is itself shown or hidden by it says so in
 * its own outbox, in the same write; those entries are answered, to be brought further up.
 */
export async function bringAbove(mongo: Collections, ops: readonly Op[]): Promise<Entry[]> {
  const rising = ops.flatMap(({ id, above }) => (above ? [{ id, ...above }] : []));
  const direct = Map.groupBy(rising, ({ parent, root }) => `${parent} ${root}`);
  const deep = Map.groupBy(
    rising.filter(({ parent, root }) => parent !== root),
    ({ root }) => root,
  );
  const further = await Promise.all(
    [...direct.values()].map(async (some) => {
      const { parent = '', root = '' } = some[0] ?? {};
      return countChildren(mongo, { parent, isRoot: parent === root }, some);
    }),
  );
  for (const [root, some] of deep) await countBelow(mongo, root, some);
  return further.flat();
}

async function countChildren(
  mongo: Collections,
  to: { readonly parent: string; readonly isRoot: boolean },
  rises: readonly Rise[],
): Promise<Entry[]> {
  const ids = rises.map(({ id }) => id);
  const next = `${ids[0]}^`;
  const { matchedCount } = await steadily(() =>
    mongo.comments.updateOne({ _id: to.parent, applied: { $nin: ids } }, childStages(rises, next, to.isRoot)),
  );
  if (matchedCount === 0 && rises.length > 1) {
    const entries: Entry[] = [];
    for (const rise of rises) entries.push(...(await countChildren(mongo, to, [rise])));
    return entries;
  }
  if (to.isRoot) return [];
  // Also when it was counted before: whoever did may have died before bringing it further.
  const row = await steadily(() => mongo.comments.findOne({ _id: to.parent }, { projection: { outbox: 1 } }));
  return (row?.outbox ?? []).filter((op) => op.id === next).map((op) => ({ in: 'comments', of: to.parent, op }));
}

function childStages(rises: readonly Rise[], next: string, isRoot: boolean): object[] {
  const by = rises.reduce((sum, rise) => sum + rise.by, 0);
  return [
    {
      $set: {
        was: '$shown',
        children: { $add: ['$children', by] },
        ...(isRoot && { below: { $add: ['$below', by] } }),
        applied: { $concatArrays: ['$applied', rises.map(({ id }) => id)] },
      },
    },
    { $set: { shown: isShownNow } },
    {
      $set: {
        outbox: {
          $concatArrays: [
            '$outbox',
            { $cond: [{ $eq: [aboveSince('$was'), null] }, [], [{ id: next, above: aboveSince('$was') }]] },
          ],
        },
      },
    },
    { $set: { pending: { $cond: [{ $gt: [{ $size: '$outbox' }, 0] }, true, '$$REMOVE'] } } },
    { $unset: 'was' },
  ];
}

async function countBelow(mongo: Collections, root: string, rises: readonly Rise[]): Promise<void> {
  const ids = rises.map(({ id }) => id);
  const by = rises.reduce((sum, rise) => sum + rise.by, 0);
  const { matchedCount } = await steadily(() =>
    mongo.comments.updateOne({ _id: root, applied: { $nin: ids } }, {
      $inc: { below: by },
      $push: { applied: { $each: ids } },
    } as object),
  );
  if (matchedCount === 0 && rises.length > 1) for (const rise of rises) await countBelow(mongo, root, [rise]);
}

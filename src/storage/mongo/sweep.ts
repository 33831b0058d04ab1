import { setTimeout as pause } from 'node:timers/promises';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { carryOut } from './decide.ts';
import { type CarrierName, carriers, type Entry, type Op } from './outbox.ts';

const mostAtOnce = 200;
const everyMs = 2_000;

export interface Sweeping {
  stop(): Promise<void>;
}

/**
 * Finishes what a process left undone when it died: at the start everything, later what stands in an outbox at two looks in a row,
 * since what was written a moment ago is in the hands of its writer.
 */
export async function startSweeping(mongo: Mongo): Promise<Sweeping> {
  await sweepAll(mongo);
  const stopping = new AbortController();
  const run = async () => {
    let seen: ReadonlySet<string> = new Set();
    while (!stopping.signal.aborted) {
      await pause(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      // The store being away is told by whoever needs it now.
      if (!stopping.signal.aborted) seen = await sweep(mongo, (key) => seen.has(key)).catch(() => seen);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function sweepAll(mongo: Mongo): Promise<void> {
  let before: ReadonlySet<string> = new Set();
  for (;;) {
    const keys = await sweep(mongo, () => true);
    // Outboxes are emptied a moment after they are settled.
    if (keys.size < mostAtOnce || [...keys].every((key) => before.has(key))) return;
    before = keys;
  }
}

/** Does what `isDue` says of what it finds, and answers all that it found. */
export async function sweep(mongo: Mongo, isDue: (key: string) => boolean): Promise<ReadonlySet<string>> {
  const entries = (await Promise.all(carriers.map((name) => pendingIn(mongo, name)))).flat();
  const intents = await steadily(() => mongo.intents.find().sort({ _id: 1 }).limit(mostAtOnce).toArray());
  await mongo.settle(entries.filter(({ op }) => isDue(op.id)));
  for (const intent of intents) if (isDue(intent._id)) await carryOut(mongo, intent);
  return new Set([...entries.map(({ op }) => op.id), ...intents.map(({ _id }) => _id)]);
}

async function pendingIn(mongo: Mongo, name: CarrierName): Promise<Entry[]> {
  const collection = mongo.db.collection<{ _id: string; outbox: Op[] }>(name);
  const rows = await steadily(() =>
    collection
      .find({ pending: true }, { projection: { outbox: 1 } })
      .limit(mostAtOnce)
      .toArray(),
  );
  return rows.flatMap(({ _id, outbox }) => outbox.map((op) => ({ in: name, of: _id, op })));
}

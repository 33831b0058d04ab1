import type { Sessions } from '../sessions.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { sessionOf } from './rows.ts';

export function createSessions({ sessions }: Mongo): Sessions {
  return guarded<Sessions>({
    add: ({ id: _id, ...session }) =>
      steadily(async (again) => {
        try {
          await sessions.insertOne({ _id, ...session });
        } catch (error) {
          if (!again || !isDuplicate(error)) throw error;
        }
      }),
    byHash: async (hash) => {
      const row = await steadily(() => sessions.findOne({ hash }));
      return row ? sessionOf(row) : null;
    },
    ofPerson: async (personId) =>
      (await steadily(() => sessions.find({ personId }).sort({ createdAt: -1, _id: -1 }).toArray())).map(sessionOf),
    see: async (id, at) => {
      await steadily(() => sessions.updateOne({ _id: id }, { $max: { seenAt: at } }));
    },
    end: (id) => steadily(async (again) => (await sessions.deleteOne({ _id: id })).deletedCount > 0 || again),
    expire: async ({ madeBefore, seenBefore }, limit) => {
      const due = { $or: [{ createdAt: { $lt: madeBefore } }, { seenAt: { $lt: seenBefore } }] };
      const ids = await steadily(() =>
        sessions
          .find(due, { projection: { _id: 1 } })
          .limit(limit)
          .toArray(),
      );
      await steadily(() => sessions.deleteMany({ _id: { $in: ids.map(({ _id }) => _id) } }));
      return ids.length;
    },
  });
}

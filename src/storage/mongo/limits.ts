import type { Limits } from '../limits.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Collections } from './database.ts';

/** A counter lost at a failover forgives, and harms nobody: these writes wait for no other member and no disk. */
const lightly = { writeConcern: { w: 1, journal: false } } as const;

export function createLimits({ limits }: Pick<Collections, 'limits'>): Limits {
  const hit = async (key: string, { now, resetAt }: { now: number; resetAt: number }) => {
    const isOver = { $lte: [{ $ifNull: ['$resetAt', 0] }, now] };
    const stages = [
      {
        $set: {
          hits: { $cond: [isOver, 1, { $add: ['$hits', 1] }] },
          resetAt: { $cond: [isOver, resetAt, '$resetAt'] },
        },
      },
    ];
    const row = await limits.findOneAndUpdate({ _id: key }, stages, { upsert: true, returnDocument: 'after', ...lightly });
    return { hits: row?.hits ?? 1, resetAt: row?.resetAt ?? resetAt };
  };
  return guarded<Limits>({
    hit: async (key, windowMs, now) => {
      const about = { now, resetAt: now + windowMs };
      return hit(key, about).catch((error: unknown) => {
        // Two made it at once.
        if (isDuplicate(error)) return hit(key, about);
        throw error;
      });
    },
    trim: async (now) => {
      await steadily(() => limits.deleteMany({ resetAt: { $lte: now } }, lightly));
    },
  });
}

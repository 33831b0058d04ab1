import { type Lesson, type Lessons, mostLessons } from '../../spam/lesson.ts';
import { guarded, steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { LessonRow } from './rows.ts';

type Needs = Pick<Collections, 'lessons'>;

export const lessonKey = (siteId: string, id: string): string => `${siteId} ${id}`;

export function createLessons(needs: Needs): Lessons {
  return guarded<Lessons>({
    teach: (siteId, lessons) => teach(needs, siteId, lessons),
    forget: async (siteId, ids) => {
      const keys = ids.map((id) => lessonKey(siteId, id));
      await steadily(() => needs.lessons.deleteMany({ _id: { $in: keys } }));
    },
    newest: (siteId, isSpam, limit) => newest(needs, { siteId, isSpam }, limit),
    revision: async (siteId) => {
      const [n, last] = await Promise.all([
        steadily(() => needs.lessons.countDocuments({ siteId })),
        steadily(() => needs.lessons.findOne({ siteId }, { sort: { taughtAt: -1 }, projection: { taughtAt: 1 } })),
      ]);
      return `${n} ${last?.taughtAt ?? ''}`;
    },
  });
}

/** One write of as many whole documents as there are lessons; safe to repeat. */
async function teach({ lessons }: Needs, siteId: string, taught: readonly Lesson[]): Promise<void> {
  if (taught.length === 0) return;
  const writes = taught.map((lesson) => {
    const replacement = { siteId, ...lesson };
    return { replaceOne: { filter: { _id: lessonKey(siteId, lesson.id) }, replacement, upsert: true } };
  });
  await steadily(() => lessons.bulkWrite(writes, { ordered: false }));
  await Promise.all([true, false].map((isSpam) => dropOldest({ lessons }, { siteId, isSpam })));
}

async function dropOldest({ lessons }: Needs, of: { readonly siteId: string; readonly isSpam: boolean }): Promise<void> {
  const sort = { taughtAt: -1 } as const;
  const projection = { _id: 1 } as const;
  const beyond = await steadily(() => lessons.find(of, { projection }).sort(sort).skip(mostLessons).toArray());
  if (beyond.length === 0) return;
  await steadily(() => lessons.deleteMany({ _id: { $in: beyond.map(({ _id }) => _id) } }));
}

async function newest(
  { lessons }: Needs,
  of: { readonly siteId: string; readonly isSpam: boolean },
  limit: number,
): Promise<Lesson[]> {
  const stages = [
    { $match: of },
    { $sort: { taughtAt: -1 } },
    { $project: { digest: 1, taughtAt: 1 } },
    { $group: { _id: '$digest', key: { $first: '$_id' }, taughtAt: { $first: '$taughtAt' } } },
    { $sort: { taughtAt: -1 } },
    { $limit: limit },
  ];
  const found = await steadily(() => lessons.aggregate<{ key: string }>(stages).toArray());
  const rows = await steadily(() => lessons.find({ _id: { $in: found.map(({ key }) => key) } }).toArray());
  return rows.map(lessonOf).sort((a, b) => (a.taughtAt < b.taughtAt ? 1 : -1));
}

function lessonOf({ id, isSpam, taughtAt, digest, content }: LessonRow): Lesson {
  return { id, isSpam, taughtAt, digest, content };
}

import type { StoredComment } from '../../comments/comment.ts';
import type { AuthorErased, Authors, SiteAuthor } from '../authors.ts';
import { emailKeyOf } from '../compared.ts';
import { guarded, steadily } from './away.ts';
import { type CommentChange, changeComments, findRows, wiping } from './change-comment.ts';
import { rangeOf, read } from './comments.ts';
import type { Mongo } from './database.ts';
import { lessonKey } from './lessons.ts';
import type { CommentRow } from './rows.ts';

export function createAuthors(mongo: Mongo): Authors {
  return {
    remains: 'oplog',
    ...guarded<Omit<Authors, 'remains'>>({
      comments: async (of, after, limit) => {
        const { ends, sort } = rangeOf({ order: 'oldest', ...(after && { after }) });
        const parts = (['emailKey', 'firstEmailKey', 'formerEmailKey'] as const).map((field) => {
          const filter = { siteId: of.siteId, [field]: keyOf(of), ...(ends.length > 0 && { $and: ends }) };
          return read(mongo, { filter, sort, limit });
        });
        return firstOf((await Promise.all(parts)).flat(), limit);
      },
      erase: (of, limit) => erase(mongo, of, limit),
      forgetErased: async () => {
        await mongo.tidied();
        return true;
      },
    }),
  };
}

const keyOf = ({ email }: SiteAuthor): string => emailKeyOf(email) ?? '';

/** A comment that is in several parts has not changed hands. */
function firstOf(found: readonly StoredComment[], limit: number): StoredComment[] {
  const all = [...new Map(found.map((comment) => [comment.id, comment])).values()];
  return all.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, limit);
}

/** Before a comment no longer says whose it is, what else is kept of it goes: who is cut off in between finds it again. */
async function erase(mongo: Mongo, of: SiteAuthor, limit: number): Promise<AuthorErased> {
  const own = await idsOf(mongo, { siteId: of.siteId, emailKey: keyOf(of) }, limit);
  const mine = new Set(own);
  const before = (['firstEmailKey', 'formerEmailKey'] as const).map((field) =>
    idsOf(mongo, { siteId: of.siteId, [field]: keyOf(of) }, limit),
  );
  const theirs = new Set((await Promise.all(before)).flat());
  const amended = [...theirs].filter((id) => !mine.has(id)).slice(0, limit - own.length);
  const all = [...own, ...amended];
  const [lessons, notes] = await Promise.all([forgetLessons(mongo, of, all), blankNotes(mongo, all)]);
  await changeAll(mongo, own, (row) => (row.emailKey === keyOf(of) ? wiping(row) : null));
  await changeAll(mongo, amended, (row) => (isAmended(row) ? forgettingBefore(row) : null));
  return { comments: own.length, amended: amended.length, lessons, notes };
}

async function idsOf({ comments }: Mongo, filter: object, limit: number): Promise<string[]> {
  const rows = await steadily(() =>
    comments
      .find(filter, { projection: { _id: 1 } })
      .limit(limit)
      .toArray(),
  );
  return rows.map(({ _id }) => _id);
}

async function forgetLessons({ lessons }: Mongo, { siteId }: SiteAuthor, ids: readonly string[]): Promise<number> {
  const keys = ids.map((id) => lessonKey(siteId, id));
  return keys.length === 0 ? 0 : (await steadily(() => lessons.deleteMany({ _id: { $in: keys } }))).deletedCount;
}

async function blankNotes({ log, logItems }: Mongo, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const items = await steadily(() => logItems.find({ commentId: { $in: [...ids] } }, { projection: { entryId: 1 } }).toArray());
  const noted = { _id: { $in: [...new Set(items.map(({ entryId }) => entryId))] }, note: { $type: 'string' } } as object;
  return (await steadily(() => log.updateMany(noted, { $set: { note: null } }))).modifiedCount;
}

/** Changes these comments in the same few commands, and those once more that others changed meanwhile; null: no change is wanted any more. */
async function changeAll(mongo: Mongo, ids: readonly string[], wanted: (row: CommentRow) => CommentChange | null): Promise<void> {
  for (let left = ids; left.length > 0; ) {
    const changes = (await findRows(mongo, left)).flatMap((row) => wanted(row) ?? []);
    const changed = await changeComments(mongo, changes);
    left = changes.map(({ before }) => before._id).filter((id) => !changed.has(id));
  }
}

function forgettingBefore(before: CommentRow): CommentChange {
  const { first: _, ...verdict } = before.verdict;
  const set = { verdict, firstEmailKey: null, former: null, formerEmailKey: null };
  return { before, status: before.status, set, also: {} };
}

function isAmended({ firstEmailKey, formerEmailKey }: CommentRow): boolean {
  return typeof (firstEmailKey ?? formerEmailKey) === 'string';
}

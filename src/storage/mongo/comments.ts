import type { StoredComment } from '../../comments/comment.ts';
import { emailKeyOf, hashOfText, sourceKeyOf } from '../compared.ts';
import type { AuthorHistory, Comments, Judgement, Range, Revision } from '../store.ts';
import { createAdding } from './add-comment.ts';
import { historiesOf, type Stranger } from './author-history.ts';
import { guarded, steadily } from './away.ts';
import { changeComment, findRow, isComment } from './change-comment.ts';
import type { Mongo } from './database.ts';
import { bury, expire, forgetFormer, shortenAddresses } from './expire.ts';
import { requireFits } from './insert.ts';
import { type CommentRow, commentOf, noStoreFields } from './rows.ts';
import { createQueueing } from './together.ts';

export function createComments(mongo: Mongo): Comments {
  const shown = async (of: object, range: Range) => {
    const { ends, sort } = rangeOf(range);
    return read(mongo, { filter: { ...of, shown: true, ...(ends.length > 0 && { $and: ends }) }, sort, limit: range.limit });
  };
  const history = createQueueing<Stranger, AuthorHistory>((strangers) => historiesOf(mongo, strangers));
  return guarded<Comments>({
    byId: async (id) => (await read(mongo, { filter: { _id: id } }))[0] ?? null,
    byIds: (ids) => read(mongo, { filter: { _id: { $in: [...ids] } } }),
    byIdempotencyKey: async (siteId, key, since) => {
      const filter = { siteId, 'idempotency.key': key, createdAt: { $gt: since } };
      return (await read(mongo, { filter, sort: { createdAt: -1 }, limit: 1 }))[0] ?? null;
    },
    add: createAdding(mongo),
    revise: (revision) => revise(mongo, revision),
    judge: (of, judgement) => judge(mongo, of, judgement),
    shown: (pageId, level, range) => shown(level === 'top' ? { pageId, parent: null } : { pageId }, range),
    replies: (root, range) => shown({ root }, range),
    firstReplies: (rootIds, limit) => firstReplies(mongo, rootIds, limit),
    recent: (siteId, limit) => read(mongo, { filter: { siteId, status: 'approved' }, sort: { createdAt: -1, _id: -1 }, limit }),
    authorHistory: (siteId, author) => history({ siteId, ...author }),
    bySource: (pageId, url) => {
      const filter = { pageId, sourceKey: sourceKeyOf({ url }), status: { $ne: 'deleted' } };
      return read(mongo, { filter, sort: { createdAt: 1, _id: 1 } });
    },
    sourceHistory: async (siteId, sourceHost) => {
      const has = async (status: 'approved' | 'spam') =>
        (await steadily(() => mongo.comments.findOne({ siteId, sourceHost, status }, { projection: { _id: 1 } }))) !== null;
      const [approved, spam] = await Promise.all([has('approved'), has('spam')]);
      return { approved, spam };
    },
    expire: (due, limit) => expire(mongo, due, limit),
    shortenAddresses: (siteId, before, limit) => shortenAddresses(mongo, { siteId, before }, limit),
    forgetFormer: (siteId, before, limit) => forgetFormer(mongo, { siteId, before }, limit),
    bury: (limit) => bury(mongo, limit),
  });
}

interface Question {
  readonly filter: object;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
}

export async function read({ comments }: Mongo, { filter, sort = {}, limit = 0 }: Question): Promise<StoredComment[]> {
  const rows = await steadily(() =>
    comments
      .find(filter, { projection: noStoreFields })
      .sort({ ...sort })
      .limit(limit)
      .toArray(),
  );
  return rows.filter(isComment).map(commentOf);
}

/** A range by key: strictly between its ends, in its order. */
export function rangeOf({ after, before, order }: Omit<Range, 'limit'>): { ends: object[]; sort: Record<string, 1 | -1> } {
  const ends = [...(after ? [beyond('$gt', after)] : []), ...(before ? [beyond('$lt', before)] : [])];
  const sign = order === 'oldest' ? 1 : -1;
  return { ends, sort: { createdAt: sign, _id: sign } };
}

/** The bound on the time alone is what the index is entered by; what has that very time is told apart by its id. */
function beyond(side: '$gt' | '$lt', { createdAt, id }: { readonly createdAt: number; readonly id: string }): object {
  const from = side === '$gt' ? '$gte' : '$lte';
  return { createdAt: { [from]: createdAt }, $or: [{ createdAt: { [side]: createdAt } }, { createdAt, _id: { [side]: id } }] };
}

async function firstReplies({ comments }: Mongo, rootIds: readonly string[], limit: number): Promise<StoredComment[]> {
  const first = [
    { $match: { shown: true } },
    { $sort: { createdAt: 1, _id: 1 } },
    { $limit: limit },
    { $project: noStoreFields },
  ];
  const found = await steadily(() =>
    comments
      .aggregate<{ replies: CommentRow[] }>([
        { $match: { _id: { $in: [...rootIds] } } },
        { $project: { _id: 1 } },
        { $lookup: { from: 'comments', localField: '_id', foreignField: 'root', pipeline: first, as: 'replies' } },
      ])
      .toArray(),
  );
  return found
    .flatMap(({ replies }) => replies)
    .map(commentOf)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

async function revise(mongo: Mongo, { comment, version, terms, ...also }: Revision): Promise<StoredComment | 'stale'> {
  requireFits(comment);
  const { status, author, text, format, html, renderer, source, editedAt, verdict, editEpoch, former = null } = comment;
  const values = { author, text, format, html, renderer, source, editedAt, verdict, editEpoch, former, terms };
  for (;;) {
    const before = await findRow(mongo, comment.id);
    if (!before || before.version !== version || before.status === 'deleted') return 'stale';
    const { siteId, pageId } = before;
    const isSeen = before.status === 'approved' && status === 'approved';
    const seen = {
      pages: [{ pageId, count: 0, isSeen: true, firstAt: null, title: null }],
      changes: [{ kind: 'page', siteId, pageId, commentId: null } as const],
    };
    // Whether a comment is by a moderator never changes.
    const kept = { author: { ...author, moderator: before.author.moderator } };
    const firstEmailKey = emailKeyOf(verdict.first?.email ?? null);
    const keys = { emailKey: emailKeyOf(author.email), firstEmailKey, formerEmailKey: emailKeyOf(former?.email ?? null) };
    const set = { ...values, ...kept, ...keys, textHash: hashOfText(text) };
    const after = await changeComment(mongo, { before, status, set, also: { ...also, ...(isSeen && seen) } });
    if (after) return commentOf(after);
  }
}

async function judge(
  mongo: Mongo,
  { id, version }: Parameters<Comments['judge']>[0],
  { outcome, score, reasons }: Judgement,
): Promise<boolean> {
  const set = { 'verdict.outcome': outcome, 'verdict.score': score, 'verdict.reasons': [...reasons], changedAt: mongo.now() };
  const standing = { _id: id, version, status: { $ne: 'deleted' } } as const;
  return (await steadily(() => mongo.comments.updateOne(standing, { $set: set }))).matchedCount > 0;
}

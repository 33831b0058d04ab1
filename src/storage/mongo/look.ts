import { emailKeyOf, hashOfText } from '../compared.ts';
import type { Added, Arrival } from '../store.ts';
import { among, anyOf } from './any-of.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { type CommentRow, commentOf, noStoreFields } from './rows.ts';

type Answer = Added | null;

/** What stands in the way of each arrival, or was stored under its key before; null for one that may come. */
export async function lookForAll(mongo: Mongo, arrivals: readonly Arrival[]): Promise<readonly Answer[]> {
  const [replays, goneParents, said, lastTimes] = await Promise.all([
    replaysOf(mongo, arrivals),
    goneParentsOf(mongo, arrivals),
    saidAmong(mongo, arrivals),
    lastTimesOf(mongo, arrivals),
  ]);
  const found = arrivals.map((arrival, at): Answer => {
    const lastAt = lastTimes[at] ?? null;
    if (replays[at]) return replays[at];
    if (arrival.comment.parent !== null && goneParents.has(arrival.comment.parent)) return { outcome: 'parent-gone' };
    if (said[at]) return { outcome: 'duplicate' };
    return lastAt === null ? null : { outcome: 'too-quick', lastAt };
  });
  // Who looks before having its gates may find what came under its own key between two of these reads.
  const doubtful = arrivals.filter((_, at) => found[at] && !replays[at]);
  const late = new Map((await replaysOf(mongo, doubtful)).map((replay, at) => [doubtful[at], replay]));
  return arrivals.map((arrival, at) => late.get(arrival) ?? found[at] ?? null);
}

/** The newest of a key counts: an older one than `since` is forgotten. */
async function replaysOf({ comments }: Mongo, arrivals: readonly Arrival[]): Promise<readonly Answer[]> {
  const keyed = arrivals.flatMap(({ comment: { siteId, idempotency }, conditions }) =>
    idempotency ? [{ siteId, 'idempotency.key': idempotency.key, createdAt: { $gt: conditions.idempotentSince } }] : [],
  );
  if (keyed.length === 0) return [];
  const rows = await steadily(() =>
    comments.find({ $or: keyed }, { projection: noStoreFields }).sort({ createdAt: -1 }).toArray(),
  );
  return arrivals.map(({ comment: { siteId, idempotency }, conditions }) => {
    const row = rows.find(
      (one) => one.siteId === siteId && one.idempotency?.key === idempotency?.key && one.createdAt > conditions.idempotentSince,
    );
    if (!idempotency || !row) return null;
    return row.idempotency?.digest === idempotency.digest
      ? { outcome: 'replayed', comment: commentOf(row) }
      : { outcome: 'idempotency-mismatch' };
  });
}

async function goneParentsOf({ comments }: Mongo, arrivals: readonly Arrival[]): Promise<ReadonlySet<string>> {
  const parents = new Set(arrivals.flatMap(({ comment: { parent } }) => (parent === null ? [] : [parent])));
  if (parents.size === 0) return parents;
  const rows = await steadily(() =>
    comments.find({ _id: { $in: [...parents] }, status: 'approved' }, { projection: { _id: 1 } }).toArray(),
  );
  const approved = new Set(rows.map(({ _id }) => _id));
  return new Set([...parents].filter((id) => !approved.has(id)));
}

const alive: CommentRow['status'][] = ['approved', 'pending', 'spam'];

/** Whether each was said before, by the same name or the same email. */
async function saidAmong({ comments }: Mongo, arrivals: readonly Arrival[]): Promise<readonly boolean[]> {
  const asked = arrivals.map(({ comment: { pageId, parent, text, author }, conditions }) => {
    const said = { pageId, parent, textHash: hashOfText(text), name: author.name, emailKey: emailKeyOf(author.email) };
    return conditions.unlessSaid ? said : null;
  });
  const filters = asked.flatMap((said) => {
    if (!said) return [];
    const { name, emailKey, ...same } = said;
    const by = [{ 'author.name': name }, ...(emailKey === null ? [] : [{ emailKey }])];
    return [{ ...same, status: { $in: alive }, $or: by }];
  });
  const all = { pageId: among(asked, (said) => said?.pageId), textHash: among(asked, (said) => said?.textHash) };
  const fields = ['pageId', 'parent', 'textHash', 'status', 'author.name', 'emailKey'] as const;
  const rows = await anyOf(comments, { filters, all, fields });
  return asked.map(
    (said) =>
      said !== null &&
      rows.some(
        (row) =>
          alive.includes(row.status) &&
          row.pageId === said.pageId &&
          row.parent === said.parent &&
          row.textHash === said.textHash &&
          (row.author.name === said.name || (said.emailKey !== null && row.emailKey === said.emailKey)),
      ),
  );
}

/** When the newest comment in the way of each was made; null where there is none. */
async function lastTimesOf({ comments }: Mongo, arrivals: readonly Arrival[]): Promise<readonly (number | null)[]> {
  const asked = arrivals.map(({ comment: { siteId }, conditions: { quiet } }) => ({
    siteId,
    since: quiet?.since ?? 0,
    address: quiet?.address ?? null,
    emailKey: emailKeyOf(quiet?.email ?? null),
  }));
  const newest = (field: 'address' | 'emailKey') => {
    const some = asked.filter((one) => one[field] !== null);
    const filters = some.map(({ siteId, since, ...one }) => ({ siteId, [field]: one[field], createdAt: { $gt: since } }));
    const all = {
      siteId: among(some, ({ siteId }) => siteId),
      [field]: among(some, (one) => one[field]),
      createdAt: { $gt: Math.min(...some.map(({ since }) => since)) },
    };
    const fields = ['siteId', 'address', 'emailKey', 'createdAt'] as const;
    return anyOf(comments, { filters, all, fields, sort: { createdAt: -1 } });
  };
  const rows = (await Promise.all([newest('address'), newest('emailKey')])).flat();
  return asked.map(({ siteId, since, address, emailKey }) => {
    const inTheWay = rows.filter(
      (row) =>
        row.siteId === siteId &&
        row.createdAt > since &&
        ((address !== null && row.address === address) || (emailKey !== null && row.emailKey === emailKey)),
    );
    return inTheWay.length > 0 ? Math.max(...inTheWay.map(({ createdAt }) => createdAt)) : null;
  });
}

import type { StoredComment } from '../../comments/comment.ts';
import type { SearchTerm } from '../../moderation/search.ts';
import type { Position } from '../position.ts';
import { type Found, rarestFirst, type SearchQuery } from '../searching.ts';
import { steadily } from './away.ts';
import { rangeOf, read } from './comments.ts';
import type { Mongo } from './database.ts';

/** Comments with the rarest term that are looked at together, twice as many each time. */
const first = 200;
const most = 2_000;

/**
 * Only one term can enter an index of several keys; whether the others are there is read from each comment. So it goes along the index in
 * stretches, and looks at the time between them.
 */
export async function search(mongo: Mongo, query: SearchQuery, enough: () => boolean): Promise<Found> {
  const [rarest, ...others] = rarestFirst(query.terms).map(matching);
  const one = { ...filterOf(query), ...rarest };
  const all = others.length > 0 ? { ...one, $and: others } : one;
  const comments: StoredComment[] = [];
  let before = query.after;
  for (let stretch = first; ; stretch = Math.min(stretch * 2, most)) {
    const end = others.length > 0 ? await endOf(mongo, { one, before, stretch }) : null;
    const limit = query.limit - comments.length;
    comments.push(...(await between(mongo, { all, before, after: end?.next ?? null, limit })));
    if (comments.length >= query.limit || end === null) return { comments, stoppedAt: null };
    if (enough()) return { comments, stoppedAt: end.last };
    before = end.last;
  }
}

function filterOf({ siteId, status, type, reported }: SearchQuery): object {
  return { siteId, status, ...(type !== null && { type }), ...(reported && { reports: { $gt: 0 } }) };
}

function matching({ anyOf }: SearchTerm): object {
  return { terms: anyOf.length === 1 ? anyOf[0] : { $in: [...anyOf] } };
}

interface Stretch {
  readonly one: object;
  readonly before: Position | null;
  readonly stretch: number;
}

/** The last comment of the stretch and the first one after it, or null where it is the last stretch. */
async function endOf({ comments }: Mongo, { one, before, stretch }: Stretch): Promise<{ last: Position; next: Position } | null> {
  const { ends, sort } = rangeOf({ order: 'newest', ...(before && { before }) });
  const rows = await steadily(() =>
    comments
      .find({ ...one, ...(ends.length > 0 && { $and: ends }) }, { projection: { createdAt: 1 } })
      .sort(sort)
      .skip(stretch - 1)
      .limit(2)
      .toArray(),
  );
  const [last, next] = rows.map(({ _id, createdAt }) => ({ id: _id, createdAt }));
  return last && next ? { last, next } : null;
}

interface Part {
  readonly all: { readonly $and?: readonly object[] };
  readonly before: Position | null;
  readonly after: Position | null;
  readonly limit: number;
}

function between(mongo: Mongo, { all, before, after, limit }: Part): Promise<StoredComment[]> {
  const { ends, sort } = rangeOf({ order: 'newest', ...(before && { before }), ...(after && { after }) });
  const $and = [...(all.$and ?? []), ...ends];
  return read(mongo, { filter: { ...all, ...($and.length > 0 && { $and }) }, sort, limit });
}

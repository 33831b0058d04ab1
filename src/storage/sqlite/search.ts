import { setImmediate } from 'node:timers/promises';
import type { StoredComment } from '../../comments/comment.ts';
import type { SearchTerm } from '../../moderation/search.ts';
import type { Position } from '../position.ts';
import { type Found, rarestFirst, type SearchQuery } from '../searching.ts';
import { rangeOf } from './comments.ts';
import type { Sqlite } from './database.ts';
import { commentColumns, commentOf } from './rows.ts';
import { matchOf } from './search-index.ts';
import { sequenceAfter } from './sequence.ts';
import type { Value } from './statements.ts';

/**
 * So many terms are looked up together in the index: each may cost a walk along all its rows before the first that has them all, and that
 * can't be broken off. Whether the other terms are there too is read from the rows.
 */
const mostLookedUp = 4;
/** Rows looked at together, twice as many each time. */
const first = 100;
const most = 2_000;

export interface Question {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A search in steps between which others are served. */
export async function search(database: Sqlite, query: SearchQuery, enough: () => boolean): Promise<Found> {
  const terms = rarestFirst(query.terms);
  const comments: StoredComment[] = [];
  let below = query.after ? String(sequenceAfter(query.after.createdAt)) : null;
  for (let step = first; ; step = Math.min(step * 2, most)) {
    const candidates = ask(database, candidatesOf(query, { terms, below, step })).map(({ seq }) => String(seq));
    const missing = query.limit - comments.length;
    comments.push(...ask(database, rowsOf(query, { terms, candidates, limit: missing })).map(commentOf));
    const last = candidates.at(-1);
    if (comments.length >= query.limit || candidates.length < step || last === undefined) return { comments, stoppedAt: null };
    if (enough()) return { comments, stoppedAt: placeOf(database, last) };
    below = last;
    await setImmediate();
  }
}

function ask(database: Sqlite, { sql, values }: Question) {
  return database.all(sql, ...values);
}

/** The newest rows of the index with the rarest terms. Their numbers are in the order of time, and too large for a number of JavaScript's. */
export function candidatesOf(
  query: SearchQuery,
  { terms, below, step }: { readonly terms: readonly SearchTerm[]; readonly below: string | null; readonly step: number },
): Question {
  const bound = below === null ? '' : ' AND rowid < CAST(? AS INTEGER)';
  const sql = `SELECT CAST(rowid AS TEXT) AS seq FROM search WHERE search MATCH ?${bound} ORDER BY rowid DESC LIMIT ?`;
  return { sql, values: [matchOf(query, terms.slice(0, mostLookedUp)), ...(below === null ? [] : [below]), step] };
}

/** As one value, so that there are few texts of statements, each of which is kept prepared. */
const hasAll = ` AND NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM json_each(wanted.value) AS one WHERE instr(' ' || terms || ' ', one.value) > 0))`;

/** Those of them that are what is asked for. The plus signs keep other indexes out of it. */
export function rowsOf(
  { siteId, status, reported, after }: SearchQuery,
  {
    terms,
    candidates,
    limit,
  }: { readonly terms: readonly SearchTerm[]; readonly candidates: readonly string[]; readonly limit: number },
): Question {
  const { where, values } = rangeOf({ order: 'newest', ...(after && { before: after }) });
  const others = terms.slice(mostLookedUp).map(({ anyOf }) => anyOf.map((term) => ` ${term} `));
  const sql = `SELECT ${commentColumns} FROM comments WHERE seq IN (SELECT value FROM json_each(?))
    AND +site_id = ? AND +status = ?${reported ? ' AND reports > 0' : ''}${where}${others.length > 0 ? hasAll : ''} ORDER BY seq DESC LIMIT ?`;
  const wanted = others.length > 0 ? [JSON.stringify(others)] : [];
  return { sql, values: [`[${candidates.join(',')}]`, siteId, status, ...values, ...wanted, limit] };
}

function placeOf(database: Sqlite, sequence: string): Position | null {
  const row = database.get('SELECT created_at, id FROM comments WHERE seq = CAST(? AS INTEGER)', sequence);
  return row ? { createdAt: Number(row['created_at']), id: String(row['id']) } : null;
}

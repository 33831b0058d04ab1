import type { SearchTerm } from '../../moderation/search.ts';
import { refuseField } from '../../refusal.ts';
import type { QueueQuery } from '../store.ts';
import type { Row, Sqlite } from './database.ts';
import { matchOf } from './search-index.ts';
import { sequenceAfter } from './sequence.ts';

/** So many steps through the lists of terms take 100 ms. */
const mostSteps = 1_500_000;
/** A term that stands in no more comments of a queue leads through the others' lists in a few milliseconds. */
const rare = 10_000;
/** Who asks for one of several terms steps through all of their lists. */
const choicesOfAStep = 8;
/** Whether a comment was reported stands in its row, and rows take as long as so many steps. */
const stepsOfARow = 20;

/** Reads a search no further back than the row number given; null: to the end. */
type Read = (downTo: bigint | null) => Row[];

interface Bounds {
  readonly read: Read;
  readonly most?: number;
  readonly leastOfABroad?: number;
}

/**
 * Words that each stand in very many comments, and hardly ever in the same, would be looked for through the whole of a large queue while
 * nobody else is served. So a search of such words goes back as far as the steps reach: enough found is the answer, as it is newest
 * first, and where the queue goes on beyond that, it is refused.
 */
export function readBounded(
  database: Sqlite,
  query: QueueQuery,
  { read, most = mostSteps, leastOfABroad = rare }: Bounds,
): Row[] {
  const downTo = isBroad(database, query, leastOfABroad) ? endOfReach(database, query, most) : null;
  const rows = read(downTo);
  if (downTo === null || rows.length >= query.limit) return rows;
  return refuseField('q', 'too-broad', 'Each of these stands in very many comments: add a word that is rarer.');
}

function isBroad(database: Sqlite, { siteId, status, type, reported, terms }: QueueQuery, least: number): boolean {
  const all = [...(type === null ? [] : [{ anyOf: [`type:${type}`] }]), ...terms];
  if (terms.length === 0 || all.length + (reported ? 1 : 0) < 2) return false;
  return all.every((term) => {
    if (term.anyOf.length > choicesOfAStep) return true;
    const match = matchOf({ siteId, status, type: null }, [term]);
    return database.get('SELECT 1 FROM search WHERE search MATCH ? LIMIT 1 OFFSET ?', match, least) !== undefined;
  });
}

/** The number of the last row that is reached; null where that is all of them. */
function endOfReach(database: Sqlite, { siteId, status, reported, terms, after }: QueueQuery, most: number): bigint | null {
  const steps = terms.reduce((sum, { anyOf }: SearchTerm) => sum + 1 + anyOf.length / choicesOfAStep, reported ? stepsOfARow : 0);
  const reach = Math.floor(most / steps);
  const sql = `SELECT created_at FROM comments WHERE site_id = ? AND status = ? AND created_at <= ? ORDER BY created_at DESC LIMIT 1 OFFSET ?`;
  const last = database.get(sql, siteId, status, after?.createdAt ?? Number.MAX_SAFE_INTEGER, reach);
  return last === undefined ? null : sequenceAfter(Number(last['created_at']));
}

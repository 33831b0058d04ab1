import type { SearchTerm } from '../../moderation/search.ts';
import { refuseField } from '../../refusal.ts';
import type { QueueQuery } from '../store.ts';
import type { Row, Sqlite } from './database.ts';
import { matchOf } from './search-index.ts';
import { sequenceAfter } from './sequence.ts';

/** So many steps through the lists of terms take about 100 ms. */
const mostSteps = 500_000;
/** Words that often stand together are found within a fraction of that. */
const firstShare = 1 / 50;
/** Who asks for one of several terms steps through all of their lists. */
const choicesOfAStep = 8;
/** Whether a comment was reported stands in its row, and rows take as long as so many steps. */
const stepsOfARow = 20;

/** Reads a search no further back than the row number given; null: to the end. */
type Read = (downTo: bigint | null) => Row[];

/**
 * Words that each stand in very many comments, and hardly ever in the same, would be looked for through the whole of a large queue while
 * nobody else is served. So a search goes back as far as the steps reach: enough found is the answer, as it is newest first, and where
 * every one of the words goes on beyond that, it is refused. A rare word leads through the others' lists to the end.
 */
export function readBounded(
  database: Sqlite,
  query: QueueQuery,
  { read, most = mostSteps }: { read: Read; most?: number },
): Row[] {
  if (query.terms.length === 0 || conditionsOf(query).length + (query.reported ? 1 : 0) < 2) return read(null);
  for (const steps of [most * firstShare, most]) {
    const downTo = endOfReach(database, query, steps);
    const rows = read(downTo);
    if (downTo === null || rows.length >= query.limit) return rows;
  }
  return refuseField('q', 'too-broad', 'Each of these stands in very many comments: add a word that is rarer.');
}

function conditionsOf({ type, terms }: QueueQuery): readonly SearchTerm[] {
  return [...(type === null ? [] : [{ anyOf: [`type:${type}`] }]), ...terms];
}

/** The row number down to which so many steps lead; null where a list is at its end before. The longest words, which are rarer, first. */
function endOfReach(database: Sqlite, query: QueueQuery, steps: number): bigint | null {
  const all = conditionsOf(query);
  const weight = all.reduce((sum, { anyOf }) => sum + 1 + anyOf.length / choicesOfAStep, query.reported ? stepsOfARow : 0);
  const single = all.filter(({ anyOf }) => anyOf.length === 1);
  const lists = single.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  let end: bigint | null = null;
  for (const term of lists.length > 0 ? lists : all) {
    const reached = rowAfter(database, query, { term, count: Math.floor(steps / weight) });
    if (reached === null) return null;
    end = end === null || reached < end ? reached : end;
  }
  return end;
}

const lengthOf = ({ anyOf: [term = ''] }: SearchTerm): number => term.length;

/** The number of the row that so many newer ones with this term stand before. As text: it is greater than what a number holds. */
function rowAfter(
  database: Sqlite,
  { siteId, status, after }: QueueQuery,
  { term, count }: { readonly term: SearchTerm; readonly count: number },
): bigint | null {
  const match = matchOf({ siteId, status, type: null }, [term]);
  const from = after ? [sequenceAfter(after.createdAt)] : [];
  const sql = `SELECT CAST(rowid AS TEXT) AS number FROM search WHERE search MATCH ?${after ? ' AND rowid < ?' : ''} ORDER BY rowid DESC LIMIT 1 OFFSET ?`;
  const row = database.get(sql, match, ...from, count);
  return row === undefined ? null : BigInt(String(row['number']));
}

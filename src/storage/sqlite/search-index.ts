import type { Status } from '../../comments/comment.ts';
import type { SearchTerm } from '../../moderation/search.ts';
import type { Sqlite } from './database.ts';
import { noteTraces } from './forget-traces.ts';
import { markedTerms, markOf } from './marked-terms.ts';

/** Indexes a comment as it is stored now. */
export function index(database: Sqlite, id: string): void {
  database.run(`INSERT OR REPLACE INTO search (rowid, terms) SELECT seq, ${markedTerms} FROM comments WHERE id = ?`, id);
}

/** To be called before words leave the comment, so that the index does not keep them. */
export function unindex(database: Sqlite, id: string): void {
  database.run('DELETE FROM search WHERE rowid = (SELECT seq FROM comments WHERE id = ?)', id);
  noteTraces(database);
}

export function matchOf(
  queue: { readonly siteId: string; readonly status: Status; readonly type: string | null },
  terms: readonly SearchTerm[],
): string {
  const mark = markOf(queue);
  const all = [...(queue.type === null ? [] : [{ anyOf: [`type:${queue.type}`] }]), ...terms];
  return all.map(({ anyOf }) => `(${anyOf.map((term) => quoted(mark + term)).join(' OR ')})`).join(' AND ');
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', '')}"`;
}

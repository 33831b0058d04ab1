import type { Status } from '../../comments/comment.ts';
import type { SearchTerm } from '../../moderation/search.ts';
import type { Sqlite } from './database.ts';
import { noteTraces } from './forget-traces.ts';

/**
 * Indexes a comment as it is stored now. Site and status stand among the terms, so that a search of a queue is one intersection,
 * newest first.
 */
export function index(database: Sqlite, id: string): void {
  const terms = "'queue:' || site_id || ':' || status || ' type:' || type || ' ' || terms";
  database.run(`INSERT OR REPLACE INTO search (rowid, terms) SELECT seq, ${terms} FROM comments WHERE id = ?`, id);
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
  const words = [`queue:${queue.siteId}:${queue.status}`, ...(queue.type === null ? [] : [`type:${queue.type}`])].map(quoted);
  return [...words, ...terms.map(({ anyOf }) => `(${anyOf.map(quoted).join(' OR ')})`)].join(' AND ');
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', '')}"`;
}

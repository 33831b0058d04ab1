import { markedTerms } from './marked-terms.ts';
import { searchTable } from './search-schema.ts';

/** The search index made anew with each term in its queue: see `marked-terms.ts`. */
export const searchByQueue = `
  DROP TABLE search;
  ${searchTable}
  INSERT INTO search (rowid, terms) SELECT seq, ${markedTerms} FROM comments WHERE status <> 'deleted';
`;

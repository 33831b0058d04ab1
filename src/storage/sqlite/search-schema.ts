/**
 * Every printable ASCII character is part of a term, as in `email:o'brien@example.org`: the terms come cut and folded from our own
 * tokenizer. A deleted row is only marked here, and gone from the file once `forget-traces.ts` has merged the index.
 */
export const searchTable = `CREATE VIRTUAL TABLE search USING fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\\\]^_\`{|}~'''"
  );`;

export const searchForAnyTerm = `
  DROP TABLE search;
  ${searchTable}
  INSERT INTO search (rowid, terms)
    SELECT seq, 'queue:' || site_id || ':' || status || ' type:' || type || ' ' || terms FROM comments WHERE status <> 'deleted';

  CREATE INDEX pages_merged ON pages (merged_into) WHERE merged_into IS NOT NULL;
`;

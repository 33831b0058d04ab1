/** Who wrote a page, and who said so. */
export const authorsOfPages = `
  ALTER TABLE pages ADD COLUMN author_name TEXT;
  ALTER TABLE pages ADD COLUMN author_email TEXT;
  ALTER TABLE pages ADD COLUMN author_key TEXT;
  ALTER TABLE pages ADD COLUMN author_from TEXT;
  CREATE INDEX pages_by_author ON pages (site_id, author_key) WHERE author_key IS NOT NULL;
`;

/** Whom a site blocks, and who first sent what a moderator changed since. */
export const privacy = `
  CREATE TABLE blocks (
    id TEXT PRIMARY KEY, site_id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, name TEXT, email_key TEXT,
    actor TEXT NOT NULL, note TEXT, created_at INTEGER NOT NULL, until INTEGER, version INTEGER NOT NULL, UNIQUE (site_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blocks_of_site ON blocks (site_id, id);
  CREATE INDEX blocks_of_email ON blocks (site_id, email_key) WHERE email_key IS NOT NULL;
  CREATE INDEX blocks_ending ON blocks (until) WHERE until IS NOT NULL;

  ALTER TABLE comments ADD COLUMN first_email_key TEXT;
  UPDATE comments SET first_email_key = lower(json_extract(verdict, '$.first.email')) WHERE json_extract(verdict, '$.first.email') IS NOT NULL;
  CREATE INDEX first_sent_by ON comments (site_id, first_email_key, created_at) WHERE first_email_key IS NOT NULL;
`;

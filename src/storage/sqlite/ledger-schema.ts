/** Linkbacks are found by their source, and what came in and went out is kept. */
export const ledgers = `
  ALTER TABLE comments ADD COLUMN source_key TEXT;
  ALTER TABLE comments ADD COLUMN source_host TEXT;
  CREATE INDEX linked_from ON comments (page_id, source_key, created_at) WHERE source_key IS NOT NULL;
  CREATE INDEX sources ON comments (site_id, source_host, status) WHERE source_host IS NOT NULL;
  CREATE TABLE ledger (
    id TEXT PRIMARY KEY, ledger TEXT NOT NULL, site_id TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, group_key TEXT NOT NULL,
    changed_at INTEGER NOT NULL, version INTEGER NOT NULL, entry TEXT NOT NULL, UNIQUE (ledger, site_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ledger_in_order ON ledger (ledger, site_id, id);
  CREATE INDEX ledger_by_state ON ledger (ledger, site_id, state, group_key);
  CREATE INDEX ledger_by_age ON ledger (ledger, state, changed_at);
`;

/** What is listed of one group: the deliveries of a webhook. */
export const ledgersByGroup = `
  CREATE INDEX ledger_in_group ON ledger (ledger, site_id, group_key, id);
`;

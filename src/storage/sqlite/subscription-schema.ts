/** Who wants to hear of replies. */
export const subscriptionsOfReaders = `
  CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY, site_id TEXT NOT NULL, page_id TEXT NOT NULL, comment_id TEXT NOT NULL UNIQUE, email TEXT NOT NULL, email_key TEXT NOT NULL,
    scope TEXT NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX subscriptions_of_thread ON subscriptions (page_id, id) WHERE scope = 'thread' AND state = 'active';
  CREATE INDEX subscriptions_of_address ON subscriptions (email_key, id);
  CREATE INDEX subscriptions_of_site ON subscriptions (site_id, id);
  CREATE INDEX subscriptions_by_age ON subscriptions (state, changed_at);
`;

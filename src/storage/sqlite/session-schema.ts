/** How people sign in: their second factors, and the sessions they have. */
export const sessionsOfPeople = `
  ALTER TABLE people ADD COLUMN second_factors TEXT NOT NULL DEFAULT '{"totp":null,"recoveryCodes":[],"passkeys":[]}';
  ALTER TABLE people ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, address TEXT, user_agent TEXT
  ) STRICT;
  CREATE INDEX sessions_of_person ON sessions (person_id, created_at, id);
  CREATE INDEX sessions_made ON sessions (created_at);
  CREATE INDEX sessions_seen ON sessions (seen_at);
`;

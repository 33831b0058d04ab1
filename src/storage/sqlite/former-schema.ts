/** What comments said before a moderator's edit, whose words those were, and since when they are kept. */
export const formerWords = `
  ALTER TABLE comments ADD COLUMN former TEXT;
  ALTER TABLE comments ADD COLUMN former_email_key TEXT;
  ALTER TABLE comments ADD COLUMN former_at INTEGER;
  CREATE INDEX formerly_by ON comments (site_id, former_email_key, created_at) WHERE former_email_key IS NOT NULL;
  CREATE INDEX former_words ON comments (site_id, former_at) WHERE former_at IS NOT NULL;
`;

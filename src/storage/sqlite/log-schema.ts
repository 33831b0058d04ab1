/** What was done on no one site may be about some. */
export const sitesOfEntries = `
  ALTER TABLE log ADD COLUMN sites TEXT;
`;

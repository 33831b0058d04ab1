/** Mails stand among the ledgers: they are listed over all sites, and looked for by whom they went to. People say how often they get them. */
export const mailsInLedger = `
  ALTER TABLE people ADD COLUMN notices TEXT NOT NULL DEFAULT '{}';
  CREATE INDEX ledger_over_sites ON ledger (ledger, id);
  CREATE INDEX ledger_by_group ON ledger (ledger, group_key, changed_at) WHERE group_key <> '';
`;

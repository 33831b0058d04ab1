/** What readers reported is listed by itself. */
export const reportedComments = `
  CREATE INDEX reported ON comments (site_id, status, created_at, id) WHERE reports > 0;
`;

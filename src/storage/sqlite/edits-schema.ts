/** An edit moves nothing, so it has no items, and names its comment in its detail. */
export const editsOfComments = `
  CREATE INDEX log_of_comment ON log (json_extract(detail, '$.comment'), id) WHERE json_extract(detail, '$.comment') IS NOT NULL;
`;

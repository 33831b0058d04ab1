import type { Status } from '../../comments/comment.ts';

/**
 * A comment's terms as they are indexed, as SQL: each bears the mark of its queue, the end of the site's ULID and the first letter of the
 * status. So a search reads nothing of other sites and statuses, which may have ten times as much of a word. Two sites may share a
 * mark: whoever reads looks at the row as well.
 */
export const markedTerms =
  "substr(site_id, -8) || substr(status, 1, 1) || replace('type:' || type || ' ' || terms, ' ', ' ' || substr(site_id, -8) || substr(status, 1, 1))";

export function markOf({ siteId, status }: { readonly siteId: string; readonly status: Status }): string {
  return siteId.slice(-8) + status.slice(0, 1);
}

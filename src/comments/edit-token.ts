import type { Keys } from '../keys.ts';
import type { Comment } from './comment.ts';

/** How long an edit token holds, milliseconds from the comment's creation. What it allows may end sooner (`editMinutes`). */
export const editTokenAge = 30 * 24 * 60 * 60 * 1000;

type Signed = Pick<Comment, 'id' | 'siteId' | 'editEpoch'>;

/** What its author holds. Not stored: it can be told again from the row, and a new epoch in the row revokes it. */
export function editTokenOf(keys: Pick<Keys, 'sign'>, comment: Signed): string {
  return keys.sign('edit-token', comment.siteId, dataOf(comment));
}

/** False for anything else than this comment's token within its time. */
export function holdsEditToken(
  keys: Pick<Keys, 'verify'>,
  comment: Signed & Pick<Comment, 'createdAt'>,
  { token, now }: { readonly token: string; readonly now: number },
): boolean {
  const isInTime = now < comment.createdAt + editTokenAge;
  return isInTime && keys.verify('edit-token', comment.siteId, { data: dataOf(comment), signature: token });
}

function dataOf({ id, editEpoch }: Signed): string {
  return `${id}:${editEpoch}`;
}

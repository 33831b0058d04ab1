import type { StoredComment } from '../comments/comment.ts';
import { type DeleteOwnNeeds, deleteOwn } from '../comments/remove.ts';
import type { Keys } from '../keys.ts';
import { takePress } from '../notifications/press.ts';
import type { Limits } from '../storage/limits.ts';
import type { Store } from '../storage/store.ts';

type Signed = Pick<StoredComment, 'id' | 'siteId' | 'editEpoch'>;

const dataOf = ({ id, editEpoch }: Signed): string => `${id}:${editEpoch}`;

/** The path by which its author takes a comment back, however long ago it was written. A new epoch of the comment ends it. */
export function withdrawPath(keys: Keys, comment: Signed): string {
  return `/withdraw?token=${comment.id}.${keys.sign('withdraw', comment.siteId, dataOf(comment))}.withdraw`;
}

export interface WithdrawNeeds extends DeleteOwnNeeds {
  readonly store: DeleteOwnNeeds['store'] & {
    readonly comments: Pick<Store['comments'], 'byId'>;
    readonly limits: Pick<Limits, 'hit'>;
  };
  readonly keys: Keys;
}

/** The comment that a link takes back; null for each and every reason why it may not. */
export async function readWithdrawal(
  { store, keys }: Pick<WithdrawNeeds, 'store' | 'keys'>,
  token: string,
): Promise<StoredComment | null> {
  const [id = '', signature = '', word = '', ...more] = token.split('.');
  if (word !== 'withdraw' || more.length > 0) return null;
  const comment = await store.comments.byId(id);
  if (!comment || comment.status === 'deleted') return null;
  return keys.verify('withdraw', comment.siteId, { data: dataOf(comment), signature }) ? comment : null;
}

/** Deletes it for good, by one press of the page's own button. Answers what it was; null where it may not. */
export async function withdraw(
  needs: WithdrawNeeds,
  { token, once }: { readonly token: string; readonly once: string },
): Promise<StoredComment | null> {
  const comment = await readWithdrawal(needs, token);
  if (!comment || !(await takePress(needs, comment.siteId, { token, once }))) return null;
  return (await deleteOwn(needs, comment)) ? comment : null;
}

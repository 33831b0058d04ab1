import type { Keys } from '../keys.ts';
import type { Store } from '../storage/store.ts';
import type { StoredComment } from './comment.ts';

/** Milliseconds for which the page that a form leads to shows its author a comment that waits. */
const ownLinkAge = 60 * 60 * 1000;

export interface OwnLinkNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'> };
  readonly keys: Keys;
  readonly now: () => number;
}

type Signed = Pick<StoredComment, 'id' | 'siteId' | 'editEpoch'>;

/** What shows a waiting comment to whoever has it, and allows nothing else: id, end of its time in base 36, signature. */
export function ownLinkOf({ keys, now }: Pick<OwnLinkNeeds, 'keys' | 'now'>, comment: Signed): string {
  const until = (now() + ownLinkAge).toString(36);
  return `${comment.id}.${until}.${keys.sign('own-link', comment.siteId, dataOf(comment, until))}`;
}

/** The comment a link was made for; null for anything forged or too old. */
export async function commentByOwnLink({ store, keys, now }: OwnLinkNeeds, link: string): Promise<StoredComment | null> {
  const [id = '', until = '', signature = ''] = link.split('.');
  const comment = Number.parseInt(until, 36) > now() ? await store.comments.byId(id) : null;
  if (comment === null) return null;
  return keys.verify('own-link', comment.siteId, { data: dataOf(comment, until), signature }) ? comment : null;
}

function dataOf({ id, editEpoch }: Signed, until: string): string {
  return `${id}:${editEpoch}:${until}`;
}

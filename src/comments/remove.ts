import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import type { Comment } from './comment.ts';
import { type OwnNeeds, ownComment, requireOpenWindow } from './own.ts';

export interface DeleteOwnNeeds {
  readonly store: { readonly queue: Pick<Store['queue'], 'decide'> };
  readonly now: () => number;
  readonly newId: () => string;
}

export interface RemoveNeeds extends OwnNeeds, DeleteOwnNeeds {
  readonly store: OwnNeeds['store'] & DeleteOwnNeeds['store'];
}

/** Deletes one's own comment while the window is open. With replies a tombstone stays in its place. */
export async function removeComment(needs: RemoveNeeds, id: string, token: string | null): Promise<void> {
  const own = await ownComment(needs, id, token);
  requireOpenWindow(own, needs.now());
  if (!(await deleteOwn(needs, own.comment))) refuse('unknown-comment');
}

/** Deletes a comment as its author's act. False when it was deleted already. */
export async function deleteOwn(
  { store, now, newId }: DeleteOwnNeeds,
  { id, siteId }: Pick<Comment, 'id' | 'siteId'>,
): Promise<boolean> {
  const decided = await store.queue.decide({
    entry: {
      id: newId(),
      siteId,
      at: now(),
      actor: { kind: 'author', id: null, name: 'its author' },
      act: 'decide',
      note: null,
      detail: { to: 'deleted' },
    },
    items: [{ id, version: null, to: 'deleted' }],
    also: [],
  });
  return decided.changed.length > 0;
}

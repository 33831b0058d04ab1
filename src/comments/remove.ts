import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { type OwnNeeds, ownComment, requireOpenWindow } from './own.ts';

export interface RemoveNeeds extends OwnNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'>; readonly queue: Pick<Store['queue'], 'decide'> };
  readonly newId: () => string;
}

/** Deletes one's own comment while the window is open. With replies a tombstone stays in its place. */
export async function removeComment(needs: RemoveNeeds, id: string, token: string | null): Promise<void> {
  const own = await ownComment(needs, id, token);
  const at = needs.now();
  requireOpenWindow(own, at);
  const decided = await needs.store.queue.decide({
    entry: {
      id: needs.newId(),
      siteId: own.site.id,
      at,
      actor: { kind: 'author', id: null, name: 'its author' },
      act: 'decide',
      note: null,
      detail: { to: 'deleted' },
    },
    items: [{ id, version: null, to: 'deleted' }],
    also: [],
  });
  if (decided.changed.length === 0) refuse('unknown-comment');
}

import { LRUCache } from 'lru-cache';
import type { Comment } from '../comments/comment.ts';
import type { Store } from '../storage/store.ts';
import type { Block } from './block.ts';
import { blockKeysOf } from './block-keys.ts';

/** Which blocks stand in a comment's way. */
export interface StandingBlocks {
  on(comment: Comment, at: number): Promise<readonly Block[]>;
  /** A site got a block in this process, which must not be missed for a moment. */
  note(siteId: string): void;
}

const mostSites = 1_000;
/** Another process' first block of a site is met so much later. */
const freshMs = 2_000;

/** Most sites block nobody: the store is asked for a comment's keys only where it has any block of the site. */
export function createStandingBlocks({
  blocks,
  now,
}: {
  readonly blocks: Pick<Store['blocks'], 'list' | 'matching'>;
  readonly now: () => number;
}): StandingBlocks {
  const unblocked = new LRUCache<string, number>({ max: mostSites });
  const hasNone = async (siteId: string): Promise<boolean> => {
    const since = unblocked.get(siteId);
    if (since !== undefined && now() - since < freshMs) return true;
    const askedAt = now();
    const isEmpty = (await blocks.list(siteId, null, 1)).length === 0;
    if (isEmpty) unblocked.set(siteId, askedAt);
    return isEmpty;
  };
  return {
    on: async (comment, at) => {
      if (await hasNone(comment.siteId)) return [];
      return blocks.matching(comment.siteId, blockKeysOf(comment), at);
    },
    note: (siteId) => void unblocked.delete(siteId),
  };
}

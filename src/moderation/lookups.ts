import { createStandingBlocks } from '../blocks/standing-blocks.ts';
import type { Comment } from '../comments/comment.ts';
import { over } from '../over.ts';
import { type AkismetAccount, createAkismet } from '../spam/akismet.ts';
import { withBreaker } from '../spam/akismet-breaker.ts';
import { createSiteFilters } from '../spam/filter/site-filters.ts';
import { createRecent } from '../spam/recent.ts';
import { traceOf } from '../spam/trace.ts';
import type { Store } from '../storage/store.ts';
import type { Lookups } from './check.ts';

interface Needs {
  readonly store: Pick<Store, 'comments' | 'queue' | 'lessons' | 'pages' | 'jobs' | 'blocks'>;
  readonly now: () => number;
  readonly akismet: AkismetAccount | null;
}

const newest = 20;

export interface Remembering {
  readonly lookups: Lookups;
  /** What is added through these is met by the checks of what comes next, before the store is read again. */
  readonly comments: Store['comments'];
  readonly blocks: Store['blocks'];
}

/** What the checks ask for, out of the store and what is kept of it in memory. */
export function createLookups({ store, now, akismet: account }: Needs): Remembering {
  const recent = createRecent({ queue: store.queue, now });
  const standing = createStandingBlocks({ blocks: store.blocks, now });
  const { learned } = createSiteFilters({ lessons: store.lessons, now });
  const lookups: Lookups = {
    authorHistory: (siteId, author) => store.comments.authorHistory(siteId, author),
    sourceHistory: (...about) => store.comments.sourceHistory(...about),
    learned,
    recent,
    blocks: standing.on,
    akismet:
      account && withBreaker({ akismet: createAkismet(account), now, onReturn: () => store.jobs.bringForward('recheck', now()) }),
    pageUrl: async (pageId) => (await store.pages.byId(pageId))?.url ?? null,
    thread: (pageId): Promise<readonly Pick<Comment, 'text'>[]> =>
      store.comments.shown(pageId, 'all', { order: 'newest', limit: newest }),
  };
  const add: Store['comments']['add'] = async (arrival) => {
    const added = await store.comments.add(arrival);
    if (added.outcome === 'added') recent.note(added.comment.siteId, traceOf(added.comment));
    return added;
  };
  const addBlock: Store['blocks']['add'] = async (block, also) => {
    const stands = await store.blocks.add(block, also);
    standing.note(block.siteId);
    return stands;
  };
  return { lookups, comments: over(store.comments, { add }), blocks: over(store.blocks, { add: addBlock }) };
}

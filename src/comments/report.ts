import type { Keys } from '../keys.ts';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';

export interface ReportNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'>; readonly queue: Pick<Store['queue'], 'report'> };
  readonly keys: Keys;
  readonly now: () => number;
}

export interface Report {
  readonly commentId: string;
  readonly reason: string;
  readonly text: string | null;
  /** What counts as one reader. */
  readonly address: string;
}

/** Notes a reader's report of a visible comment. The same reader again changes nothing; of the address only a keyed hash is kept. */
export async function reportComment(needs: ReportNeeds, { commentId, reason, text, address }: Report): Promise<void> {
  const comment = await needs.store.comments.byId(commentId);
  if (comment?.status !== 'approved') return refuse('unknown-comment');
  const reporter = needs.keys.sign('reporter', comment.siteId, address);
  await needs.store.queue.report(commentId, { reporter, reason, text, at: needs.now() }, { jobs: [], log: null });
}

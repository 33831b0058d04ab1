import { type Moderator, requireMay } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { entryOf } from './log-entry.ts';

interface Needs {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byId'>;
    readonly overview: Pick<Store['overview'], 'answerReports'>;
  };
  readonly now: () => number;
  readonly newId: () => string;
}

/**
 * Lets go of what readers reported of a comment: a moderator has looked, and it stays as it is.
 * @throws Refusal `not-found` when nothing is reported of it
 */
export async function answerReports(needs: Needs, moderator: Moderator, id: string): Promise<void> {
  const comment = (await needs.store.comments.byId(id)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', comment.siteId);
  const detail = { comment: id, reports: comment.reports };
  const log = entryOf(needs, moderator, { siteId: comment.siteId, act: 'reports', note: null, detail });
  if (!(await needs.store.overview.answerReports(id, { jobs: [], log }))) refuse('not-found');
}

import type { NewJob } from '../jobs/job.ts';
import type { Visitor } from '../moderation/check.ts';
import { followUps } from '../moderation/follow-ups.ts';
import type { Screen } from '../moderation/screen.ts';
import { searchTermsOf } from '../moderation/search.ts';
import { refuse } from '../refusal.ts';
import { relearning } from '../spam/learning-jobs.ts';
import type { Store } from '../storage/store.ts';
import { renderBody, rendererVersion } from './body.ts';
import type { Comment, Status, StoredComment } from './comment.ts';
import { type Own, type OwnNeeds, ownComment, requireOpenWindow } from './own.ts';
import { statusAfter } from './submit.ts';

export interface EditNeeds extends OwnNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId' | 'revise'> };
  readonly screen: Screen;
  readonly newId: () => string;
}

export interface Edit {
  readonly id: string;
  readonly token: string | null;
  readonly text: string;
  readonly visitor: Visitor;
}

/** Replaces one's own text while the window is open and nobody replied. It is screened anew. */
export async function editComment(needs: EditNeeds, edit: Edit): Promise<Own> {
  const own = await ownComment(needs, edit.id, edit.token);
  requireOpenWindow(own, needs.now());
  if (own.comment.children > 0)
    refuse('edit-window-over', { message: 'Somebody has replied, so this comment can no longer be changed.' });
  const { revised, jobs } = await revisedComment(needs, own, edit);
  const stored = await needs.store.comments.revise({
    comment: revised,
    version: own.comment.version,
    terms: searchTermsOf(revised),
    jobs: [...jobs, relearning(needs, own.comment)],
    log: null,
  });
  return stored === 'stale' ? refuse('stale') : { comment: stored, site: own.site };
}

interface Revised {
  readonly revised: Comment;
  readonly jobs: readonly NewJob[];
}

async function revisedComment(needs: EditNeeds, { comment, site }: Own, { text, visitor }: Edit): Promise<Revised> {
  const at = needs.now();
  const html = renderBody(text, 'markdown');
  const changed: StoredComment = { ...comment, text, format: 'markdown', html, renderer: rendererVersion, editedAt: at };
  const form = { topic: null, signedAt: null };
  const screened = await needs.screen({ site, comment: changed, visitor, form, at });
  const { verdict } = screened;
  const revised = { ...changed, former: null, verdict, status: worse(comment.status, statusAfter[verdict.outcome]) };
  return { revised, jobs: followUps(needs, { site, comment: revised }, screened) };
}

/** An edit never frees what screening or a moderator held. */
function worse(before: Status, after: Status): Status {
  const order: readonly Status[] = ['approved', 'pending', 'spam'];
  return order.indexOf(after) > order.indexOf(before) ? after : before;
}

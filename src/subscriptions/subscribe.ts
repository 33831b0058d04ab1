import type { Comment } from '../comments/comment.ts';
import type { Job, NewJob } from '../jobs/job.ts';
import type { Store } from '../storage/store.ts';
import { type AgreeNeeds, agree } from './agree.ts';
import { type Scope, type Subscription, scopes } from './subscription.ts';

export interface SubscribeNeeds extends AgreeNeeds {
  readonly store: AgreeNeeds['store'] & { readonly comments: Pick<Store['comments'], 'byId'> };
}

/** The job that goes along with a comment whose author asked to hear of replies. Its subject is `ID:SCOPE`. */
export function subscribing(
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
  { id, author }: Pick<Comment, 'id' | 'author'>,
  scope: Scope | undefined,
): NewJob[] {
  if (scope === undefined || author.email === null) return [];
  return [{ id: newId(), key: `subscribe:${id}`, kind: 'subscribe', subjectId: `${id}:${scope}`, runAt: now() }];
}

/** Keeps what was asked for. Nothing is sent before the comment is visible, and nothing ever for spam. */
export async function subscribe(needs: SubscribeNeeds, { subjectId }: Pick<Job, 'subjectId'>): Promise<void> {
  const [commentId = '', name = ''] = subjectId.split(':');
  const scope = scopes.find((one) => one === name);
  const comment = await needs.store.comments.byId(commentId);
  if (!needs.mailer.isOn || !scope || !comment || comment.author.email === null) return;
  const kept = await needs.store.subscriptions.add(newSubscription(needs, comment, { scope, email: comment.author.email }));
  if (comment.status === 'approved') await agree(needs, { subscription: kept, wasHeld: false });
  // It may have been deleted or erased while this was under way.
  const isGone = ((await needs.store.comments.byId(commentId))?.status ?? 'deleted') === 'deleted';
  if (isGone) await needs.store.subscriptions.remove(kept.id);
}

function newSubscription(
  { now, newId }: SubscribeNeeds,
  { id: commentId, siteId, pageId }: Comment,
  { scope, email }: Pick<Subscription, 'scope' | 'email'>,
): Subscription {
  const at = now();
  return { id: newId(), siteId, pageId, commentId, email, scope, state: 'waiting', createdAt: at, changedAt: at, version: 1 };
}

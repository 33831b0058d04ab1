import { type OrderTellingNeeds, orderTelling } from '../article-authors/order-telling.ts';
import type { StoredComment } from '../comments/comment.ts';
import type { Job } from '../jobs/job.ts';
import { addressKey } from '../notifications/address-key.ts';
import { writeMail } from '../notifications/write-mail.ts';
import type { Store } from '../storage/store.ts';
import { type AgreeNeeds, agree } from './agree.ts';
import type { Subscription } from './subscription.ts';

export interface TellNeeds extends AgreeNeeds, Omit<OrderTellingNeeds, 'store'> {
  readonly store: AgreeNeeds['store'] &
    OrderTellingNeeds['store'] & {
      readonly comments: Pick<Store['comments'], 'byId'>;
      readonly queue: Pick<Store['queue'], 'entry'>;
    };
}

/** After a comment came in: see `announce`, whose subjects these are. */
export async function tellOfArrival(needs: TellNeeds, { subjectId }: Pick<Job, 'subjectId'>): Promise<void> {
  const [commentId = '', event = '', from = ''] = subjectId.split(':');
  if (event === 'comment.approved') await tellReaders(needs, commentId, from !== '');
}

/** After a decision. */
export async function tellOfDecision(needs: TellNeeds, entryId: string): Promise<void> {
  const decided = await needs.store.queue.entry(entryId);
  for (const { commentId, from, to } of decided?.items ?? [])
    if (to === 'approved') await tellReaders(needs, commentId, from !== 'trash');
}

/** What is older came from an archive, or was decided on too late to be news. */
const newsMs = 30 * 24 * 60 * 60_000;

async function tellReaders(needs: TellNeeds, commentId: string, wasHeld: boolean): Promise<void> {
  const comment = needs.mailer.isOn ? await needs.store.comments.byId(commentId) : null;
  if (comment?.status !== 'approved') return;
  const isNews = needs.now() - comment.createdAt < newsMs;
  const own = await needs.store.subscriptions.byComment(commentId);
  if (own) await agree(needs, { subscription: own, wasHeld });
  if (isNews && comment.type === 'comment') await notify(needs, comment);
  if (isNews) await orderTelling(needs, comment);
}

const batch = 100;

/** Whom it answers, and all who follow its thread: each address once, and never its own author's. */
async function notify(needs: TellNeeds, comment: StoredComment): Promise<void> {
  const { email } = comment.author;
  const told = new Set(email === null ? [] : [addressKey(needs.keys, email)]);
  const answered = comment.parent === null ? null : await needs.store.subscriptions.byComment(comment.parent);
  if (answered?.state === 'active') await tellOne(needs, { comment, subscription: answered }, told);
  for (let after: string | null = null; ; ) {
    const some: readonly Subscription[] = await needs.store.subscriptions.ofThread(comment.pageId, after, batch);
    for (const subscription of some) await tellOne(needs, { comment, subscription }, told);
    after = some.at(-1)?.id ?? null;
    if (some.length < batch) return;
  }
}

interface Notice {
  readonly comment: StoredComment;
  readonly subscription: Subscription;
}

async function tellOne(needs: TellNeeds, { comment, subscription }: Notice, told: Set<string>): Promise<void> {
  const address = addressKey(needs.keys, subscription.email);
  if (told.has(address)) return;
  told.add(address);
  const key = `reply:${comment.id}:${address}`;
  const about = { siteId: comment.siteId, recipientId: subscription.id, subjectId: comment.id };
  await writeMail(needs, { ...about, kind: 'reply-notice', key });
}

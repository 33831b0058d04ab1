import type { Status } from '../comments/comment.ts';
import type { NewJob } from '../jobs/job.ts';
import { over } from '../over.ts';
import type { Revision, Store } from '../storage/store.ts';
import type { WebhookEvent } from '../wire/webhooks.ts';
import type { WebhookBook } from './webhook-book.ts';

interface Needs {
  readonly webhookBook: WebhookBook;
  /** Readers who asked are told of what becomes visible. */
  readonly hasMail: boolean;
  readonly now: () => number;
  readonly newId: () => string;
}

export const eventOf: Readonly<Record<Status, WebhookEvent>> = {
  approved: 'comment.approved',
  pending: 'comment.held',
  spam: 'comment.spam',
  trash: 'comment.trashed',
  deleted: 'comment.deleted',
};

/**
 * The same store, whose writes carry the job that tells of them where anybody is to be told: no act, and none that comes later, can
 * forget to.
 */
export function announcing(store: Store, needs: Needs): Pick<Store, 'comments' | 'queue'> {
  const { comments, queue } = store;
  const isHeard = async (siteId: string, isNews: boolean) =>
    (isNews && needs.hasMail) || (await needs.webhookBook.on(siteId)).length > 0;
  const add: Store['comments']['add'] = async (arrival) => {
    const { comment } = arrival;
    if (!(await isHeard(comment.siteId, comment.status === 'approved'))) return comments.add(arrival);
    const told = ofComment(needs, comment, { event: eventOf[comment.status], from: null });
    return comments.add({ ...arrival, jobs: [...arrival.jobs, told] });
  };
  const revise: Store['comments']['revise'] = async (revision) => {
    const { siteId, status } = revision.comment;
    const told = (await isHeard(siteId, status === 'approved')) ? await ofRevision(needs, comments, revision) : [];
    return comments.revise({ ...revision, jobs: [...revision.jobs, ...told] });
  };
  const decide: Store['queue']['decide'] = async (decision) => {
    const { id, siteId } = decision.entry;
    const isNews = decision.items.some(({ to }) => to === 'approved');
    if (!(await isHeard(siteId ?? '', isNews))) return queue.decide(decision);
    const told = announcement(needs, { kind: 'announce-decision', subjectId: id, cause: '' });
    return queue.decide({ ...decision, also: [...decision.also, told] });
  };
  const report: Store['queue']['report'] = async (commentId, told, also) => {
    const comment = await comments.byId(commentId);
    if (!comment || !(await isHeard(comment.siteId, false))) return queue.report(commentId, told, also);
    return queue.report(commentId, told, { ...also, jobs: [...also.jobs, ofReport(needs, commentId, told.reporter)] });
  };
  return { comments: over(comments, { add, revise }), queue: over(queue, { decide, report }) };
}

interface Became {
  readonly event: WebhookEvent;
  readonly from: Status | null;
}

function ofComment(needs: Needs, { id, version }: { readonly id: string; readonly version: number }, became: Became): NewJob {
  return announcement(needs, {
    kind: 'announce',
    subjectId: `${id}:${became.event}:${became.from ?? ''}`,
    cause: String(version),
  });
}

function ofReport(needs: Needs, commentId: string, reporter: string): NewJob {
  return announcement(needs, { kind: 'announce', subjectId: `${commentId}:comment.reported:`, cause: reporter });
}

type Announcement = Pick<NewJob, 'subjectId'> & { readonly kind: 'announce' | 'announce-decision'; readonly cause: string };

function announcement({ now, newId }: Needs, { kind, subjectId, cause }: Announcement): NewJob {
  return { id: newId(), key: `${kind}:${subjectId}:${cause}`, kind, subjectId, runAt: now() };
}

/** A revision that changes only what we think of a comment is nobody's business. */
async function ofRevision(needs: Needs, comments: Store['comments'], { comment, version }: Revision): Promise<readonly NewJob[]> {
  const before = await comments.byId(comment.id);
  if (before?.version !== version) return [];
  if (before.status !== comment.status)
    return [ofComment(needs, { id: comment.id, version }, { event: eventOf[comment.status], from: before.status })];
  const said = ({ text, author, source }: Revision['comment']) => JSON.stringify([text, author, source]);
  if (said(before) === said(comment)) return [];
  return [ofComment(needs, { id: comment.id, version }, { event: 'comment.edited', from: before.status })];
}

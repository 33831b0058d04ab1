import type { z } from 'zod';
import { iso } from '../comments/view.ts';
import type { Job, JobKind } from '../jobs/job.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { missingProxy } from '../operating/proxy-note.ts';
import { refuse } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { JobsView } from '../wire/overview.ts';
import { entryOf } from './log-entry.ts';

export interface FailedJobsNeeds {
  readonly store: Pick<
    Store,
    | 'comments'
    | 'queue'
    | 'received'
    | 'sendings'
    | 'deliveries'
    | 'mails'
    | 'pages'
    | 'jobs'
    | 'overview'
    | 'erasures'
    | 'claim'
    | 'reclaim'
  >;
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly config: { readonly trustProxy: unknown };
  readonly now: () => number;
  readonly newId: () => string;
}

type SiteOf = (store: FailedJobsNeeds['store'], subjectId: string) => Promise<string | null>;

const ofComment: SiteOf = async (store, id) => (await store.comments.byId(id))?.siteId ?? null;
const ofEntry: SiteOf = async (store, id) => (await store.queue.entry(id))?.entry.siteId ?? null;
const ofPage: SiteOf = async (store, id) => (await store.pages.byId(id))?.siteId ?? null;
/** Of a subject that begins with a comment's id. */
const ofNamedComment: SiteOf = (store, subject) => ofComment(store, subject.split(':')[0] ?? '');
const ofNone: SiteOf = () => Promise.resolve(null);

/** Whose site a job is about, by its kind. What is of no single site is the operator's. */
const siteBySubject: Readonly<Record<JobKind, SiteOf>> = {
  recheck: ofComment,
  relearn: ofComment,
  learn: ofEntry,
  feedback: ofEntry,
  'notify-moderators': ofComment,
  'tell-author': ofComment,
  subscribe: ofNamedComment,
  announce: ofNamedComment,
  'announce-decision': ofEntry,
  'merge-page': ofPage,
  'age-pages': (_store, id) => Promise.resolve(id),
  'verify-linkback': async (store, id) => (await store.received.byId(id))?.siteId ?? null,
  deliver: async (store, id) => (await store.deliveries.byId(id))?.siteId ?? null,
  // A mail of no site is about an account.
  'send-mail': async (store, id) => (await store.mails.byId(id))?.siteId || null,
  'send-linkbacks': async (store, id) => (await store.sendings.byId(id))?.siteId ?? null,
  erase: async (store, id) => {
    const [site = null, ...others] = (await store.erasures.byId(id))?.sites ?? [];
    return others.length === 0 ? site : null;
  },
  'clear-site': ofNone,
  'expire-comments': ofNone,
  'shorten-addresses': ofNone,
  'close-threads': ofNone,
  'trim-journals': ofNone,
  'trim-ledgers': ofNone,
  'keep-days': ofNone,
  'watch-feeds': ofNone,
  'expire-sessions': ofNone,
  'invite-person': ofNone,
  'reset-password': ofNone,
};

/** The latest failures that are looked at. */
const most = 500;
const longestError = 500;

interface Failed {
  readonly job: Job;
  readonly siteId: string | null;
}

/** What waits for a person. Jobs that gave up, latest first: of one site, or all that the moderator may see; to operators, a setting. */
export async function listFailedJobs(
  needs: FailedJobsNeeds,
  moderator: Moderator,
  siteId: string | null,
): Promise<z.infer<typeof JobsView>> {
  const failed = await failedFor(needs, moderator);
  const shown = siteId === null ? failed : failed.filter((one) => one.siteId === siteId);
  const jobs = await Promise.all(shown.map((one) => viewOf(needs, one)));
  return { jobs, trustProxy: moderator.role === 'operator' ? await missingProxy(needs) : null };
}

/**
 * Makes a job that gave up due now.
 * @throws Refusal `not-found` for one that did not give up, or is none of the moderator's
 */
export async function retryJob(needs: FailedJobsNeeds, moderator: Moderator, id: string): Promise<void> {
  const failed = (await failedFor(needs, moderator)).find(({ job }) => job.id === id) ?? refuse('not-found');
  const detail = { kind: failed.job.kind, job: id };
  await needs.store.overview.note(entryOf(needs, moderator, { siteId: failed.siteId, act: 'retry', note: null, detail }));
  if (!(await needs.store.jobs.retry(id, needs.now()))) refuse('not-found');
}

async function failedFor({ store }: FailedJobsNeeds, moderator: Moderator): Promise<Failed[]> {
  const jobs = await store.jobs.failed(most);
  const all = await Promise.all(jobs.map(async (job) => ({ job, siteId: await siteBySubject[job.kind](store, job.subjectId) })));
  return all.filter(({ siteId }) => (siteId === null ? moderator.sites === null : may(moderator, 'moderate', siteId)));
}

async function viewOf(needs: FailedJobsNeeds, { job, siteId }: Failed): Promise<z.infer<typeof JobsView>['jobs'][number]> {
  const { id, kind, subjectId, attempts, lastError, failedAt } = job;
  const site = siteId === null ? null : ((await needs.sites.byId(siteId))?.slug ?? null);
  const error = lastError?.slice(0, longestError).toWellFormed() ?? null;
  return { id, kind, about: subjectId, site, attempts, error, failedAt: iso(failedAt) };
}

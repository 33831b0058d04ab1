import { type TellAuthorNeeds, tellAuthor } from '../article-authors/tell-author.ts';
import { closeThreads } from '../comments/close-threads.ts';
import { expireComments, shortenAddresses } from '../comments/expire.ts';
import { sendLinkbacks, watchFeeds } from '../linkbacks/send-all.ts';
import { trimLedgers } from '../linkbacks/trim.ts';
import { type VerifyNeeds, verifyLinkback } from '../linkbacks/verify.ts';
import { keepDays } from '../moderation/keep-days.ts';
import { expireSessions } from '../moderators/expire-sessions.ts';
import { inviteByMail } from '../notifications/invite-by-mail.ts';
import { notifyModerators } from '../notifications/notify-moderators.ts';
import { resetByMail } from '../notifications/reset-by-mail.ts';
import { type SendNeeds, sendMail } from '../notifications/send-mail.ts';
import { trimMails } from '../notifications/trim-mails.ts';
import type { EraseNeeds } from '../privacy/erase.ts';
import { eraseJob } from '../privacy/erase-job.ts';
import { clearSite } from '../sites/clear-site.ts';
import { mergePage } from '../sites/merge-page.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { type AkismetJobNeeds, giveFeedback, recheck } from '../spam/akismet-jobs.ts';
import { learnFromEntry, relearn } from '../spam/learn.ts';
import { feedingBack } from '../spam/learning-jobs.ts';
import type { Store } from '../storage/store.ts';
import { subscribe } from '../subscriptions/subscribe.ts';
import { tellOfArrival, tellOfDecision } from '../subscriptions/tell-readers.ts';
import { trimSubscriptions } from '../subscriptions/trim.ts';
import { type DeliverNeeds, deliver } from '../webhooks/deliver.ts';
import { announce, announceDecision } from '../webhooks/order-deliveries.ts';
import { trimDeliveries } from '../webhooks/trim.ts';
import type { Job, JobKind } from './job.ts';
import { trimJournals } from './trim-journals.ts';
import type { Handler } from './worker.ts';

export interface HandlerNeeds
  extends VerifyNeeds,
    Pick<AkismetJobNeeds, 'lookups'>,
    Pick<DeliverNeeds, 'webhookBook' | 'webhookLine'>,
    Pick<TellAuthorNeeds, 'feedAuthors'>,
    Omit<SendNeeds, 'store' | 'sites'> {
  readonly store: Pick<
    Store,
    | ('comments' | 'pages' | 'sites' | 'queue' | 'events' | 'limits' | 'lessons' | 'jobs' | 'sessions' | 'people')
    | ('received' | 'sendings' | 'webhooks' | 'deliveries' | 'mails' | 'subscriptions' | 'mutes' | 'days' | 'overview')
  > &
    EraseNeeds['store'];
  readonly sites: Pick<SiteBook, 'all' | 'byId'>;
  readonly now: () => number;
  readonly newId: () => string;
}

const minutes = 60_000;

/** All background work: what each kind of job does, and how often those come back that always stand. */
export const createHandlers = (needs: HandlerNeeds): Readonly<Record<JobKind, Handler>> => ({
  'expire-comments': every(15 * minutes, needs, () => expireComments(needs)),
  'shorten-addresses': every(15 * minutes, needs, () => shortenAddresses(needs)),
  'close-threads': every(5 * minutes, needs, () => closeThreads(needs)),
  'age-pages': once((job) => closeThreads(needs, job.subjectId)),
  'trim-journals': every(30 * minutes, needs, () => trimJournals(needs)),
  'expire-sessions': every(60 * minutes, needs, () => expireSessions(needs)),
  'merge-page': once((job) => mergePage(needs, job.subjectId)),
  erase: (job) => eraseJob(needs, job.subjectId),
  'clear-site': once((job) => clearSite(needs, job.subjectId)),
  'verify-linkback': (job) => verifyLinkback(needs, job),
  'send-linkbacks': (job) => sendLinkbacks(needs, job),
  'watch-feeds': every(15 * minutes, needs, () => watchFeeds(needs)),
  'keep-days': every(60 * minutes, needs, () => keepDays(needs)),
  'trim-ledgers': every(60 * minutes, needs, () => trimOld(needs)),
  learn: once(async ({ subjectId }) => {
    await learnFromEntry(needs, subjectId);
    if (needs.lookups.akismet) await needs.store.jobs.add([feedingBack(needs, subjectId)]);
  }),
  recheck: async (job) => {
    const againAt = await recheck(needs, job.subjectId);
    return againAt === null ? null : { againAt };
  },
  feedback: once((job) => giveFeedback(needs, job.subjectId)),
  relearn: once((job) => relearn(needs, job.subjectId)),
  announce: once(async (job) => {
    await announce(needs, job);
    await tellOfArrival(needs, job);
  }),
  'announce-decision': once(async ({ subjectId }) => {
    await announceDecision(needs, subjectId);
    await tellOfDecision(needs, subjectId);
  }),
  subscribe: once((job) => subscribe(needs, job)),
  deliver: (job) => deliver(needs, job.subjectId),
  'tell-author': (job) => tellAuthor(needs, job),
  'notify-moderators': once((job) => notifyModerators(needs, job)),
  'invite-person': once((job) => inviteByMail(needs, job)),
  'reset-password': once((job) => resetByMail(needs, job)),
  'send-mail': (job) => sendMail(needs, job),
});

async function trimOld(needs: HandlerNeeds): Promise<void> {
  await trimLedgers(needs);
  await trimDeliveries(needs);
  await trimMails(needs);
  await trimSubscriptions(needs);
}

export const standingJobs = (
  [
    'expire-comments',
    'shorten-addresses',
    'close-threads',
    'trim-journals',
    'trim-ledgers',
    'keep-days',
    'watch-feeds',
    'expire-sessions',
  ] as const
).map((kind) => ({
  key: kind,
  kind,
  subjectId: '',
}));

function every(intervalMs: number, { now }: Pick<HandlerNeeds, 'now'>, act: () => Promise<void>): Handler {
  return async () => {
    await act();
    return { againAt: now() + intervalMs };
  };
}

function once(act: (job: Job) => Promise<void>): Handler {
  return async (job) => {
    await act(job);
    return null;
  };
}

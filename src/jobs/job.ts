/** Everything that happens outside a request. Payloads are ids: a handler reads the state it finds. */
export type JobKind =
  | 'expire-comments' // spam and trash by age, all sites
  | 'shorten-addresses' // after ipDays, all sites
  | 'close-threads' // by age, all sites
  | 'age-pages' // the same for one site whose settings changed: subject
  | 'trim-journals' // events, rate limits and deleted rows that nothing needs any more
  | 'expire-sessions' // those unused for long, or old
  | 'merge-page' // subject: the page that goes
  | 'clear-site' // subject: the site that goes
  | 'verify-linkback' // subject: the pair
  | 'send-linkbacks' // subject: the sending
  | 'watch-feeds' // of all sites that name one
  | 'keep-days' // figures of days, before what they count expires; all sites
  | 'trim-ledgers' // pairs and sendings that came to nothing long ago
  | 'learn' // subject: the log entry that the filter learns from, or unlearns
  | 'recheck' // subject: the comment that Akismet is asked about again
  | 'feedback' // subject: the log entry that Akismet is told of
  | 'relearn' // subject: the comment that was changed since it was decided on
  | 'erase' // subject: the erasure of a person
  | 'announce' // to webhooks and readers; subject: a comment and what became of it
  | 'announce-decision' // subject: the log entry
  | 'deliver' // subject: the delivery to a webhook
  | 'subscribe' // subject: the comment, and what its author asked to hear of
  | 'tell-author' // subject: the comment that became visible on their article
  | 'notify-moderators' // subject: the comment that came in
  | 'invite-person' // subject: the person
  | 'reset-password' // subject: the person, or nobody
  | 'send-mail'; // subject: the mail

export interface Job {
  readonly id: string;
  /** One job per key: the same cause written twice makes one. */
  readonly key: string;
  readonly kind: JobKind;
  readonly subjectId: string;
  readonly runAt: number;
  readonly attempts: number;
  readonly leasedUntil: number | null;
  readonly lastError: string | null;
  /** It gave up and waits for a person. */
  readonly failedAt: number | null;
}

export type NewJob = Pick<Job, 'id' | 'key' | 'kind' | 'subjectId' | 'runAt'>;

import type { CommentType, QueueStatus, Status } from '../comments/comment.ts';
import type { LogEntry, LogItem } from '../moderation/log.ts';
import type { Page } from '../sites/page.ts';
import type { Also } from './also.ts';

/** Of a comment, what tells moderators that something happened to it. */
export interface Touched {
  readonly id: string;
  readonly siteId: string;
  readonly type: CommentType;
  readonly status: Status;
  readonly version: number;
  readonly reports: number;
  readonly changedAt: number;
}

/** What one entry of the log did to one comment. */
export type Decided = Pick<LogEntry, 'id' | 'at' | 'act'> & Omit<LogItem, 'version'> & { readonly by: LogEntry['actor']['kind'] };

/** The part of the port that sees many comments at once, for moderators. */
export interface Overview {
  /** Comments of all sites that came or were changed at `since` or later, whatever changed of them; latest first. */
  changed(since: number, limit: number): Promise<readonly Touched[]>;
  /** How many comments of the site came from `from` on and before `until`, by what they are now; those deleted since are not counted. */
  arrivals(siteId: string, from: number, until: number): Promise<Readonly<Record<QueueStatus, number>>>;
  /** What the site's log entries with ids after `after` and before `before` did, oldest first. */
  decisions(
    siteId: string,
    between: { readonly after: string; readonly before: string },
    limit: number,
  ): Promise<readonly Decided[]>;
  /** Pages of a site, the latest made first, by id before the one named. */
  latestPages(siteId: string, before: string | null, limit: number): Promise<readonly Page[]>;
  /** Writes a line of the log, of what no other write is there to carry. */
  note(entry: LogEntry): Promise<void>;
  /** Lets go of what readers reported of a comment; false when there was nothing. */
  answerReports(commentId: string, also: Also): Promise<boolean>;
}

import type { NewJob } from '../jobs/job.ts';
import type { LogEntry } from '../moderation/log.ts';

/** What belongs to a write and is stored with it, or not at all. */
export interface Also {
  readonly jobs: readonly NewJob[];
  readonly log: LogEntry | null;
}

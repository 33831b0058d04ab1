import type { Moderator } from '../moderators/may.ts';
import type { LogEntry } from './log.ts';

type Said = Pick<LogEntry, 'siteId' | 'sites' | 'act' | 'note' | 'detail'>;

/** The log entry of what a moderator does now. */
export function entryOf(
  needs: { readonly now: () => number; readonly newId: () => string },
  moderator: Pick<Moderator, 'actor'>,
  said: Said,
): LogEntry {
  return { id: needs.newId(), at: needs.now(), actor: moderator.actor, ...said };
}

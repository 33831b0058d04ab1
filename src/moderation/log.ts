import type { Status } from '../comments/comment.ts';
import type { Act, Fact } from '../wire/log.ts';

/** Who did something: a signed-in person, a token, the command line, the comment's own author, or the service by itself. */
export interface Actor {
  readonly kind: 'person' | 'token' | 'cli' | 'author' | 'service';
  readonly id: string | null;
  readonly name: string;
}

/** One line of the append-only log. What it changed of comments stands in its items. */
export interface LogEntry {
  readonly id: string;
  readonly siteId: string | null;
  /** Of an act on no one site: those that it was about. */
  readonly sites?: readonly string[];
  readonly at: number;
  readonly actor: Actor;
  readonly act: Act;
  readonly note: string | null;
  /** Small facts of the act, such as the names of the settings changed. Never text of a comment or a secret. */
  readonly detail: Readonly<Partial<Record<Fact, string | number | boolean | null>>>;
}

/** What a log entry did to one comment. `version` is the comment's afterwards. */
export interface LogItem {
  readonly commentId: string;
  readonly from: Status;
  readonly to: Status;
  readonly version: number;
}

/** The entries that this one took back: with a reply, the approval of what it answers. */
export function takenBackBy({ act, detail }: Pick<LogEntry, 'act' | 'detail'>): readonly unknown[] {
  return act === 'undo' ? [detail['undoes'], ...(detail['approval'] === undefined ? [] : [detail['approval']])] : [];
}

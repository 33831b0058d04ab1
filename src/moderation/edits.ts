import type { StoredComment } from '../comments/comment.ts';
import { iso } from '../comments/view.ts';
import type { EditView } from '../wire/moderation.ts';
import type { LogEntry } from './log.ts';

/** Who edited a comment and when, the oldest first: moderators as the log has it, its author as far back as the comment remembers. */
export function editsOf({ editedAt, former }: StoredComment, entries: readonly LogEntry[]): EditView[] {
  const byModerators = new Set([former?.at, ...entries.map(({ at }) => at)]);
  const times = new Set([former?.editedAt, editedAt].flatMap((at) => at ?? []));
  const byAuthor = [...times].filter((at) => !byModerators.has(at)).map(authorsEdit);
  return [...entries.map(editView), ...byAuthor].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function editView({ id, at, actor, act, detail }: LogEntry): EditView {
  return { id, at: iso(at), who: actor.name, act, fields: String(detail['fields']).split(' ') };
}

const authorsEdit = (at: number): EditView => ({ id: null, at: iso(at), who: null, act: 'edit', fields: ['text'] });

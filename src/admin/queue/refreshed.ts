import { fill } from '../words/words.ts';
import { changedBy } from './changed-by.ts';
import type { Draft } from './drafts.ts';
import { note, type Queue, replaceRow } from './queue.ts';
import type { Row } from './rows.ts';

/** Shows the comment as it is now, and says who changed it; what was typed stays, and may be sent by who has read that. */
export async function refreshed(
  queue: Queue,
  { row, draft }: { readonly row: Row; readonly draft: Draft },
  say: string,
): Promise<string> {
  const { comment, text } = await changedBy({ id: row.id, version: draft.version }, queue.filter.site);
  if (comment === null) return text;
  draft.version = comment.version;
  replaceRow(queue, comment);
  note(queue, row.id, text);
  return fill(say, { what: text });
}

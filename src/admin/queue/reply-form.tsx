import { useEffect, useRef } from 'preact/hooks';
import type { ReplyView } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { fill, words } from '../words/words.ts';
import { changedBy } from './changed-by.ts';
import { putBack, take } from './decide.ts';
import { closeForm, draftOf, forgetDraft } from './drafts.ts';
import { note, type Queue, replaceRow } from './queue.ts';
import { RowForm } from './row-form.tsx';
import type { Row } from './rows.ts';
import { offerUndo, undoEntry } from './undo.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

/** An answer to a comment, which approves it where it waits. */
export function ReplyForm({ queue, row }: Shown) {
  const { form } = words.queue;
  const draft = draftOf(row.id, 'reply', { text: '' });
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <RowForm
      queue={queue}
      send={row.status === 'pending' ? form.approveAndPost : form.post}
      hint={form.replyHint}
      onSend={() => post(queue, row, draft.value['text'] ?? '')}
    >
      <label>
        {form.reply}
        <textarea
          ref={text}
          required
          dir="auto"
          value={draft.value['text'] ?? ''}
          onInput={({ currentTarget: { value } }) => {
            draft.value = { text: value };
          }}
        />
      </label>
    </RowForm>
  );
}

async function post(queue: Queue, row: Row, text: string): Promise<string> {
  const body = { text, version: row.version };
  try {
    const { comment, undo } = await ask<ReplyView>(`moderation/comments/${row.id}/reply`, { body });
    forgetDraft(row.id, 'reply');
    closeForm(queue);
    if (undo !== null) take(queue, [row], 'approved');
    offerUndo(undo === null ? words.queue.replied : words.queue.repliedAndApproved, () =>
      withdraw(queue, row, { id: comment.id, undo }),
    );
    return '';
  } catch (error) {
    return error instanceof Refused && error.code === 'stale' ? refreshed(queue, row) : sentenceOf(error);
  }
}

/** The reply goes to the trash, and what it approved waits again. */
async function withdraw(
  queue: Queue,
  row: Row,
  { id, undo }: { readonly id: string; readonly undo: string | null },
): Promise<void> {
  await ask('moderation/decisions', { body: { ids: [id], to: 'trash' } });
  if (undo === null) return;
  const { after } = await undoEntry(undo);
  const version = after.find((one) => one.id === row.id)?.version;
  if (version !== undefined) putBack(queue, [{ ...row, version }], { from: queue.filter.status, to: 'approved' });
}

/** Shows the comment as it is now, and says who changed it; what was typed stays. */
export async function refreshed(queue: Queue, row: Row): Promise<string> {
  const { comment, text } = await changedBy(row, queue.filter.site);
  if (comment === null) return text;
  replaceRow(queue, comment);
  note(queue, row.id, text);
  return fill(words.queue.form.conflict, { what: text });
}

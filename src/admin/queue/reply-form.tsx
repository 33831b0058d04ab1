import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReplyView } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { undoEntry } from '../shell/undo-entry.ts';
import { words } from '../words/words.ts';
import { putBack, take } from './decide.ts';
import { closeForm, type Draft, draftOf, forgetDraft } from './drafts.ts';
import type { Queue } from './queue.ts';
import { refreshed } from './refreshed.ts';
import { RowForm } from './row-form.tsx';
import type { Row } from './rows.ts';
import { offerUndo } from './undo.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

/** An answer to a comment, which approves it where it waits. */
export function ReplyForm({ queue, row }: Shown) {
  const { form } = words.queue;
  const draft = draftOf(row, 'reply', { text: '' });
  const text = useRef<HTMLTextAreaElement>(null);
  // Before the next key: what is typed at once must not be taken for shortcuts.
  useLayoutEffect(() => text.current?.focus(), []);
  return (
    <RowForm
      queue={queue}
      send={row.status === 'pending' ? form.approveAndPost : form.post}
      hint={form.replyHint}
      onSend={() => post(queue, row, draft)}
    >
      <label>
        {form.reply}
        <textarea
          ref={text}
          required
          dir="auto"
          value={draft.typed.value['text'] ?? ''}
          onInput={({ currentTarget: { value } }) => {
            draft.typed.value = { text: value };
          }}
        />
      </label>
    </RowForm>
  );
}

async function post(queue: Queue, row: Row, draft: Draft): Promise<string> {
  const body = { text: draft.typed.value['text'] ?? '', version: draft.version };
  try {
    const { undo } = await ask<ReplyView>(`moderation/comments/${row.id}/reply`, { body });
    forgetDraft(row, 'reply');
    closeForm(queue);
    const approves = row.status === 'pending';
    if (approves) take(queue, [row], 'approved');
    offerUndo(approves ? words.queue.repliedAndApproved : words.queue.replied, () => withdraw(queue, row, undo));
    return '';
  } catch (error) {
    const isStale = error instanceof Refused && error.code === 'stale';
    return isStale ? refreshed(queue, { row, draft }, words.queue.form.readAgain) : sentenceOf(error);
  }
}

/** The reply goes to the trash, and what it approved waits again. */
async function withdraw(queue: Queue, row: Row, undo: string): Promise<void> {
  const { after } = await undoEntry(undo);
  const version = after.find((one) => one.id === row.id)?.version;
  if (version !== undefined) putBack(queue, [{ ...row, version }], { from: queue.filter.status, to: 'approved' });
}

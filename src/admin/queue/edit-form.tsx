import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ModeratorEditRequest, OneQueuedView } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { words } from '../words/words.ts';
import { closeForm, draftOf, forgetDraft, type Typed } from './drafts.ts';
import { type Queue, replaceRow } from './queue.ts';
import { refreshed } from './reply-form.tsx';
import { RowForm } from './row-form.tsx';
import type { Row } from './rows.ts';
import { offerUndo } from './undo.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
  /** The text alone. */
  readonly isQuick: boolean;
}

const typedOf = ({ text, author, email }: Row): Typed => ({
  text,
  name: author.name,
  email: email ?? '',
  website: author.url ?? '',
});

/** A moderator's edit of a comment. */
export function EditForm({ queue, row, isQuick }: Shown) {
  const what = isQuick ? 'quick' : 'edit';
  const draft = draftOf(row.id, what, typedOf(row));
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => text.current?.focus(), []);
  const send = async (): Promise<string> => {
    const problem = await save(queue, row, changesOf(row, draft.value));
    if (problem === '') forgetDraft(row.id, what);
    return problem;
  };
  const { form } = words.queue;
  return (
    <RowForm queue={queue} send={form.save} hint={form.saveHint} onSend={send}>
      {!isQuick && (
        <div class="fields">
          <Field draft={draft} name="name" label={form.name} mode="text" />
          <Field draft={draft} name="email" label={form.email} mode="email" />
          <Field draft={draft} name="website" label={form.website} mode="url" />
        </div>
      )}
      <label>
        {form.text}
        <textarea
          ref={text}
          required
          dir="auto"
          value={draft.value['text'] ?? ''}
          onInput={({ currentTarget: { value } }) => {
            draft.value = { ...draft.value, text: value };
          }}
        />
      </label>
    </RowForm>
  );
}

interface OneField {
  readonly draft: Signal<Typed>;
  readonly name: string;
  readonly label: string;
  readonly mode: 'text' | 'email' | 'url';
}

function Field({ draft, name, label, mode }: OneField) {
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode={mode}
        dir="auto"
        value={draft.value[name] ?? ''}
        onInput={({ currentTarget: { value } }) => {
          draft.value = { ...draft.value, [name]: value };
        }}
      />
    </label>
  );
}

/** Only what differs, so that two who edit different things of an author do not undo each other. */
function changesOf(row: Row, typed: Typed): ModeratorEditRequest {
  const now = typedOf(row);
  const changed = (name: string) => typed[name] !== now[name];
  return {
    ...(changed('text') && { text: typed['text'] ?? '' }),
    ...(changed('name') && { authorName: typed['name'] ?? '' }),
    ...(changed('email') && { authorEmail: typed['email'] || null }),
    ...(changed('website') && { authorUrl: typed['website'] || null }),
  };
}

async function save(queue: Queue, row: Row, changes: ModeratorEditRequest): Promise<string> {
  if (Object.keys(changes).length === 0) {
    closeForm(queue);
    return '';
  }
  try {
    const saved = await amend(row.id, { ...changes, version: row.version });
    replaceRow(queue, saved);
    closeForm(queue);
    const back = changesOf(saved, typedOf(row));
    offerUndo(words.queue.saved, async () => replaceRow(queue, await amend(row.id, { ...back, version: saved.version })));
    return '';
  } catch (error) {
    return error instanceof Refused && error.code === 'stale' ? refreshed(queue, row) : sentenceOf(error);
  }
}

async function amend(id: string, body: ModeratorEditRequest): Promise<Row> {
  const { comment } = await ask<OneQueuedView>(`moderation/comments/${id}`, { method: 'PATCH', body });
  return comment;
}

import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AmendView, ModeratorEditRequest } from '../../wire/moderation.ts';
import { ask, Refused } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { undoEntry } from '../shell/undo-entry.ts';
import { words } from '../words/words.ts';
import { closeForm, type Draft, draftOf, forgetDraft, type Typed } from './drafts.ts';
import { fresh, type Queue, replaceRow } from './queue.ts';
import { refreshed } from './refreshed.ts';
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
  const draft = draftOf(row, what, typedOf(row));
  const text = useRef<HTMLTextAreaElement>(null);
  // Before the next key: what is typed at once must not be taken for shortcuts.
  useLayoutEffect(() => text.current?.focus(), []);
  const send = async (): Promise<string> => {
    const problem = await save(queue, row, draft);
    if (problem === '') forgetDraft(row, what);
    return problem;
  };
  const { form } = words.queue;
  return (
    <RowForm queue={queue} send={form.save} hint={form.saveHint} onSend={send}>
      {!isQuick && (
        <div class="fields">
          <Field typed={draft.typed} name="name" label={form.name} mode="text" />
          <Field typed={draft.typed} name="email" label={form.email} mode="email" />
          <Field typed={draft.typed} name="website" label={form.website} mode="url" />
        </div>
      )}
      <label>
        {form.text}
        <textarea
          ref={text}
          required
          dir="auto"
          value={draft.typed.value['text'] ?? ''}
          onInput={({ currentTarget: { value } }) => {
            draft.typed.value = { ...draft.typed.value, text: value };
          }}
        />
      </label>
    </RowForm>
  );
}

interface OneField {
  readonly typed: Signal<Typed>;
  readonly name: string;
  readonly label: string;
  readonly mode: 'text' | 'email' | 'url';
}

function Field({ typed, name, label, mode }: OneField) {
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode={mode}
        dir="auto"
        value={typed.value[name] ?? ''}
        onInput={({ currentTarget: { value } }) => {
          typed.value = { ...typed.value, [name]: value };
        }}
      />
    </label>
  );
}

/** Only what the moderator changed, so that two who edit different things of a comment do not undo each other. */
function changesOf(from: Typed, typed: Typed): ModeratorEditRequest {
  const changed = (name: string) => typed[name] !== from[name];
  return {
    ...(changed('text') && { text: typed['text'] ?? '' }),
    ...(changed('name') && { authorName: typed['name'] ?? '' }),
    ...(changed('email') && { authorEmail: typed['email'] || null }),
    ...(changed('website') && { authorUrl: typed['website'] || null }),
  };
}

async function save(queue: Queue, row: Row, draft: Draft): Promise<string> {
  const changes = changesOf(draft.from, draft.typed.value);
  if (Object.keys(changes).length === 0) {
    closeForm(queue);
    return '';
  }
  try {
    const body: ModeratorEditRequest = { ...changes, version: draft.version };
    const { comment, undo } = await ask<AmendView>(`moderation/comments/${row.id}`, { method: 'PATCH', body });
    replaceRow(queue, comment);
    closeForm(queue);
    offerUndo(words.queue.saved, async () => {
      await undoEntry(undo);
      replaceRow(queue, await fresh(row.id));
    });
    return '';
  } catch (error) {
    const isStale = error instanceof Refused && error.code === 'stale';
    return isStale ? refreshed(queue, { row, draft }, words.queue.form.conflict) : sentenceOf(error);
  }
}

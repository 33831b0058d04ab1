import { type Signal, signal } from '@preact/signals';
import type { Form, Queue } from './queue.ts';
import type { Row } from './rows.ts';

export type Typed = Readonly<Record<string, string>>;

/** What was typed and not sent. It outlives the form, the row and the page of the queue. */
export interface Draft {
  readonly typed: Signal<Typed>;
  /** What stood there when the typing began: only what differs from that is the moderator's. */
  readonly from: Typed;
  /** The version of the comment that the moderator knows. */
  version: number;
}

const drafts = new Map<string, Draft>();

export function draftOf({ id, version }: Row, what: Form, from: Typed): Draft {
  const key = `${what} ${id}`;
  const draft = drafts.get(key) ?? { typed: signal(from), from, version };
  drafts.set(key, draft);
  return draft;
}

export function forgetDraft({ id }: Row, what: Form): void {
  drafts.delete(`${what} ${id}`);
}

/** Closes the form; the row it stood in has the focus again. */
export function closeForm(queue: Queue): void {
  const id = queue.form.value?.id;
  queue.form.value = null;
  if (id !== undefined) document.querySelector<HTMLElement>(`.row[data-id="${CSS.escape(id)}"]`)?.focus();
}

import { type Signal, signal } from '@preact/signals';
import type { Form, Queue } from './queue.ts';

export type Typed = Readonly<Record<string, string>>;

/** What was typed and not sent, by comment and form: it outlives the form, the row and the page of the queue. */
const drafts = new Map<string, Signal<Typed>>();

export function draftOf(id: string, what: Form, original: Typed): Signal<Typed> {
  const key = `${what} ${id}`;
  const draft = drafts.get(key) ?? signal(original);
  drafts.set(key, draft);
  return draft;
}

export function forgetDraft(id: string, what: Form): void {
  drafts.delete(`${what} ${id}`);
}

/** Closes the form; the row it stood in has the focus again. */
export function closeForm(queue: Queue): void {
  const id = queue.form.value?.id;
  queue.form.value = null;
  if (id !== undefined) document.querySelector<HTMLElement>(`.row[data-id="${CSS.escape(id)}"]`)?.focus();
}

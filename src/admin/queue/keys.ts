import { announce } from '../shell/announce.tsx';
import { words } from '../words/words.ts';
import { choose, chosenItems, invert } from './choose.ts';
import { decide, type Target } from './decide.ts';
import { type Form, type Queue, turn } from './queue.ts';
import { restore } from './restore.ts';
import { neighbourOf, type Row } from './rows.ts';
import { trashOf } from './targets.ts';
import { mayUndo, undoLatest } from './undo.ts';
import { decideWithNote } from './with-note.tsx';

export interface Key {
  readonly key: string;
  readonly group: 'move' | 'one' | 'many' | 'other';
  readonly says: string;
  readonly act: (queue: Queue) => void;
}

/** What the keys lead to outside of the queue itself. */
export interface Outside {
  readonly search: () => void;
  readonly help: () => void;
}

const says = words.queue.keys;

/** Those of WordPress' list of comments, and a few for what it has no keys for. */
export const keysFor = ({ search, help }: Outside): readonly Key[] => [
  { key: 'j', group: 'move', says: says.next, act: (queue) => move(queue, 1) },
  { key: 'k', group: 'move', says: says.previous, act: (queue) => move(queue, -1) },
  { key: 'a', group: 'one', says: says.approve, act: (queue) => decideCurrent(queue, 'approved') },
  { key: 'u', group: 'one', says: says.hold, act: (queue) => decideCurrent(queue, 'pending') },
  { key: 's', group: 'one', says: says.spam, act: (queue) => decideCurrent(queue, 'spam') },
  { key: 'd', group: 'one', says: says.trash, act: (queue) => decideCurrent(queue, trashOf(queue)) },
  { key: 'r', group: 'one', says: says.reply, act: (queue) => open(queue, 'reply') },
  { key: 'q', group: 'one', says: says.quickEdit, act: (queue) => open(queue, 'quick') },
  { key: 'e', group: 'one', says: says.edit, act: (queue) => open(queue, 'edit') },
  { key: 'n', group: 'one', says: says.note, act: noteOnCurrent },
  { key: 'z', group: 'one', says: says.undo, act: undoOrRestore },
  { key: 'x', group: 'one', says: says.choose, act: chooseCurrent },
  { key: 'shift+x', group: 'many', says: says.invert, act: invert },
  { key: 'shift+a', group: 'many', says: says.approve, act: (queue) => decideChosen(queue, 'approved') },
  { key: 'shift+u', group: 'many', says: says.hold, act: (queue) => decideChosen(queue, 'pending') },
  { key: 'shift+s', group: 'many', says: says.spam, act: (queue) => decideChosen(queue, 'spam') },
  { key: 'shift+d', group: 'many', says: says.trash, act: (queue) => decideChosen(queue, trashOf(queue)) },
  { key: 'shift+t', group: 'many', says: words.queue.acts['trash'] ?? '', act: (queue) => decideChosen(queue, 'trash') },
  { key: 'shift+n', group: 'many', says: says.note, act: (queue) => decideWithNote(queue, chosenItems(queue)) },
  { key: 'shift+z', group: 'many', says: says.restore, act: (queue) => void restore(queue, chosenItems(queue)) },
  { key: '/', group: 'other', says: says.search, act: search },
  { key: '?', group: 'other', says: says.help, act: help },
];

/** What a press of a key is called here; null where it is meant for a field, a dialog or the browser. */
export function nameOfPress(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return null;
  if (document.querySelector('dialog[open]') || isTypedInto(event.target)) return null;
  if (event.key === '?' || event.key === '/') return event.key;
  // A keyboard of another script has the letter of its place.
  const letter = /^[a-z]$/i.test(event.key) ? event.key : /^Key([A-Z])$/.exec(event.code)?.[1];
  return letter ? `${event.shiftKey ? 'shift+' : ''}${letter.toLowerCase()}` : null;
}

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

export function move(queue: Queue, step: 1 | -1): void {
  queue.follows.value = true;
  const { rows, current, gone } = queue;
  const next = neighbourOf(rows.value, { current: current.value, gone: gone.value }, step);
  if (next !== null) queue.current.value = next;
  else if (!turn(queue, step === 1 ? 'older' : 'newer')) announce(step === 1 ? words.queue.ended : words.queue.begun);
}

/** The marked row. One that somebody else has moved meanwhile is passed over, with a word. */
function currentRow(queue: Queue): Row | undefined {
  const { rows, current, gone } = queue;
  const text = gone.value.get(current.value ?? '');
  if (text === undefined) return rows.value.find(({ id }) => id === current.value);
  announce(text);
  move(queue, 1);
  return undefined;
}

function decideCurrent(queue: Queue, to: Target): void {
  const row = currentRow(queue);
  if (row) void decide(queue, { items: [{ id: row.id, version: row.version }], to });
}

function noteOnCurrent(queue: Queue): void {
  const row = currentRow(queue);
  if (row) decideWithNote(queue, [{ id: row.id, version: row.version }]);
}

function decideChosen(queue: Queue, to: Target): void {
  void decide(queue, { items: chosenItems(queue), to });
}

function chooseCurrent(queue: Queue): void {
  const { value: id } = queue.current;
  if (id !== null) choose(queue, id, !queue.chosen.value.has(id));
}

function open(queue: Queue, what: Form): void {
  const row = currentRow(queue);
  const mayReply = row?.status === 'pending' || row?.status === 'approved';
  if (row && (what !== 'reply' || mayReply)) queue.form.value = { id: row.id, what };
}

function undoOrRestore(queue: Queue): void {
  if (mayUndo()) {
    undoLatest();
    return;
  }
  const row = currentRow(queue);
  if (row && trashOf(queue) === 'deleted') void restore(queue, [{ id: row.id, version: row.version }]);
  else announce(words.queue.nothingToUndo);
}

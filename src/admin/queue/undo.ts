import type { DecisionAnswer } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { announce } from '../shell/announce.tsx';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { plural, words } from '../words/words.ts';

/** Something done that may be taken back once. */
export interface Undoable {
  /** Takes it back. */
  readonly undo: () => Promise<void>;
}

const most = 100;
let done: readonly Undoable[] = [];

/** Remembers it, latest last, and offers to take it back: by the toast, or by `z`. */
export function offerUndo(text: string, undo: () => Promise<void>): void {
  const undoable: Undoable = { undo };
  done = [...done, undoable].slice(-most);
  announce(text);
  const act = { label: words.queue.undo, keys: 'z', do: () => takeBack(undoable) };
  const dismiss = toast({ text, act });
  dismissals.set(undoable, dismiss);
}

const dismissals = new WeakMap<Undoable, () => void>();

/** Takes back the latest act that was not yet; answers false where there is none. */
export function undoLatest(): boolean {
  const latest = done.at(-1);
  if (latest) takeBack(latest);
  return latest !== undefined;
}

export const mayUndo = (): boolean => done.length > 0;

export function forget(undoable: Undoable): void {
  done = done.filter((one) => one !== undoable);
}

function takeBack(undoable: Undoable): void {
  forget(undoable);
  dismissals.get(undoable)?.();
  undoable.undo().catch((error: unknown) => toast({ text: sentenceOf(error), tone: 'alarm' }));
}

/** Takes back an entry of the log: the queue's toasts and the log's own screen ask for the same. @throws Refused */
export async function undoEntry(entry: string): Promise<DecisionAnswer> {
  const answer = await ask<DecisionAnswer>('moderation/undo', { body: { id: entry } });
  const stale = answer.stale.length;
  announce(plural(words.queue.undone, answer.changed));
  if (stale > 0) toast({ text: plural(words.queue.notUndone, stale), tone: 'alarm' });
  return answer;
}

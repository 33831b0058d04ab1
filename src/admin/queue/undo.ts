import type { DecisionAnswer } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { announce } from '../shell/announce.tsx';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { plural, words } from '../words/words.ts';

/** Something done that may be taken back once. */
interface Undoable {
  readonly undo: () => Promise<void>;
  /** Takes its toast away. */
  readonly dismiss: () => void;
}

const most = 100;
let done: readonly Undoable[] = [];

/** Says what was done and offers to take it back: by the toast, or by `z`, the latest first. Answers how to offer it no more. */
export function offerUndo(text: string, undo: () => Promise<void>): () => void {
  const act = { label: words.queue.undo, keys: 'z', do: () => takeBack(undoable) };
  const undoable: Undoable = { undo, dismiss: toast({ text, act }) };
  done = [...done, undoable].slice(-most);
  return () => forget(undoable);
}

/** Takes back the latest act that was not yet. */
export function undoLatest(): void {
  const latest = done.at(-1);
  if (latest) takeBack(latest);
}

export const mayUndo = (): boolean => done.length > 0;

function forget(undoable: Undoable): void {
  done = done.filter((one) => one !== undoable);
  undoable.dismiss();
}

function takeBack(undoable: Undoable): void {
  forget(undoable);
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

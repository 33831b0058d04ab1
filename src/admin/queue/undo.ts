import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { words } from '../words/words.ts';

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

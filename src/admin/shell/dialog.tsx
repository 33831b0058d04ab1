import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

interface Shown {
  readonly title: string;
  /** Escape, or its cross. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over everything; the browser holds the focus in it, and gives it back. */
export function Dialog({ title, onClose, children }: Shown) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Else the browser begins at the cross.
    shown?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => shown?.close();
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} aria-labelledby={heading} onCancel={cancel}>
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" class="quiet cross" aria-label={words.shell.close} onClick={onClose}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** Closes the dialog around what was sent, so that the focus is back before the screen changes by it. */
export function closeAround(event: Event): void {
  (event.currentTarget as Element).closest('dialog')?.close();
}

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}

const asked = signal<(Question & { readonly answer: (yes: boolean) => void }) | null>(null);

/** Asks before what cannot be undone. */
export function askFirst(question: Question): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const answer = (yes: boolean) => {
    asked.value = null;
    resolve(yes);
  };
  asked.value = { ...question, answer };
  return promise;
}

export function Asking() {
  if (!asked.value) return null;
  const { title, text, yes, answer } = asked.value;
  return (
    <Dialog title={title} onClose={() => answer(false)}>
      <p>{text}</p>
      <p class="acts">
        <button type="button" class="alarming" onClick={() => answer(true)}>
          {yes}
        </button>
        <button type="button" data-first onClick={() => answer(false)}>
          {words.shell.cancel}
        </button>
      </p>
    </Dialog>
  );
}

import { signal } from '@preact/signals';

interface Waiting {
  readonly over: Promise<void>;
  /** Signed in or given up: what waited asks again, and hears the refusal in the latter case. */
  readonly end: () => void;
}

/** Set while a moderator is asked to sign in again; the dialog shows it. */
export const waiting = signal<Waiting | null>(null);

/** Everything that needs a session waits for the same one. */
export function signInAgain(): Promise<void> {
  waiting.value ??= newWaiting();
  return waiting.value.over;
}

function newWaiting(): Waiting {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => {
    waiting.value = null;
    resolve();
  };
  return { over: promise, end };
}

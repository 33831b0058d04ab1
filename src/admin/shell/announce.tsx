import { signal } from '@preact/signals';

const said = signal('');

/** Says it to who cannot see what changed. The same twice is said twice. */
export function announce(text: string): void {
  said.value = text === said.value ? `${text}\u00a0` : text;
}

export function Announcer() {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}

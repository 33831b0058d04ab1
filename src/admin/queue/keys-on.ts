import { signal } from '@preact/signals';

const name = 'backtalk-keys';

/** Whether single keys act: who speaks to their computer turns them off (WCAG 2.2, 2.1.4). Kept in this browser. */
export const keysOn = signal(read() !== 'off');

export function switchKeys(isOn: boolean): void {
  keysOn.value = isOn;
  try {
    localStorage.setItem(name, isOn ? 'on' : 'off');
  } catch {
    // Storage is blocked: it holds for this window.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

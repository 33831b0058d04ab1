import { setTimeout as pause } from 'node:timers/promises';

const longestMs = 20_000;

/** Waits until something holds. @throws Error when it does not within 20 s */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + longestMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never: ${holds}`);
    await pause(20);
  }
}

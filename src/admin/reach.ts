import { signal } from '@preact/signals';
import { base } from './place.ts';

type Loss = 'offline' | 'unreachable' | 'unavailable';

/** Whether the service answers, as the last question showed. */
export const reach = signal<'reached' | Loss>('reached');

const betweenTriesMs = 3_000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function reached(): void {
  clearTimeout(timer);
  timer = undefined;
  reach.value = 'reached';
}

/** Remembers that it does not answer, and looks again by itself until it does. */
export function lost(how: Loss): void {
  reach.value = how;
  timer ??= setTimeout(() => void look(), betweenTriesMs);
}

export const unanswered = (): Loss => (navigator.onLine ? 'unreachable' : 'offline');

export async function look(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const answer = await fetch(`${base}readyz`, { signal: AbortSignal.timeout(betweenTriesMs) }).catch(() => null);
  if (answer?.ok) reached();
  else lost(answer ? 'unavailable' : unanswered());
}

addEventListener('online', () => void look());
addEventListener('offline', () => lost('offline'));

import type { QueueStatus } from '../comments/comment.ts';
import type { LedgerEntry } from '../storage/ledger.ts';

export const dayMs = 24 * 60 * 60 * 1_000;

/** How many comments came to a site on a day of UTC, by what they were when it was counted last. `key` is the day: `2026-11-26`. */
export interface DayFigures extends LedgerEntry {
  readonly counts: Readonly<Record<QueueStatus, number>>;
}

/** When a day begins. */
export function startOfDay(time: number): number {
  return time - (time % dayMs);
}

export function nameOfDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whether all that came on the day is still there to be counted: spam and trash are deleted after a while. */
export function isWhole(day: number, settings: { readonly spamDays: number; readonly trashDays: number }, now: number): boolean {
  return now < day + Math.min(settings.spamDays, settings.trashDays) * dayMs;
}

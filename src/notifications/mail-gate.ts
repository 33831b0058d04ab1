import type { Outcome } from './email.ts';

/** Lets so many mails at once to the server, and while it is away one now and then. */
export interface MailGate {
  /** When to come again, in milliseconds since 1970; null: go on, and tell how it went by `leave`. `most` go to one address at once. */
  enter(address: string, most: number, now: number): number | null;
  leave(address: string, outcome: Outcome, now: number): void;
}

const atOnce = 10;
const shortestWaitMs = 15_000;
const longestWaitMs = 5 * 60_000;
/** Mails that have to wait come back one after the other, and not all in one round of the worker. */
const apartMs = 50;

/** One for each process: what another knows of the server, this one finds out with one mail. */
export function createMailGate(): MailGate {
  let inside: readonly string[] = [];
  let failures = 0;
  let closedUntil = 0;
  let lastTurn = 0;
  const turn = (from: number): number => {
    lastTurn = Math.max(lastTurn + apartMs, from);
    return lastTurn;
  };
  return {
    enter: (address, most, now) => {
      if (now < closedUntil) return turn(closedUntil);
      const isFull = inside.length >= (failures > 0 ? 1 : atOnce);
      if (isFull || inside.filter((other) => other === address).length >= most) return turn(now + 1_000);
      inside = [...inside, address];
      return null;
    },
    leave: (address, outcome, now) => {
      inside = inside.toSpliced(inside.indexOf(address), 1);
      if (outcome === 'away') {
        closedUntil = now + Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(failures, 10));
        failures += 1;
      } else {
        failures = 0;
        closedUntil = 0;
      }
    },
  };
}

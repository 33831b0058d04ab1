import type { Person } from './person.ts';

/** One browser somebody signed in with. What stands in its cookie is kept as a hash only. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  /** SHA-256 of the cookie's secret, in hex. */
  readonly hash: string;
  /** The person's epoch when it was made: at a later one it is void. */
  readonly epoch: number;
  readonly createdAt: number;
  /** When it was last used, within `noteMs`. */
  readonly seenAt: number;
  /** Shortened to /24 or /48. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How long a session stays without being used, and how long at most. */
export const idleMs = 7 * dayMs;
export const lifeMs = 30 * dayMs;
/** Noting every use would make every read a write. */
export const noteMs = 5 * minuteMs;
/** Who would change how they sign in must have signed in within this time. */
export const freshMs = 15 * minuteMs;

/** When it ends by itself, in milliseconds since 1970, unless it is used before. */
export function endOf({ createdAt, seenAt }: Session): number {
  return Math.min(createdAt + lifeMs, seenAt + idleMs);
}

export function isInForce(session: Session, person: Person, now: number): boolean {
  return session.personId === person.id && session.epoch === person.epoch && now < endOf(session);
}

export function isFresh({ createdAt }: Session, now: number): boolean {
  return now - createdAt < freshMs;
}

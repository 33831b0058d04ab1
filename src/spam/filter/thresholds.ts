/** Where a site draws its lines, in log-odds of spam. */
export interface Thresholds {
  readonly hold: number;
  readonly spam: number;
}

/** Before a site has decided enough of its own. */
export const unlearned: Thresholds = { hold: 0, spam: Number.POSITIVE_INFINITY };

const leastGood = 5;
const leastForSpam = 20;
/** What "spam" takes at least, and at least how far beyond what waits: odds of 19 to 1. */
const leastSpamAt = 2.5;
const leastBeyondHold = 2.95;

/**
 * Draws the lines by how far the site's own good comments come when they are judged by what was learned from the others: a fixed line
 * fails on one site or another. `good` and `bad` are the cross-validated log-odds of each.
 */
export function thresholdsOf(good: readonly number[], bad: readonly number[]): Thresholds {
  if (good.length < leastGood) return unlearned;
  const mean = good.reduce((sum, z) => sum + z, 0) / good.length;
  const deviation = Math.sqrt(good.reduce((sum, z) => sum + (z - mean) ** 2, 0) / good.length) + 0.15;
  const hold = Math.min(0.8, Math.max(-1.6, mean + (1.3 + 2 / good.length) * deviation));
  const mayBlock = good.length + bad.length >= leastForSpam && bad.length >= leastGood;
  return { hold, spam: mayBlock ? Math.max(leastSpamAt, mean + 4 * deviation, hold + leastBeyondHold) : unlearned.spam };
}

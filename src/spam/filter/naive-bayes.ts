import type { Features, TokenKind } from './features.ts';
import type { Labelled } from './logistic.ts';

/** A power of two. */
const size = 2 ** 15;
const counted: readonly TokenKind[] = ['words', 'pairs', 'hosts', 'shape', 'tells'];
const smoothing = 0.2;

/** How often each token was decided on, by its hash. */
export interface Counts {
  readonly spam: Uint16Array;
  readonly ham: Uint16Array;
  spams: number;
  hams: number;
}

export function noCounts(): Counts {
  return { spam: new Uint16Array(size), ham: new Uint16Array(size), spams: 0, hams: 0 };
}

/** `by` is 1 to learn and -1 to unlearn. */
export function countIn(counts: Counts, { features, isSpam }: Labelled, by: 1 | -1): void {
  const column = isSpam ? counts.spam : counts.ham;
  if (isSpam) counts.spams += by;
  else counts.hams += by;
  for (const kind of counted) {
    for (const token of features[kind]) column[token & (size - 1)] = (column[token & (size - 1)] ?? 0) + by;
  }
}

/** Log-odds of spam by the tokens that were seen before, damped where little was learned. */
export function weighByCounts(counts: Counts, features: Features): number {
  let sum = 0;
  let known = 0;
  for (const kind of counted) {
    for (const token of features[kind]) {
      const weight = weightOf(counts, token);
      if (weight === null) continue;
      sum += weight;
      known += 1;
    }
  }
  return known === 0 ? 0 : (sum / Math.sqrt(known)) * 0.35 * damping(counts);
}

const damping = ({ spams, hams }: Counts): number => (spams + hams) / (spams + hams + 60);

function weightOf({ spam, ham, spams, hams }: Counts, token: number): number | null {
  const at = token & (size - 1);
  const [s, h] = [spam[at] ?? 0, ham[at] ?? 0];
  if (s + h === 0) return null;
  return Math.log((s + smoothing) / (spams + 2 * smoothing)) - Math.log((h + smoothing) / (hams + 2 * smoothing));
}

/** What the site itself knows of a text's words. */
export interface Acquaintance {
  /** Share of words that were seen before, 0 to 1. */
  readonly known: number;
  /** Share of words that were in two spam comments or more and in no good one, 0 to 1. */
  readonly telling: number;
  /** How many those are. */
  readonly tellingWords: number;
}

export function acquaintance(counts: Counts, { words }: Features): Acquaintance {
  let known = 0;
  let telling = 0;
  for (const token of words) {
    const at = token & (size - 1);
    const [s, h] = [counts.spam[at] ?? 0, counts.ham[at] ?? 0];
    if (s + h > 0) known += 1;
    if (s > 1 && h === 0) telling += 1;
  }
  const all = Math.max(1, words.length);
  return { known: known / all, telling: telling / all, tellingWords: telling };
}

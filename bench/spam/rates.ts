import type { Verdict } from '../../src/moderation/verdict.ts';
import { randomBy } from './random.ts';

/** How many of some were approved, held and called spam. */
export interface Counts {
  readonly approve: number;
  readonly hold: number;
  readonly spam: number;
}

export function countsOf(verdicts: readonly Pick<Verdict, 'outcome'>[]): Counts {
  const count = (outcome: keyof Counts) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return { approve: count('approve'), hold: count('hold'), spam: count('spam') };
}

export const allOf = ({ approve, hold, spam }: Counts): number => approve + hold + spam;
export const caught = (counts: Counts): number => (counts.hold + counts.spam) / allOf(counts);
export const held = (counts: Counts): number => counts.hold / allOf(counts);
export const blocked = (counts: Counts): number => counts.spam / allOf(counts);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Matthews' correlation coefficient of answers and truths. */
export function correlation(pairs: readonly (readonly [isSpam: boolean, saysSpam: boolean])[]): number {
  const count = (truth: boolean, said: boolean) => pairs.filter(([a, b]) => a === truth && b === said).length;
  const [tp, fn, fp, tn] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
}

const rounds = 1_000;

/** The middle 95 of a hundred values of a statistic over samples drawn with replacement. */
export function bootstrap<T>(values: readonly T[], statistic: (some: readonly T[]) => number): readonly [number, number] {
  const random = randomBy(4_711);
  const drawn = Array.from({ length: rounds }, () =>
    statistic(Array.from({ length: values.length }, () => values[Math.floor(random() * values.length)] as T)),
  ).sort((a, b) => a - b);
  return [drawn[Math.floor(rounds * 0.025)] ?? Number.NaN, drawn[Math.floor(rounds * 0.975)] ?? Number.NaN];
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

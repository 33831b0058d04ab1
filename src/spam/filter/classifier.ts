import { type Features, featuresOf } from './features.ts';
import { flatteryOf } from './flattery.ts';
import { type Logistic, train, weigh } from './logistic.ts';
import { type Acquaintance, acquaintance, type Counts, countIn, noCounts, weighByCounts } from './naive-bayes.ts';
import { priorOf } from './prior.ts';
import { type Reading, read, type Sample } from './reading.ts';
import { type Thresholds, thresholdsOf, unlearned } from './thresholds.ts';

/** What a moderator decided on, as the filter keeps it: what stands before learning, and the tokens. */
export interface Taught {
  readonly isSpam: boolean;
  /** Log-odds by the prior. */
  readonly prior: number;
  /** 0 to 4. */
  readonly flattery: number;
  readonly features: Features;
}

/** What one site has learned. */
export interface Learned {
  readonly decisions: number;
  readonly model: Logistic;
  readonly counts: Counts;
  readonly thresholds: Thresholds;
}

/** What the filter thinks of a sample. */
export interface Opinion {
  /** Log-odds of spam. */
  readonly z: number;
  readonly outcome: 'approve' | 'hold' | 'spam';
  readonly thresholds: Thresholds;
  readonly flattery: number;
  readonly prior: number;
  readonly learned: number;
  readonly acquaintance: Acquaintance;
}

const flatteryWeight = 1.5;
const fadeAt = 250;

/** What stands before learning, as much of it as is left after that many decisions of the site's own. */
function standing({ prior, flattery }: Pick<Taught, 'prior' | 'flattery'>, decisions: number): number {
  return (fadeAt / (fadeAt + decisions)) * Math.min(3, Math.max(-1, prior)) + flatteryWeight * flattery;
}

export function teachable(sample: Sample): Omit<Taught, 'isSpam'> {
  return taken(read(sample));
}

function taken(reading: Reading): Omit<Taught, 'isSpam'> {
  const features = featuresOf(reading);
  return { prior: priorOf(reading), flattery: flatteryOf(reading), features };
}

export function nothingLearned(): Learned {
  return { decisions: 0, model: { weights: new Float32Array(1), bias: 0 }, counts: noCounts(), thresholds: unlearned };
}

const folds = 5;

/**
 * Learns from a site's decisions, oldest first. Yields between steps of a few milliseconds, so that a long training need not hold up
 * others.
 */
export function* learn(taught: readonly Taught[]): Generator<void, Learned> {
  const counts = noCounts();
  for (const one of taught) countIn(counts, one, 1);
  const model = yield* train(taught);
  const { good, bad } = yield* crossValidate(taught, counts);
  return { decisions: taught.length, model, counts, thresholds: thresholdsOf(good, bad) };
}

/** Each decision judged by what the others teach. `counts` is as before when it is done. */
function* crossValidate(taught: readonly Taught[], counts: Counts): Generator<void, { good: number[]; bad: number[] }> {
  const [good, bad]: [number[], number[]] = [[], []];
  if (taught.length < folds * 2) return { good, bad };
  for (let fold = 0; fold < folds; fold += 1) {
    const mine = taught.filter((_, at) => at % folds === fold);
    const others = taught.filter((_, at) => at % folds !== fold);
    const model = yield* train(others);
    for (const one of mine) countIn(counts, one, -1);
    for (const one of mine) (one.isSpam ? bad : good).push(logOdds({ model, counts, decisions: taught.length }, one));
    for (const one of mine) countIn(counts, one, 1);
  }
  return { good, bad };
}

function logOdds({ model, counts, decisions }: Omit<Learned, 'thresholds'>, one: Omit<Taught, 'isSpam'>): number {
  const learned = weigh(model, one.features) + weighByCounts(counts, one.features);
  return standing(one, decisions) + (learned > 0 ? learned * trust(one.features) : learned);
}

const noTokens = new Uint16Array(0);
const noFeatures: Omit<Features, 'length'> = {
  ngrams: noTokens,
  words: noTokens,
  pairs: noTokens,
  hosts: noTokens,
  shape: noTokens,
  tells: noTokens,
};

/** Where nothing was learned, no token says anything. */
function untaught(reading: Reading): Omit<Taught, 'isSpam'> {
  const features = { ...noFeatures, length: reading.folded.length } as Features;
  return { prior: priorOf(reading), flattery: flatteryOf(reading), features };
}

/** Of a few words alone nobody should conclude much against their author. */
function trust({ length }: Features): number {
  return length / (length + 3);
}

/** Judges a sample. What it costs does not depend on how much was learned. */
export function judge(learned: Learned, reading: Reading): Opinion {
  return opinionOf(learned, learned.decisions === 0 ? untaught(reading) : taken(reading));
}

export function opinionOf(learned: Learned, one: Omit<Taught, 'isSpam'>): Opinion {
  const z = logOdds(learned, one);
  const known = acquaintance(learned.counts, one.features);
  const { hold, spam } = learned.thresholds;
  const isSpam = z > spam && known.known >= 0.5 && (one.prior > 0.5 || (known.tellingWords > 1 && known.telling >= 0.15));
  return {
    z,
    outcome: isSpam ? 'spam' : z > hold ? 'hold' : 'approve',
    thresholds: learned.thresholds,
    flattery: one.flattery,
    prior: one.prior,
    learned: z - standing(one, learned.decisions),
    acquaintance: known,
  };
}

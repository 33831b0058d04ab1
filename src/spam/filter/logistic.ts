import { type Features, type TokenKind, tokenKinds } from './features.ts';

/** Weights of a logistic regression over hashed tokens. */
export interface Logistic {
  readonly weights: Float32Array;
  readonly bias: number;
}

export interface Labelled {
  readonly features: Features;
  readonly isSpam: boolean;
}

/** A power of two: an index is the low bits of a hash. */
const size = 2 ** 13;

const passes = 5;

/** Few decisions teach carefully: the step grows with their number. */
const rateAfter = (decisions: number): number => 0.05 + (0.15 * decisions) / (decisions + 100);

/** What each token of a kind adds, whether there are few of them or many. */
function scaleOf(kind: TokenKind, features: Features): number {
  const root = Math.sqrt(Math.max(1, features[kind].length));
  switch (kind) {
    case 'ngrams':
      return 6 / root;
    case 'words':
      return 1.5 / root;
    case 'hosts':
      return 0.4 / root;
    case 'shape':
      return 0.6;
    case 'tells':
      return 0.5 / Math.max(1, features.length / 15) ** 0.7;
    default:
      return 0;
  }
}

const learned = tokenKinds.filter((kind) => kind !== 'pairs');

/** Log-odds of spam. */
export function weigh({ weights, bias }: Logistic, features: Features): number {
  const mask = weights.length - 1;
  let sum = bias;
  for (const kind of learned) {
    let ofKind = 0;
    for (const token of features[kind]) ofKind += weights[token & mask] ?? 0;
    sum += ofKind * scaleOf(kind, features);
  }
  return sum;
}

/** Learns in order, several times over (AdaGrad). Yields after each pass, so that a long training need not hold up others. */
export function* train(examples: readonly Labelled[]): Generator<void, Logistic> {
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1);
  const rate = rateAfter(examples.length);
  let bias = 0;
  let biasSquares = 1;
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { features, isSpam } of examples) {
      const gradient = 1 / (1 + Math.exp(-weigh({ weights, bias }, features))) - (isSpam ? 1 : 0);
      if (Math.abs(gradient) < 1e-4) continue;
      biasSquares += gradient * gradient;
      bias -= (0.5 * rate * gradient) / Math.sqrt(biasSquares);
      step({ weights, squares, rate }, features, gradient);
    }
    yield;
  }
  return { weights, bias };
}

function step(
  { weights, squares, rate }: { readonly weights: Float32Array; readonly squares: Float32Array; readonly rate: number },
  features: Features,
  gradient: number,
): void {
  const mask = weights.length - 1;
  for (const kind of learned) {
    const by = gradient * scaleOf(kind, features);
    for (const token of features[kind]) {
      const at = token & mask;
      const square = (squares[at] ?? 1) + by * by;
      squares[at] = square;
      weights[at] = (weights[at] ?? 0) - (rate * by) / Math.sqrt(square);
    }
  }
}

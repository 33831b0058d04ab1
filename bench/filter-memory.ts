import { type Learned, learn, teachable } from '../src/spam/filter/classifier.ts';
import { commentOfRecord } from '../src/spam/judge-record.ts';
import { traceOf } from '../src/spam/trace.ts';
import { randomBy } from './spam/random.ts';

const sites = 100;
const decisions = 300;
const traces = 240;

/** Bytes that the filters and the traces of a hundred sites take, each taught by some hundred decisions. */
function measureFilterMemory(): number {
  const before = used();
  const kept: unknown[] = Array.from({ length: sites }, (_, site) => [learned(site), recent(site)]);
  const bytes = used() - before;
  if (kept.length !== sites) throw new Error('nothing was kept');
  return bytes;
}

/** `--expose-gc` is needed to see what is held and not what was thrown away. */
function used(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function textOf(seed: number): string {
  const random = randomBy(seed);
  return Array.from({ length: 25 }, () => `word${Math.floor(random() ** 2 * 5_000)}`).join(' ');
}

function learned(site: number): Learned {
  const steps = learn(
    Array.from({ length: decisions }, (_, at) => ({
      isSpam: at % 2 === 0,
      ...teachable({ name: null, email: null, website: null, text: textOf(site * decisions + at) }),
    })),
  );
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function recent(site: number): unknown[] {
  return Array.from({ length: traces }, (_, at) =>
    traceOf(commentOfRecord({ id: `${site}` }, { text: textOf(at), website: `https://host${at}.example/` }, at)),
  );
}

console.log(JSON.stringify({ bytes: measureFilterMemory() }));

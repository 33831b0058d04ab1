import type { Store } from '../storage/store.ts';
import { type Times, type TimesBy, timesBy } from './series.ts';

const bounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

export type StoreTimes = TimesBy<'operation'>;

export function createStoreTimes(): StoreTimes {
  return timesBy({ name: 'backtalk_store_seconds', help: 'Time an operation of the store took', bounds });
}

type Method = (...given: readonly unknown[]) => unknown;

/** The same store, every operation of its parts timed as `part.operation`, failed ones too. `clock` counts seconds. */
export function timeStore(store: Store, times: StoreTimes, clock: () => number): Store {
  const timed = (of: string, part: object) =>
    timedPart(part, (method, name) => timedMethod(method, times.of({ operation: `${of}.${name}` }), clock));
  const parts = Object.entries(store).filter(([, part]) => typeof part === 'object');
  return { ...store, ...Object.fromEntries(parts.map(([name, part]) => [name, timed(name, part)])) };
}

function timedPart<T extends object>(part: T, wrap: (method: Method, name: string) => Method): T {
  const wrapped = new Map<string | symbol, Method>();
  return new Proxy(part, {
    get: (target, name) => {
      const known = wrapped.get(name);
      if (known) return known;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      const method = wrap(value.bind(target) as Method, name);
      wrapped.set(name, method);
      return method;
    },
  });
}

function timedMethod(method: Method, series: Times, clock: () => number): Method {
  return (...given) => {
    const began = clock();
    const answer = method(...given);
    // `watch` answers how to stop, at once.
    if (answer instanceof Promise) answer.finally(() => series.observe(clock() - began)).catch(() => undefined);
    return answer;
  };
}

import { described, type Times, timesBy } from './series.ts';

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Requests of one method and route pattern. */
export interface RouteCounts {
  /** `seconds` null: it lasted as long as the client wanted, which says nothing of us. */
  count(status: number, seconds: number | null): void;
}

/** How many requests were answered how, and how long it took. Labels are route patterns, never addresses: there is an end to them. */
export interface RequestCounts {
  of(method: string, route: string): RouteCounts;
}

class Counts implements RouteCounts {
  readonly statuses = new Float64Array(600);
  readonly method: string;
  readonly route: string;
  readonly #times: Times;

  constructor(labels: { readonly method: string; readonly route: string }, times: Times) {
    this.method = labels.method;
    this.route = labels.route;
    this.#times = times;
  }

  count(status: number, seconds: number | null): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (seconds !== null) this.#times.observe(seconds);
  }
}

export function createRequestCounts() {
  const times = timesBy<'method' | 'route'>({ name: 'backtalk_http_request_seconds', help: 'Time to answer a request', bounds });
  const routes = new Map<string, Counts>();
  const of = (method: string, route: string): RouteCounts => {
    const key = `${method} ${route}`;
    const known = routes.get(key);
    if (known) return known;
    const counts = new Counts({ method, route }, times.of({ method, route }));
    routes.set(key, counts);
    return counts;
  };
  const samples = () => [...routes.values()].flatMap(samplesOf);
  const about = { name: 'backtalk_http_requests_total', help: 'Requests answered', type: 'counter' } as const;
  return { of, metrics: [described(about, samples, () => routes.clear()), times.metric] };
}

function samplesOf({ statuses, method, route }: Counts) {
  return [...statuses].flatMap((value, status) => (value === 0 ? [] : [{ labels: { method, route, status }, value }]));
}

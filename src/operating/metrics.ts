import { collectDefaultMetrics, Gauge, type GaugeConfiguration, Registry } from 'prom-client';
import type { ThreadCache } from '../comments/thread-cache.ts';
import type { Live } from '../live/live.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { createRequestCounts, type RequestCounts } from './request-counts.ts';
import { register } from './series.ts';
import type { StoreTimes } from './store-times.ts';

export interface Metrics {
  readonly requests: RequestCounts;
  readonly contentType: string;
  /** Everything in Prometheus' text format. What the store cannot tell now is left out. */
  text(): Promise<string>;
}

/** What is asked at every scrape. */
export interface Gauged {
  readonly store: { readonly jobs: Pick<Store['jobs'], 'counts'>; readonly queue: Pick<Store['queue'], 'counts'> };
  readonly sites: Pick<SiteBook, 'all'>;
  readonly threads: Pick<ThreadCache, 'size'>;
  readonly live: Pick<Live, 'count'>;
  readonly storeTimes: StoreTimes;
  readonly now: () => number;
}

/** Seconds of a clock that never jumps, for measuring how long something took. */
export const stopwatch = (): number => performance.now() / 1_000;

export function createMetrics(gauged: Gauged): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = createRequestCounts();
  for (const metric of [...requests.metrics, gauged.storeTimes.metric]) register(registry, metric);
  addGauges(registry, gauged);
  return { requests, contentType: registry.contentType, text: () => registry.metrics() };
}

function addGauges(registry: Registry, { store, sites, threads, live, now }: Gauged): void {
  const jobs = () => labelled('state', () => store.jobs.counts(now()));
  const queue = async () => {
    const all = await sites.all().catch(() => []);
    const samples = await Promise.all(
      all.map(({ id, slug }) => labelled('status', () => store.queue.counts(id), { site: slug })),
    );
    return samples.flat();
  };
  addGauge(registry, { name: 'backtalk_jobs', help: 'Jobs: waiting, of those due, given up', labelNames: ['state'] }, jobs);
  addGauge(registry, { name: 'backtalk_comments', help: 'Comments by status', labelNames: ['site', 'status'] }, queue);
  addGauge(registry, { name: 'backtalk_ready_bytes', help: 'Memory of threads kept ready' }, () => [plain(threads.size())]);
  addGauge(registry, { name: 'backtalk_event_streams', help: 'Open event streams' }, () => [plain(live.count())]);
}

type About = Pick<GaugeConfiguration<string>, 'name' | 'help' | 'labelNames'>;

/** A gauge that is asked for anew at every scrape. */
function addGauge(registry: Registry, about: About, samples: () => readonly Labelled[] | Promise<readonly Labelled[]>): void {
  const gauge: Gauge = new Gauge({
    ...about,
    registers: [registry],
    collect: async () => {
      const current = await samples();
      gauge.reset();
      for (const { labels, value } of current) gauge.set(labels, value);
    },
  });
}

interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One sample for each count; none while the store is away, so that the scrape shows everything else. */
async function labelled(label: string, ask: () => Promise<Readonly<Record<string, number>>>, more = {}): Promise<Labelled[]> {
  const counts = await ask().catch(() => ({}));
  return Object.entries(counts).map(([name, value]) => ({ labels: { ...more, [label]: name }, value }));
}

const plain = (value: number): Labelled => ({ labels: {}, value });

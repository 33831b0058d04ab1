import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../../src/operating/metrics.ts';
import { createStoreTimes, timeStore } from '../../src/operating/store-times.ts';
import type { Site } from '../../src/sites/site.ts';
import { type Store, StoreAway } from '../../src/storage/store.ts';

const counts = { pending: 3, approved: 5, spam: 0, trash: 1 };

function measured(
  store = { jobs: { counts: async () => ({ waiting: 2, due: 1, failed: 4 }) }, queue: { counts: async () => counts } },
) {
  const storeTimes = createStoreTimes();
  const sites = { all: async () => [{ id: '1', slug: 'blog' } as Site] };
  const metrics = createMetrics({
    store,
    sites,
    threads: { size: () => 77 },
    live: { count: () => 6 },
    storeTimes,
    now: () => 0,
  });
  return { metrics, storeTimes };
}

test('requests are counted by method, route and status, and their time by method and route', async () => {
  const { metrics } = measured();
  const thread = metrics.requests.of('GET', '/api/v1/thread');
  thread.count(200, 0.0004);
  thread.count(200, 0.3);
  thread.count(304, 100);
  metrics.requests.of('GET', '/api/v1/events').count(200, null);
  const text = await metrics.text();
  match(text, /^# TYPE backtalk_http_requests_total counter$/m);
  match(text, /^backtalk_http_requests_total\{method="GET",route="\/api\/v1\/thread",status="200"\} 2$/m);
  match(text, /^backtalk_http_requests_total\{method="GET",route="\/api\/v1\/thread",status="304"\} 1$/m);
  match(text, /^backtalk_http_request_seconds_bucket\{le="0.001",method="GET",route="\/api\/v1\/thread"\} 1$/m);
  match(text, /^backtalk_http_request_seconds_bucket\{le="0.5",method="GET",route="\/api\/v1\/thread"\} 2$/m);
  match(text, /^backtalk_http_request_seconds_bucket\{le="\+Inf",method="GET",route="\/api\/v1\/thread"\} 3$/m);
  match(text, /^backtalk_http_request_seconds_sum\{method="GET",route="\/api\/v1\/thread"\} 100.3004$/m);
  match(text, /^backtalk_http_request_seconds_count\{method="GET",route="\/api\/v1\/events"\} 0$/m);
});

test('what is asked at the scrape', async () => {
  const text = await measured().metrics.text();
  match(text, /^backtalk_jobs\{state="failed"\} 4$/m);
  match(text, /^backtalk_comments\{site="blog",status="pending"\} 3$/m);
  match(text, /^backtalk_ready_bytes 77$/m);
  match(text, /^backtalk_event_streams 6$/m);
  match(text, /^process_resident_memory_bytes \d+$/m);
});

test('with the store away everything else is still told', async () => {
  const away = () => Promise.reject(new StoreAway('gone'));
  const text = await measured({ jobs: { counts: away }, queue: { counts: away } }).metrics.text();
  doesNotMatch(text, /^backtalk_jobs\{/m);
  match(text, /^backtalk_ready_bytes 77$/m);
});

test('operations of the store are timed, those that fail too, and answer as before', async () => {
  const { metrics, storeTimes } = measured();
  class Pages {
    #title = 'private';
    async byId() {
      return this.#title;
    }
    byKey = () => Promise.reject(new StoreAway('gone'));
  }
  const stop = () => {};
  const plain = {
    pages: new Pages(),
    events: { watch: () => stop },
  };
  let seconds = 0;
  const store = timeStore(plain as unknown as Store, storeTimes, () => {
    seconds += 0.5;
    return seconds;
  });
  equal(await store.pages.byId('1'), 'private');
  ok((await store.pages.byKey('1', '2').catch((error: unknown) => error)) instanceof StoreAway);
  equal(
    store.events.watch(() => {}),
    stop,
  );
  const text = await metrics.text();
  match(text, /^backtalk_store_seconds_count\{operation="pages.byId"\} 1$/m);
  match(text, /^backtalk_store_seconds_sum\{operation="pages.byId"\} 0.5$/m);
  match(text, /^backtalk_store_seconds_count\{operation="pages.byKey"\} 1$/m);
});

test('counting costs less than a microsecond', () => {
  const route = measured().metrics.requests.of('GET', '/');
  const rounds = 200_000;
  // The best of several: other work of the machine only ever adds.
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    for (let at = 0; at < rounds; at += 1) route.count(200, 0.00005);
    return ((performance.now() - began) * 1_000) / rounds;
  });
  ok(Math.min(...times) < 1, `${Math.min(...times)} µs`);
});

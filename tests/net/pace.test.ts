import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createPace } from '../../src/net/pace.ts';
import { stores } from '../storage/stores.ts';
import { clockFrom, minute } from '../support/running.ts';

for (const kind of stores) {
  test(`no minute sees more than ten requests to one place, through two processes on ${kind.name}`, {
    skip: kind.skip,
  }, async (t) => {
    const clock = clockFrom();
    const place = await kind.create();
    const opened = [await kind.open(place.address, clock.now), await kind.open(place.address, clock.now)];
    t.after(async () => {
      for (const store of opened) await store.close();
      await place.remove();
    });
    const paces = opened.map((store) => createPace({ counters: store.limits, now: clock.now }));
    const went: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      clock.pass(1_000);
      for (const pace of paces) {
        const turn = await pace.take(['victim'], new Set());
        if (!turn.isMine) continue;
        went.push(clock.now());
        turn.release();
      }
    }
    const busiest = Math.max(...went.map((from) => went.filter((at) => at >= from && at < from + minute).length));
    equal(busiest, 10);
    ok(went.length >= 30, `${went.length} went`);
  });
}

test('one request at a time to a place, but the others go on, and a redirect keeps its turn', async () => {
  const pace = createPace({ counters: { hit: async () => ({ hits: 1, resetAt: 0 }) }, now: () => 0 });
  const first = await pace.take(['a', 'b'], new Set());
  ok(first.isMine);
  equal((await pace.take(['b', 'c'], new Set())).isMine, false);
  equal((await pace.take(['c'], new Set())).isMine, true);
  equal((await pace.take(['a', 'd'], new Set(['a', 'b']))).isMine, true);
  first.release();
  equal((await pace.take(['b'], new Set())).isMine, true);
});

test('who must wait is told until when', async () => {
  const counters = { hit: async (key: string) => ({ hits: 2, resetAt: key.endsWith(' 3') ? 500 : 900 }) };
  const turn = await createPace({ counters, now: () => 100 }).take(['a'], new Set());
  deepEqual(turn, { isMine: false, freeAt: 500 });
});

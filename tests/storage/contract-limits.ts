import { deepEqual, equal } from 'node:assert/strict';
import { minute } from '../support/running.ts';
import type { Spec } from './contract-subject.ts';

export function limits(spec: Spec): void {
  spec('hits of one window are counted together through all stores', async (subject) => {
    const { store, clock } = subject;
    const other = await subject.another();
    const tries = Array.from({ length: 20 }, (_, at) => (at % 2 ? store : other).limits.hit('post:$a.b', minute, clock.now()));
    const hits = (await Promise.all(tries)).map((hit) => hit.hits);
    deepEqual(
      hits.toSorted((a, b) => a - b),
      [...Array(20).keys()].map((at) => at + 1),
    );
  });

  spec('a window ends at its time, from its first hit on, and the next begins at one', async ({ store, clock }) => {
    const start = clock.now();
    deepEqual(await store.limits.hit('k', minute, start), { hits: 1, resetAt: start + minute });
    deepEqual(await store.limits.hit('k', minute, start + minute - 1), { hits: 2, resetAt: start + minute });
    deepEqual(await store.limits.hit('k', minute, start + minute), { hits: 1, resetAt: start + 2 * minute });
  });

  spec('each key counts for itself, whatever it is made of', async ({ store, clock }) => {
    const keys = ['__proto__', 'constructor', 'a', 'a.b', '$inc', '{"$gt":""}', '', 'x'.repeat(500)];
    for (const key of keys) equal((await store.limits.hit(key, minute, clock.now())).hits, 1);
    for (const key of keys) equal((await store.limits.hit(key, minute, clock.now())).hits, 2);
  });

  spec('of very many hits at one moment one is the first, and after forgetting one more', async ({ store, clock }) => {
    const firstOf = async (count: number) => {
      const hits = await Promise.all(Array.from({ length: count }, () => store.limits.hit('slot', minute, clock.now())));
      return hits.filter((hit) => hit.hits === 1).length;
    };
    equal(await firstOf(300), 1);
    equal(await firstOf(300), 0);
    await store.limits.forget('slot');
    await store.limits.forget('unknown');
    equal(await firstOf(10), 1);
  });

  spec('trimming forgets windows that are over, and no others', async ({ store, clock }) => {
    const start = clock.now();
    await store.limits.hit('short', minute, start);
    await store.limits.hit('long', 10 * minute, start);
    await store.limits.trim(start + minute);
    equal((await store.limits.hit('short', minute, start)).hits, 1);
    equal((await store.limits.hit('long', minute, start)).hits, 2);
  });
}

import { deepEqual, ok } from 'node:assert/strict';
import { startChild } from './child.ts';
import { type Spec, soon } from './contract-subject.ts';
import { added, articleKey, idsOf } from './specimens.ts';

export function beingKilled(spec: Spec): void {
  spec('a process killed while it writes has lost nothing it was told is safe, and left nothing half done', async (subject) => {
    const { store, clock, make, kind, address } = subject;
    const told: string[] = [];
    for (const round of [1, 2, 3]) {
      const child = startChild('writing-process.ts', kind.name, address, make.siteId, '100000', `${round}`);
      await child.said(20 * round);
      await child.kill();
      told.push(...child.lines);
    }
    const { pageId } = await added(store, make.arrival(make.comment({ text: 'Others go on.' })));
    const found = new Set(idsOf(await store.comments.byIds(told)));
    deepEqual(
      told.filter((id) => !found.has(id)),
      [],
    );
    const stored = async () => (await store.comments.recent(make.siteId, 100_000)).length;
    ok((await stored()) > told.length);
    const derived = async () => ({
      jobs: (await store.jobs.counts(clock.now())).waiting + 1,
      log: (await store.queue.log(null, null, 100_000)).length + 1,
      counted: (await store.queue.counts(make.siteId)).approved,
      onPage: (await store.pages.byKey(make.siteId, articleKey))?.count,
      shown: (await store.comments.shown(pageId, 'all', { order: 'oldest', limit: 100_000 })).length,
    });
    // The server may store what it had received a moment after its sender was killed.
    const notAsStored = async () => {
      const expected = await stored();
      return Object.entries(await derived()).filter(([, count]) => count !== expected);
    };
    await soon(notAsStored, []);
  });
}

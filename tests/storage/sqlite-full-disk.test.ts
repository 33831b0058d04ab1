import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StoredComment } from '../../src/comments/comment.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { type Store, StoreAway } from '../../src/storage/store.ts';
import { mayMount, onSmallDisk } from '../faults/small-disk.ts';
import { type Clock, clockFrom } from '../support/running.ts';
import { added, createSpecimens, idsOf, nothing, type Specimens } from './specimens.ts';

test(
  'on a full disk nothing acknowledged is missing, reading and deleting go on, and writing does once there is room',
  {
    skip: mayMount(),
  },
  () =>
    onSmallDisk(async (folder) => {
      const clock = clockFrom();
      const path = join(folder, 'backtalk.db');
      const store = await openSqliteStore({ path, now: clock.now });
      const acknowledged = await fillAndMakeRoom(store, { folder, clock }).finally(() => store.close());

      const next = await openSqliteStore({ path, now: clock.now });
      const found = await next.comments.byIds(acknowledged);
      const integrity = (await next.examine()).find(({ name }) => name === 'integrity');
      await next.close();
      deepEqual(idsOf(found).toSorted(), acknowledged.toSorted());
      equal(integrity?.text, 'ok');
    }),
);

/** Answers the ids of all comments that were acknowledged. */
async function fillAndMakeRoom(store: Store, { folder, clock }: { folder: string; clock: Clock }): Promise<string[]> {
  const reserve = join(folder, 'backtalk.db-reserve');
  const ballast = join(folder, 'ballast');
  const make = createSpecimens(clock);
  await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  ok(existsSync(reserve));
  const before = await added(store, make.arrival(make.comment({ text: 'x'.repeat(100_000) })));

  const email = 'leaving@example.org';
  await added(store, make.arrival(make.comment({ author: { email } })));

  fill(ballast);
  const acknowledged = await addUntilAway(store, make);
  await rejects(store.probe(), (error) => error instanceof StoreAway && /full/i.test(error.message));
  await rejects(store.jobs.add([make.job('job')]), StoreAway);
  for (const { id } of [before, ...acknowledged]) equal((await store.comments.byId(id))?.id, id);

  const decision = make.decision([before], 'deleted');
  equal((await store.queue.decide(decision)).changed.length, 1);
  ok(!existsSync(reserve), 'given up for it');
  equal((await store.comments.byId(before.id))?.text, '');
  ok(await store.queue.entry(decision.entry.id));
  equal((await store.authors.erase({ siteId: make.siteId, email }, 1)).comments, 1, 'and so is a person erased');
  equal((await store.jobs.counts(clock.now())).waiting, 0, 'no half of a write');

  rmSync(ballast);
  await store.probe();
  ok(existsSync(reserve), 'taken again');
  const after = await added(store, make.arrival(make.comment()));
  return idsOf([before, ...acknowledged, after]);
}

async function addUntilAway(store: Store, make: Specimens): Promise<StoredComment[]> {
  const acknowledged: StoredComment[] = [];
  for (;;) {
    try {
      acknowledged.push(await added(store, make.arrival(make.comment({ text: 'y'.repeat(2_000) }))));
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      match(error.message, /full/i);
      return acknowledged;
    }
  }
}

/** Writes until nothing more fits, in ever smaller pieces. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

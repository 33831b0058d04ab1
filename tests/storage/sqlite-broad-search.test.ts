import { deepEqual, equal, throws } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refusal } from '../../src/refusal.ts';
import { readBounded } from '../../src/storage/sqlite/broad-search.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { questionOf } from '../../src/storage/sqlite/queue.ts';
import type { QueueQuery } from '../../src/storage/store.ts';
import { clockFrom } from '../support/running.ts';
import { added, createSpecimens, nothing } from './specimens.ts';

test('words that are each everywhere and never together are looked for so far and no further, and others to the end', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'backtalk.db');
  const clock = clockFrom();
  const make = createSpecimens(clock);
  const store = await openSqliteStore({ path, now: clock.now });
  await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  for (let at = 0; at < 60; at += 1) {
    const both = at === 5 || at > 55;
    const text = `${at % 2 === 0 || both ? 'even' : ''} ${at % 2 === 1 || both ? 'odd' : ''} ${at === 2 ? 'rare' : ''} ${at}`;
    await added(store, make.arrival(make.comment({ text, status: 'pending' })));
    clock.pass(1);
  }
  await store.close();

  const database = openDatabase(path, clock.now);
  t.after(() => database.close());
  const query: QueueQuery = { siteId: make.siteId, status: 'pending', type: null, terms: [], after: null, limit: 4 };
  const found = (words: readonly string[], more: Partial<QueueQuery> = {}, most = 40) => {
    const asked = { ...query, terms: words.map((word) => ({ anyOf: [word] })), ...more };
    const read = (downTo: bigint | null) => {
      const { sql, values } = questionOf(asked, downTo);
      return database.all(sql, ...values);
    };
    return readBounded(database, asked, { read, most }).map((row) => Number(/\d+/.exec(String(row['text']))?.[0]));
  };
  const tooBroad = (error: unknown) => error instanceof Refusal && error.details.errors?.[0]?.code === 'too-broad';

  deepEqual(found(['even', 'odd']), [59, 58, 57, 56], 'as many as were asked for, within reach');
  throws(() => found(['even', 'odd'], { limit: 5 }), tooBroad);
  deepEqual(found(['even', 'odd'], { limit: 5 }, 1_000), [59, 58, 57, 56, 5], 'the queue is no longer than the reach');
  throws(() => found(['even', 'odd'], { type: 'comment', limit: 5 }), tooBroad);
  deepEqual(found(['even'], { type: 'webmention' }), [], 'so does a rare type');
  deepEqual(found(['even', 'rare']), [2], 'a rare word leads');
  deepEqual(found(['even'], { limit: 100 }).length, 33, 'one word alone costs no more than what it finds');
  const after = { createdAt: clock.now() - 50, id: make.id() };
  deepEqual(found(['even', 'odd'], { after }), [5], 'what is left of the queue is within reach');
  equal(found(['even', 'nowhere']).length, 0);
});

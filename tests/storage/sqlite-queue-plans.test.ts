import { deepEqual, match, ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Driver from 'better-sqlite3';
import type { QueueQuery } from '../../src/storage/searching.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { edits, questionOf } from '../../src/storage/sqlite/queue.ts';
import { candidatesOf, type Question, rowsOf } from '../../src/storage/sqlite/search.ts';

const first: QueueQuery = { siteId: 's', status: 'pending', type: null, after: null, limit: 51 };
const after = { createdAt: 5, id: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' };
const words = [{ anyOf: ['word'] }, { anyOf: ['ip:1.', 'ip:10.'] }];

/** What each page of the queue is read by. */
const plans: readonly (readonly [what: string, query: QueueQuery, by: RegExp])[] = [
  ['the first page', first, /SEARCH comments USING INDEX queue \(site_id=\? AND status=\?\)/],
  ['a later page', { ...first, after }, /SEARCH comments USING INDEX queue \(site_id=\? AND status=\? AND \(?created_at/],
  ['one type', { ...first, type: 'comment' }, /SEARCH comments USING INDEX queue_by_type/],
  ['what readers reported', { ...first, reported: true }, /SEARCH comments USING INDEX reported/],
];

const search = { ...first, terms: words };
const asked = { terms: words, below: null, step: 100, candidates: ['7', '5'], limit: 51 };
const later = { ...asked, below: '9' };

/** What each step of a search is read by. */
const steps: readonly (readonly [what: string, question: Question, by: RegExp])[] = [
  ['the newest in the index', candidatesOf(search, asked), /^SCAN search VIRTUAL TABLE INDEX \S+$/],
  ['those below them', candidatesOf(search, later), /^SCAN search VIRTUAL TABLE INDEX \S+$/],
  ['what is asked for of them', rowsOf({ ...search, after }, asked), /^SEARCH comments USING INTEGER PRIMARY KEY/],
];

test('every page of the queue is read from an index in its order, without sorting anything', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'backtalk.db');
  await (await openSqliteStore({ path, now: () => 0 })).close();
  const file = new Driver(path, { readonly: true });
  const planOf = (sql: string, values: readonly unknown[]) =>
    (file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail).join('\n');
  for (const [what, { sql, values }, by] of [
    ...plans.map(([name, query, by]) => [name, questionOf(query), by] as const),
    ...steps,
  ]) {
    const plan = planOf(sql, values);
    match(plan, by, what);
    ok(!/TEMP B-TREE|SCAN comments/.test(plan), `${what}: ${plan}`);
  }
  match(planOf(edits, ['[]']), /SEARCH log USING INDEX log_of_comment/);
  const sorting = planOf('SELECT * FROM comments WHERE site_id = ? ORDER BY text', ['s']);
  deepEqual(/TEMP B-TREE/.test(sorting), true, 'sorting would be seen');
  file.close();
});

import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Driver from 'better-sqlite3';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { migrate, requireSoundVersion } from '../../src/storage/sqlite/migrate.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { steps } from '../../src/storage/sqlite/schema.ts';
import { clockFrom, minute } from '../support/running.ts';
import { startChild } from './child.ts';
import { describeStore } from './contract.ts';
import { added, createSpecimens, idsOf, nothing, searched } from './specimens.ts';
import { storeNamed } from './stores.ts';

describeStore(storeNamed('SQLite'));

async function databasePath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'backtalk.db');
}

async function openAt(t: TestContext, path: string) {
  const clock = clockFrom();
  const store = await openSqliteStore({ path, now: clock.now });
  t.after(() => store.close());
  return { store, clock, make: createSpecimens(clock) };
}

/** What a file holds, without what the tests put there. */
function schemaOf(path: string) {
  const file = new Driver(path, { readonly: true });
  const schema = file.prepare("SELECT name, sql FROM sqlite_schema WHERE name <> 'ran' ORDER BY name").all();
  const found = {
    version: file.pragma('user_version', { simple: true }),
    schema,
    check: file.pragma('integrity_check', { simple: true }),
  };
  file.close();
  return found;
}

test('a migration killed at any step is completed by the next start', async (t) => {
  const whole = await databasePath(t);
  await (await openSqliteStore({ path: whole, now: () => 0 })).close();
  for (const [step, place] of steps.flatMap((_, at) => [[at, 'before'] as const, [at, 'after'] as const])) {
    const path = await databasePath(t);
    const child = startChild('migrating-process.ts', path, `${step}`, place);
    child.go();
    await child.said(2);
    await child.kill();
    const { store, make } = await openAt(t, path);
    deepEqual(schemaOf(path), schemaOf(whole), `killed ${place} step ${step}`);
    await added(store, make.arrival(make.comment()));
  }
});

test('of several starts at once each step is run by one, and the others wait for it', async (t) => {
  const path = await databasePath(t);
  const children = Array.from({ length: 4 }, () => startChild('migrating-process.ts', path));
  for (const child of children) await child.said(1);
  for (const child of children) child.go();
  deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0, 0]);
  const file = new Driver(path, { readonly: true });
  deepEqual(file.prepare('SELECT step FROM ran').pluck().all(), [...steps.keys()]);
  file.close();
});

test('a database of the first version keeps its comments, findable and mergeable', async (t) => {
  const path = await databasePath(t);
  const old = new Driver(path);
  migrate(old, steps.slice(0, 1));
  const clock = clockFrom();
  const make = createSpecimens(clock);
  const { id, siteId, pageId, createdAt } = make.comment();
  const insert = `INSERT INTO comments (seq, id, site_id, page_id, type, lineage, status, status_at, shown, name, moderator, text, text_hash,
    format, html, renderer, created_at, changed_at, version, verdict, edit_epoch, terms)
    VALUES (1, ?, ?, ?, 'comment', '[]', ?, 0, 0, '', 0, '', '', 'markdown', '', 1, ?, 0, 1, '{}', 0, ?)`;
  old.prepare(insert).run(id, siteId, pageId, 'pending', createdAt, "email:o'brien@example.org word");
  old.prepare(insert.replace('VALUES (1', 'VALUES (2')).run(make.id(), siteId, pageId, 'deleted', createdAt, '');
  old.close();
  const { store } = await openAt(t, path);
  const terms = [{ anyOf: ["email:o'brien@example.org"] }];
  const found = await searched(store, { siteId, status: 'pending', type: null, terms, after: null, limit: 9 });
  deepEqual(idsOf(found), [id]);
});

test('a schema newer than the program is left alone, and says what to do', async (t) => {
  const path = await databasePath(t);
  const newer = new Driver(path);
  migrate(newer, [...steps, 'CREATE TABLE of_the_future (id)']);
  newer.close();
  const before = schemaOf(path);
  await rejects(openSqliteStore({ path, now: () => 0 }), /schema version \d+.*newer Backtalk.*backup/);
  deepEqual(schemaOf(path), before);
});

test('an SQLite that can corrupt a file is refused', async () => {
  for (const unsound of ['3.51.2', '3.50.99', '3.6.0', '2.99.99', '3.51'])
    throws(() => requireSoundVersion(unsound), /3\.51\.3 or newer/);
  for (const sound of ['3.51.3', '3.51.10', '3.52.0', '4.0.0']) requireSoundVersion(sound);
});

test('a file that is no database, and a folder that cannot be made, are told as they are', async (t) => {
  const path = await databasePath(t);
  await writeFile(path, 'This is a letter, and no database. '.repeat(100));
  await rejects(openSqliteStore({ path, now: () => 0 }), /SQLITE_NOTADB/);
  await rejects(openSqliteStore({ path: join(path, 'below/backtalk.db'), now: () => 0 }), /ENOTDIR|EEXIST/);
});

test('writes wait for the disk, readers for nobody, and what is deleted is overwritten', async (t) => {
  const database = openDatabase(await databasePath(t), () => 0);
  t.after(() => database.close());
  const pragma = (name: string) => database.file.pragma(name, { simple: true });
  deepEqual(['journal_mode', 'synchronous', 'secure_delete'].map(pragma), ['wal', 2, 1]);
});

test('two processes write beside a long reader and a backup, and nobody is told that the file is busy', async (t) => {
  const path = await databasePath(t);
  const { store, clock, make } = await openAt(t, path);
  await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  const reader = new Driver(path, { readonly: true });
  reader.exec('BEGIN; SELECT count(*) FROM comments;');
  const other = startChild('writing-process.ts', 'SQLite', path, make.siteId, '400', '1');
  await other.said(1);
  const backup = new Driver(path, { readonly: true }).backup(`${path}-copy`, { progress: () => 1 });
  let written = 0;
  let isWriting = true;
  const ended = other.ended.finally(() => {
    isWriting = false;
  });
  while (isWriting) {
    clock.pass(1);
    await added(store, make.arrival(make.comment()));
    written += 1;
    if (written % 10 === 0) await store.comments.bury(1_000);
  }
  equal(await ended, 0);
  ok(written > 0);
  await backup;
  equal(reader.prepare('SELECT count(*) FROM comments').pluck().get(), 0, 'the reader sees what it saw');
  reader.close();
  const file = new Driver(path, { readonly: true });
  equal(file.prepare('SELECT count(*) FROM comments').pluck().get(), 400 + written);
  file.close();
  equal(schemaOf(`${path}-copy`).check, 'ok');
});

test('what is wiped leaves the log of a running store too, as soon as nobody reads it any more', async (t) => {
  const path = await databasePath(t);
  const { store, make } = await openAt(t, path);
  const comment = await added(store, make.arrival(make.comment({ text: 'qxword', author: { email: 'qxmail@example.org' } })));
  const holds = async () =>
    (await Promise.all([path, `${path}-wal`].map((name) => readFile(name)))).some((bytes) => bytes.includes('qx'));
  const reader = new Driver(path, { readonly: true });
  reader.exec('BEGIN; SELECT count(*) FROM comments;');
  await store.queue.decide(make.decision([comment], 'deleted'));
  equal(await store.comments.bury(10), 1, 'at once, whoever reads');
  equal(await holds(), true);
  reader.close();
  equal(await store.comments.bury(10), 0);
  equal(await holds(), false);
});

test('of comments that are stored together, one that fails takes back its own part alone', async (t) => {
  const { store, clock, make } = await openAt(t, await databasePath(t));
  const first = await added(store, make.arrival(make.comment()));
  const page = make.pageAt('new');
  const failing = make.arrival(make.comment({ id: first.id, text: 'Not unique' }), {
    ...{ page, pageKey: 'new', jobs: [make.job('mail')], log: make.entry() },
  });
  const fine = [make.arrival(make.comment({ text: 'before' })), make.arrival(make.comment({ text: 'after' }))];
  const [before, failed, after] = await Promise.allSettled(
    [fine[0], failing, fine[1]].flatMap((arrival) => (arrival ? [store.comments.add(arrival)] : [])),
  );
  deepEqual([before?.status, failed?.status, after?.status], ['fulfilled', 'rejected', 'fulfilled']);
  equal((await store.comments.byId(first.id))?.text, first.text);
  equal(await store.pages.byKey(make.siteId, 'new'), null);
  deepEqual(await store.jobs.counts(clock.now()), { waiting: 0, due: 0, failed: 0 });
  equal((await store.pages.byId(first.pageId))?.count, 3);
});

test('a cursor of a journal that went on further than this one reaches nothing', async (t) => {
  const { store, make } = await openAt(t, await databasePath(t));
  await added(store, make.arrival(make.comment()));
  const latest = await store.events.latest();
  deepEqual(await store.events.since(latest, 9), []);
  equal(await store.events.since(String(Number(latest) + 1), 9), null, 'as after a backup was put back');
});

test('a large index is merged in steps between which others are served', async (t) => {
  const { store, clock, make } = await openAt(t, await databasePath(t));
  const texts = Array.from(
    { length: 1_500 },
    (_, at) => `${Array.from({ length: 60 }, (_, n) => `w${(at * 60 + n) * 7919}`).join(' ')}`,
  );
  const made = await Promise.all(texts.map((text) => store.comments.add(make.arrival(make.comment({ text, status: 'spam' })))));
  equal(made.length, 1_500);
  clock.pass(minute);
  equal(await store.comments.expire({ siteId: make.siteId, status: 'spam', before: clock.now() }, 10), 10);
  let served = 0;
  let isBuried = false;
  const serve = async () => {
    while (!isBuried) {
      await store.queue.counts(make.siteId);
      served += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const serving = serve();
  equal(await store.comments.bury(500), 10);
  isBuried = true;
  await serving;
  ok(served > 3, `served ${served} times meanwhile`);
});

test('an operator reads version, mode, integrity and free space of the store', async (t) => {
  const { store } = await openAt(t, await databasePath(t));
  const facts = new Map((await store.examine()).map((fact) => [fact.name, fact]));
  match(
    facts.get('store')?.text ?? '',
    new RegExp(`^SQLite \\d+\\.\\d+\\.\\d+ at .*backtalk\\.db, schema version ${steps.length}\\.$`),
  );
  deepEqual([facts.get('durability')?.ok, facts.get('integrity')?.text], [true, 'ok']);
  match(facts.get('disk')?.text ?? '', /\d+ MB free/);
});

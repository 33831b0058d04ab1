import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { contentChecks } from '../../src/moderation/checks.ts';
import { anotherAddress } from '../support/another-address.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import { foundInMongo, foundInSqlite, type Row, sqlitePlace } from '../support/recounted.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { patienceMs, withBlog, within } from '../support/two-processes.ts';

const clients = 8;
const acts = 1_000;

/** Numbers below one that a seed makes again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Known {
  readonly id: string;
  readonly editToken: string;
}

/** What the clients have to do with: two processes, a moderator's token, and the comments so far. */
interface Scene {
  readonly at: () => ServiceProcess;
  readonly token: string;
  readonly known: Known[];
  readonly undos: string[];
  readonly random: () => number;
}

const pick = <T>({ random }: Scene, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
const headers = () => ({ 'X-Forwarded-For': anotherAddress() });

async function write(scene: Scene, parent: string | null): Promise<number> {
  const name = `Reader ${scene.known.length} ${scene.random()}`;
  const posted = await post(scene.at(), { text: `Said by ${name}`, name, email: `${scene.random()}@example.org`, parent });
  const { comment, editToken } = posted.body;
  if (posted.status === 201) scene.known.push({ id: comment.id, editToken });
  return posted.status;
}

async function decide(scene: Scene): Promise<number> {
  const ids = [...new Set(Array.from({ length: 1 + Math.floor(scene.random() * 3) }, () => pick(scene, scene.known).id))];
  const to = pick(scene, ['approved', 'approved', 'approved', 'pending', 'spam', 'trash'] as const);
  const body = { ids, to, note: `by chance ${scene.random()}` };
  const path = '/api/v1/moderation/decisions';
  const decided = await ask<{ undo: string | null }>(scene.at(), path, { body, token: scene.token, headers: headers() });
  if (decided.body.undo) scene.undos.push(decided.body.undo);
  return decided.status;
}

async function takeBack(scene: Scene): Promise<number> {
  const id = scene.undos.length > 0 ? pick(scene, scene.undos) : 'none';
  return (await ask(scene.at(), '/api/v1/moderation/undo', { body: { id }, token: scene.token, headers: headers() })).status;
}

async function edit(scene: Scene): Promise<number> {
  const { id, editToken } = pick(scene, scene.known);
  const body = { text: `Better: ${scene.random()}` };
  const asked = { method: 'PATCH', body, token: editToken, headers: headers() };
  return (await ask(scene.at(), `/api/v1/comments/${id}`, asked)).status;
}

async function amend(scene: Scene): Promise<number> {
  const body = { text: `Amended: ${scene.random()}` };
  const asked = { method: 'PATCH', body, token: scene.token, headers: headers() };
  return (await ask(scene.at(), `/api/v1/moderation/comments/${pick(scene, scene.known).id}`, asked)).status;
}

async function remove(scene: Scene): Promise<number> {
  const { id, editToken } = pick(scene, scene.known);
  return (await ask(scene.at(), `/api/v1/comments/${id}`, { method: 'DELETE', token: editToken, headers: headers() })).status;
}

/** As often as their place says, in a hundred. */
const acting = [
  { below: 25, act: (scene: Scene) => write(scene, scene.random() < 0.2 ? null : pick(scene, scene.known).id) },
  { below: 65, act: decide },
  { below: 72, act: takeBack },
  { below: 84, act: edit },
  { below: 92, act: amend },
  { below: 100, act: remove },
];

/** What its counters should be, from nothing but the comments' states. */
function recount(rows: readonly Row[]) {
  const repliesTo = Map.groupBy(rows, ({ parent }) => parent);
  const shown = new Map<string, boolean>();
  const isShown = (row: Row): boolean => {
    const known = shown.get(row.id) ?? (row.status === 'approved' || (repliesTo.get(row.id) ?? []).some(isShown));
    shown.set(row.id, known);
    return known;
  };
  return rows.map((row) => ({
    id: row.id,
    shown: isShown(row),
    children: (repliesTo.get(row.id) ?? []).filter(isShown).length,
    below: row.root === null ? rows.filter((other) => other.root === row.id && isShown(other)).length : 0,
  }));
}

async function begin(t: TestContext) {
  const { address, remove: gone } = await (store === 'mongo' ? mongoPlace() : sqlitePlace());
  const processes = await withBlog(address);
  // What is said is all alike here, and nobody shall be held but by a moderator.
  await processes.command('site', 'set', 'blog', `checksOff=${contentChecks.map(({ name }) => name).join()}`);
  const both = await Promise.all([processes.start(), processes.start()]);
  t.after(async () => {
    await Promise.all(both.map((one) => one.stop()));
    await gone();
  });
  const made = await processes.command('token', 'create', '--site', 'blog', '--role', 'moderator', '--json');
  return { address, both, token: (JSON.parse(made) as { token: string }).token };
}

/** On MongoDB, where more can go wrong, unless `STORE=sqlite` asks for the other: `npm run test:faults` does. */
const store = process.env['STORE'] === 'sqlite' ? 'sqlite' : 'mongo';

test('a thousand acts of eight clients over two processes leave counters that equal a recount, and states that equal the log', {
  skip: store === 'mongo' && withoutMongod(),
}, async (t) => {
  const seed = Number(process.env['INTERLEAVINGS_SEED'] ?? randomInt(2 ** 31));
  t.diagnostic(`INTERLEAVINGS_SEED=${seed}`);
  const { address, both, token } = await begin(t);
  const random = randomFrom(seed);
  const at = () => both[random() < 0.5 ? 0 : 1];
  const scene: Scene = { at, token, known: [], undos: [], random };
  for (let nth = 0; nth < 10; nth += 1) equal(await write(scene, null), 201);

  const statuses = new Map<number, number>();
  let begun = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (; begun < acts; ) {
        begun += 1;
        const chance = random() * 100;
        const status = await (acting.find(({ below }) => chance < below)?.act ?? decide)(scene);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  t.diagnostic(`answers: ${JSON.stringify(Object.fromEntries(statuses))}`);
  deepEqual(
    [...statuses.keys()].filter((status) => status >= 500 || status === 400 || status === 429),
    [],
  );
  ok((statuses.get(200) ?? 0) > acts / 3 && (statuses.get(201) ?? 0) > acts / 20);

  const { rows, pageCount, tally, lastOf } = await (store === 'mongo' ? foundInMongo(address) : foundInSqlite(address));
  deepEqual(
    rows.map(({ id, shown, children, below, root }) => ({ id, shown, children, below: root === null ? below : 0 })),
    recount(rows),
  );
  const of = (status: string) => rows.filter((row) => row.status === status).length;
  equal(pageCount, of('approved'));
  for (const status of ['approved', 'pending', 'spam', 'trash', 'deleted']) equal(tally[status] ?? 0, of(status), status);
  deepEqual(
    rows.map(({ id, status }) => [id, status]),
    rows.map(({ id }) => [id, lastOf.get(id) ?? 'approved']),
  );
  const threads = await within(
    patienceMs,
    () => Promise.all(both.map((one) => thread(one, { url: article }))),
    ([one, other]) => JSON.stringify(one) === JSON.stringify(other),
  );
  ok((threads[0]?.count ?? 0) > 0);
});

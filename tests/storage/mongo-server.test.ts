import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/operating/log.ts';
import { openService } from '../../src/service.ts';
import { openMongoStore } from '../../src/storage/mongo/open.ts';
import { StoreAway } from '../../src/storage/store.ts';
import { freePort } from '../support/free-port.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { asking, databaseAt, initiate, startMongod } from '../support/mongod.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { clockFrom } from '../support/running.ts';
import { startService } from '../support/service-process.ts';
import { patienceMs, within } from '../support/two-processes.ts';
import { added, createSpecimens, nothing } from './specimens.ts';

const clock = clockFrom();
/** A server that starts again, is elected and is found takes some ten seconds, and a loaded machine longer. */
const untilElectedMs = 60_000;
const opening = (url: string, warn: (text: string) => void = () => undefined) => openMongoStore({ url, now: clock.now, warn });

describe('the server', { skip: withoutMongod() }, () => {
  test('may be a standalone: everything works, others hear of it, and the log says that there is no failover', async (t) => {
    const server = await startMongod({ set: null });
    t.after(() => server.discard());
    const url = databaseAt(server.direct, 'alone');
    const warnings: string[] = [];
    const [one, other] = [await opening(url, (text) => warnings.push(text)), await opening(url)];
    t.after(() => Promise.all([one.close(), other.close()]));
    match(warnings.join(), /standalone.*no failover/);

    const make = createSpecimens(clock);
    await one.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
    const heard: (string | null)[] = [];
    other.events.watch((changes) => heard.push(...(changes ?? []).map(({ commentId }) => commentId)));
    const root = await added(one, make.arrival(make.comment()));
    await added(one, make.arrival(make.replyTo(root)));
    await one.queue.decide(make.decision([root], 'trash'));
    deepEqual((await other.comments.byId(root.id))?.children, 1);
    await within(
      patienceMs,
      async () => heard,
      (ids) => ids.filter((id) => id === root.id).length === 2,
    );
    const failover = (await one.examine()).find(({ name }) => name === 'failover');
    match(failover?.text ?? '', /standalone/);
  });

  test('may be away when the service starts: 503 until it is there, and no wait for a command', async (t) => {
    const server = await startMongod({ set: 'rs0' });
    t.after(() => server.discard());
    const database = databaseAt(await initiate([server]), 'late');
    await server.stop();
    await rejects(opening(database), StoreAway);

    const port = String(await freePort());
    const env = { DATABASE_URL: database, SECRET: 'a secret that all processes are given', PORT: port, LOG_LEVEL: 'info' };
    const main = join(import.meta.dirname, '../../src/main.ts');
    const starting = startService({ folder: tmpdir(), main, env, patienceMs: untilElectedMs });
    starting.catch(() => undefined);
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status,
        () => 0,
      );
    await within(untilElectedMs, ready, (status) => status === 503);
    await server.restart();
    const service = await starting;
    t.after(() => service.stop());
    await within(untilElectedMs, ready, (status) => status === 200);
  });

  test('is waited for with a line in the log that says so', async (t) => {
    const server = await startMongod({ set: 'rs0' });
    t.after(() => server.discard());
    const database = databaseAt(await initiate([server]), 'later');
    await server.stop();
    const config = readConfig({ DATABASE_URL: database, SECRET: 'a secret that all processes are given' });
    const warnings: string[] = [];
    const log = createLog({ level: 'silent', destination: 'stderr' });
    const listening = { config, log: Object.assign(log, { warn: (...said: unknown[]) => warnings.push(JSON.stringify(said)) }) };
    const opening = openService({ ...listening, listensAt: 'http://127.0.0.1:1', waits: true });
    await within(
      untilElectedMs,
      async () => warnings.length,
      (count) => count > 0,
    );
    await server.restart();
    const service = await opening;
    match(warnings.join(), /MongoDB is away; trying again until it is there/);
    await service.close();
  });

  test('of another schema than this program knows is refused', async (t) => {
    const place = await mongoPlace();
    t.after(place.remove);
    await (await opening(place.address)).close();
    await asking(place.address, (client) =>
      client
        .db()
        .collection<{ _id: string; value: string }>('meta')
        .updateOne({ _id: 'schema' }, { $set: { value: '1000' } }),
    );
    await rejects(opening(place.address), /schema version 1000.*newer Backtalk/);
  });

  test('is made ready by many processes that start at once', async (t) => {
    const server = await startMongod({ set: null });
    t.after(() => server.discard());
    const url = databaseAt(server.direct, 'fresh');
    const stores = await Promise.all(Array.from({ length: 5 }, () => opening(url)));
    const facts = await stores[0]?.examine();
    await Promise.all(stores.map((store) => store.close()));
    ok(facts?.every((fact) => fact.ok));
  });

  test('lacks an index: doctor names it, and the next start makes it', async (t) => {
    const place = await mongoPlace();
    t.after(place.remove);
    const store = await opening(place.address);
    await asking(place.address, (client) => client.db().collection('comments').dropIndex('thread_tops'));
    const missing = async () => (await store.examine()).find(({ name }) => name === 'missing indexes');
    const found = await missing();
    equal(found?.ok, false);
    match(found?.text ?? '', /comments\.thread_tops/);
    await (await opening(place.address)).close();
    equal((await missing())?.ok, true);
    await store.close();
  });

  test('is never given a document near its limit', async (t) => {
    const place = await mongoPlace();
    const store = await opening(place.address);
    t.after(async () => {
      await store.close();
      await place.remove();
    });
    const make = createSpecimens(clock);
    const huge = make.comment({ html: 'x'.repeat(15.5 * 1024 * 1024) });
    await rejects(store.comments.add(make.arrival(huge)), { code: 'too-large' });
    equal(await store.pages.byKey(make.siteId, 'blog.example/article'), null);
  });
});

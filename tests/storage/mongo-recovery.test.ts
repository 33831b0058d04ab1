import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { mongo } from 'mongoose';
import { collectionsOf, connect } from '../../src/storage/mongo/database.ts';
import { createEvents } from '../../src/storage/mongo/events.ts';
import { gatesOf } from '../../src/storage/mongo/gates.ts';
import { openMongoStore } from '../../src/storage/mongo/open.ts';
import type { Entry } from '../../src/storage/mongo/outbox.ts';
import { settle } from '../../src/storage/mongo/settle.ts';
import { createTidying } from '../../src/storage/mongo/tidy.ts';
import { type Store, StoreAway } from '../../src/storage/store.ts';
import { cuttingProxy } from '../support/cutting-proxy.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { asking } from '../support/mongod.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { clockFrom } from '../support/running.ts';
import { soon } from './contract-subject.ts';
import { added, createSpecimens, noConditions, nothing } from './specimens.ts';

const clock = clockFrom();

async function subject(t: TestContext) {
  const place = await mongoPlace();
  const opened: Store[] = [];
  t.after(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await place.remove();
  });
  const open = async (url = place.address) => {
    const store = await openMongoStore({ url, now: clock.now, warn: () => undefined });
    opened.push(store);
    return store;
  };
  const make = createSpecimens(clock);
  const store = await open();
  await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  return { make, store, open, address: place.address };
}

/** Lets the server refuse these commands of clients of that name. */
function refuse(address: string, commands: readonly string[], mode: object | string): Promise<unknown> {
  const data = { failCommands: commands, errorCode: 96, appName: 'doomed' };
  return asking(address, (client) => client.db('admin').command({ configureFailPoint: 'failCommand', mode, data }));
}

const doomed = (address: string) => `${address}${address.includes('?') ? '&' : '?'}appName=doomed`;
const everyOutbox = (address: string) =>
  asking(address, async (client) => {
    const names = ['comments', 'pages', 'directory', 'people', 'tokens', 'reports'];
    const found = await Promise.all(names.map((name) => client.db().collection(name).countDocuments({ pending: true })));
    return found.reduce((sum, count) => sum + count, await client.db().collection('intents').countDocuments({}));
  });

/** Somebody who sees what stands in the outboxes of comments now, and may bring it home much later. */
async function inHandOf(t: TestContext, address: string) {
  const connection = await connect(address);
  t.after(() => connection.close());
  const collections = collectionsOf(connection);
  const { telling, stop } = await createEvents({ ...collections, now: clock.now, hasStreams: false });
  t.after(stop);
  const needs = { ...collections, now: clock.now, telling, tidying: createTidying(collections) };
  return {
    look: async () => {
      const rows = await collections.comments.find({ pending: true }).toArray();
      return rows.flatMap(({ _id, outbox }) => outbox.map((op): Entry => ({ in: 'comments', of: _id, op })));
    },
    settle: (entries: readonly Entry[]) => settle(needs, entries),
  };
}

describe('what a process leaves undone', { skip: withoutMongod() }, () => {
  test('when it dies after storing a comment, another brings to page, tallies, jobs and journal, once', async (t) => {
    const { make, store, open, address } = await subject(t);
    const root = await added(store, make.arrival(make.comment()));
    const dying = await open(doomed(address));
    await refuse(address, ['update'], 'alwaysOn');
    const reply = make.replyTo(root, { text: 'left in an outbox' });
    await rejects(dying.comments.add(make.arrival(reply, { jobs: [make.job('left')], log: make.entry() })));
    await refuse(address, ['update'], 'off');
    equal(await everyOutbox(address), 1);

    const other = await open();
    const told = async () => ({
      page: (await other.pages.byId(root.pageId))?.count,
      tally: (await other.queue.counts(make.siteId)).approved,
      root: [(await other.comments.byId(root.id))?.children, (await other.comments.byId(root.id))?.below],
      events: (await other.events.since('0', 99))?.filter(({ commentId }) => commentId === reply.id).length,
    });
    await soon(told, { page: 2, tally: 2, root: [1, 1], events: 1 });
    deepEqual(
      (await other.jobs.claim(clock.now(), clock.now() + 1, 9)).map(({ key }) => key),
      ['left'],
    );
    await soon(() => everyOutbox(address), 0);
  });

  test('what another finished and forgot counts nothing when a slow one comes with it after all', async (t) => {
    const { make, store, open, address } = await subject(t);
    const root = await added(store, make.arrival(make.comment()));
    const parent = await added(store, make.arrival(make.replyTo(root)));
    const slow = await inHandOf(t, address);
    const dying = await open(doomed(address));
    await refuse(address, ['update'], 'alwaysOn');
    await rejects(dying.comments.add(make.arrival(make.replyTo(parent, { text: 'in two hands' }))));
    await refuse(address, ['update'], 'off');
    const entries = await slow.look();
    equal(entries.length, 1);

    const other = await open();
    await soon(() => everyOutbox(address), 0);
    await other.close();
    const counts = async () => ({
      page: (await store.pages.byId(root.pageId))?.count,
      tally: (await store.queue.counts(make.siteId)).approved,
      root: [(await store.comments.byId(root.id))?.children, (await store.comments.byId(root.id))?.below],
      parent: (await store.comments.byId(parent.id))?.children,
    });
    const once = { page: 3, tally: 3, root: [1, 2], parent: 1 };
    deepEqual(await counts(), once);
    await slow.settle(entries);
    deepEqual(await counts(), once);
  });

  test('when it dies amid a decision on many, another does the rest, under one entry', async (t) => {
    const { make, store, open, address } = await subject(t);
    const comments = await Promise.all(
      Array.from({ length: 130 }, (_, at) => added(store, make.arrival(make.comment({ text: `${at}` })))),
    );
    const dying = await open(doomed(address));
    // The first changes a hundred of them; what follows from that, and the others, are left.
    await refuse(address, ['update'], { skip: 1 });
    const decision = make.decision(comments, 'spam', { also: [make.job('told')] });
    await rejects(dying.queue.decide(decision));
    await refuse(address, ['update'], 'off');

    const other = await open();
    await soon(async () => (await other.queue.entry(decision.entry.id))?.items.length, 130);
    await soon(async () => (await other.queue.counts(make.siteId)).spam, 130);
    equal((await other.pages.byId(comments[0]?.pageId ?? ''))?.count, 0);
    await soon(() => everyOutbox(address), 0);
    deepEqual(
      (await other.jobs.claim(clock.now(), clock.now() + 1, 9)).map(({ key }) => key),
      ['told'],
    );
  });

  test('a gate that stays closed is opened, and whom it was closed for can store no more', async (t) => {
    const { make, store, address } = await subject(t);
    const page = await store.pages.ensure(make.page, 'key');
    const slow = make.comment({ pageId: page.id, text: 'the same' });
    const gates = (client: mongo.MongoClient) => client.db().collection<{ _id: string }>('gates');
    const quiet = { since: 0, address: '192.0.2.200', email: 'anna@example.org' };
    const conditions = { ...noConditions, quiet };
    const held = gatesOf({ comment: slow, conditions });
    equal(held.length, 2);
    ok(!/192\.0|anna/.test(held.join()), 'of whom, they do not say');
    const holder = { _id: slow.id, gates: held, siteId: slow.siteId, pageId: page.id, since: new Date() };
    await asking(address, (client) => gates(client).insertOne(holder));
    const quick = make.comment({ text: 'the same', address: '192.0.2.200' });
    await added(store, make.arrival(quick, { page, pageKey: 'key', conditions }));
    await rejects(store.comments.add(make.arrival(slow, { page, pageKey: null })), StoreAway);
    equal(await store.comments.byId(slow.id), null);
    equal(await asking(address, (client) => gates(client).countDocuments({})), 0);
  });
});

describe('a connection that is cut', { skip: withoutMongod() }, () => {
  const commands = ['insert', 'update', 'findAndModify', 'delete'] as const;
  for (const when of ['before', 'after'] as const)
    for (const command of commands)
      test(`${when} the server has carried out ${command}: everything is done, and once`, async (t) => {
        const { make, store, open, address } = await subject(t);
        const port = Number(new URL(address.replace('mongodb', 'http')).port);
        const proxy = await cuttingProxy(port);
        t.after(() => proxy.close());
        const name = new URL(address.replace('mongodb', 'http')).pathname;
        const far = await open(`mongodb://127.0.0.1:${proxy.port}${name}?directConnection=true`);

        proxy.cut(when, [command], 4);
        const conditions = { ...noConditions, unlessSaid: true };
        const roots = await Promise.all(
          Array.from({ length: 8 }, (_, at) => added(far, make.arrival(make.comment({ text: `root ${at}` }), { conditions }))),
        );
        const decided = await Promise.all(roots.map((root) => far.queue.decide(make.decision([root], 'trash'))));
        ok(proxy.cuts() > 0);
        proxy.cut(when, [], 0);

        deepEqual(
          decided.map(({ changed }) => changed.length),
          Array(8).fill(1),
        );
        await soon(() => everyOutbox(address), 0);
        const counts = await store.queue.counts(make.siteId);
        deepEqual([counts.approved, counts.trash], [0, 8]);
        equal((await store.pages.byId(roots[0]?.pageId ?? ''))?.count, 0);
        equal(await asking(address, (client) => client.db().collection('comments').countDocuments({ status: 'trash' })), 8);
      });
});

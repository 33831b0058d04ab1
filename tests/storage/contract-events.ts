import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Change } from '../../src/storage/store.ts';
import { minute } from '../support/running.ts';
import { type Spec, soon } from './contract-subject.ts';
import { added, articleKey, nothing } from './specimens.ts';

const told = ({ kind, siteId, pageId, commentId }: Change) => ({ kind, siteId, pageId, commentId });

export function events(spec: Spec): void {
  reading(spec);
  watching(spec);
}

function reading(spec: Spec): void {
  spec('the journal tells in order what came to be seen and what went, and nothing of what nobody saw', async (subject) => {
    const { store, make } = subject;
    const start = await store.events.latest();
    const held = await added(store, make.arrival(make.comment({ status: 'pending' })));
    deepEqual(await store.events.since(start, 9), []);
    await store.queue.decide(make.decision([held], 'approved'));
    await store.pages.setOpen(held.pageId, false, nothing);
    await store.queue.decide(make.decision([held], 'spam'));
    await store.queue.decide(make.decision([held], 'deleted'));
    await store.comments.add(make.arrival(make.replyTo(held)));
    const [site] = await store.sites.all();
    ok(site);
    await store.sites.change({ ...site, version: 2 }, { shareHosts: false }, nothing);
    const here = { siteId: make.siteId, pageId: held.pageId, commentId: null };
    const expected: ReturnType<typeof told>[] = [
      { ...here, kind: 'comment', commentId: held.id },
      { ...here, kind: 'page' },
      { ...here, kind: 'removed', commentId: held.id },
      { ...here, kind: 'site', pageId: null },
    ];
    const changes = (await store.events.since(start, 99)) ?? [];
    deepEqual(changes.map(told), expected);
    equal(await store.events.latest(), changes.at(-1)?.cursor);
    const read = async (cursor: string, limit: number) => ((await store.events.since(cursor, limit)) ?? []).map(told);
    deepEqual(await read(start, 2), expected.slice(0, 2));
    deepEqual(await read(changes[1]?.cursor ?? '', 99), expected.slice(2));
    await soon(async () => ((await (await subject.another()).events.since(start, 99)) ?? []).map(told), expected);
  });

  spec('a cursor from before what was trimmed, and one that never was, reach nothing', async ({ store, make, clock }) => {
    const start = await store.events.latest();
    await added(store, make.arrival(make.comment()));
    clock.pass(minute);
    const middle = await store.events.latest();
    await added(store, make.arrival(make.comment()));
    await store.events.trim(clock.now());
    equal(await store.events.since(start, 9), null);
    equal((await store.events.since(middle, 9))?.length, 1);
    for (const odd of ['', '{"$gt":""}', '-1', 'x', '99999999999999999999999', '__proto__']) {
      equal(await store.events.since(odd, 9), null);
    }
    clock.pass(minute);
    await store.events.trim(clock.now());
    const latest = await store.events.latest();
    deepEqual(await store.events.since(latest, 9), [], 'an empty journal goes on from where it stood');
    equal(await store.events.since(middle, 9), null);
    await added(store, make.arrival(make.comment()));
    equal((await store.events.since(latest, 9))?.length, 1);
  });
}

function watching(spec: Spec): void {
  spec('whoever watches is told of a write of its own process before the write answers', async ({ store, make }) => {
    const seen: string[] = [];
    const stop = store.events.watch((changes) => seen.push(...(changes ?? []).map(({ commentId }) => commentId ?? '')));
    const first = await added(store, make.arrival(make.comment()));
    deepEqual(seen, [first.id]);
    stop();
    await added(store, make.arrival(make.comment()));
    deepEqual(seen, [first.id], 'and not after it stopped');
  });

  spec('and of those of others, everybody in the order of the journal, each once', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    const start = await store.events.latest();
    const seen: Record<'here' | 'there', string[]> = { here: [], there: [] };
    const stops = [
      store.events.watch((changes) => seen.here.push(...(changes ?? []).map(({ cursor }) => cursor))),
      other.events.watch((changes) => seen.there.push(...(changes ?? []).map(({ cursor }) => cursor))),
    ];
    for (let n = 0; n < 5; n += 1) {
      await Promise.all([store, other].map((it) => added(it, make.arrival(make.comment({ text: `${n}` })))));
    }
    const journal = async () => ((await store.events.since(start, 99)) ?? []).map(({ cursor }) => cursor);
    await soon(async () => (await journal()).length, 10);
    const expected = await journal();
    await soon(async () => seen.here, expected);
    await soon(async () => seen.there, expected);
    for (const stop of stops) stop();
  });

  spec('a refused or empty write tells nothing', async ({ store, make }) => {
    const comment = await added(store, make.arrival(make.comment()));
    const seen: unknown[] = [];
    const stop = store.events.watch((changes) => seen.push(changes));
    await store.comments.add(make.arrival(make.comment(), { conditions: { unlessSaid: true, quiet: null, idempotentSince: 0 } }));
    await store.queue.decide(make.decision([comment], 'approved'));
    await store.pages.rehome(comment.pageId, 9);
    await store.pages.move(make.siteId, { oldKey: 'none', newKey: 'x', newUrl: 'https://blog.example/x' }, nothing);
    await store.comments.revise({ comment, version: 9, terms: [], ...nothing });
    stop();
    deepEqual(seen, []);
    equal((await store.pages.byKey(make.siteId, articleKey))?.version, 2);
  });
}

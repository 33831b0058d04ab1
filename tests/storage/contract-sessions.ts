import { deepEqual, equal } from 'node:assert/strict';
import type { Spec } from './contract-subject.ts';
import { idsOf } from './specimens.ts';

export function sessions(spec: Spec): void {
  spec('a session comes out as it went in, by its hash and by its person, latest first', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const first = make.session('anna', { hash: '$hash.a', address: '192.0.2.0', userAgent: '$ua', epoch: 3 });
    clock.pass(1);
    const [second, third] = [make.session('anna'), make.session('anna')];
    for (const session of [second, first, third, make.session('ben')]) await store.sessions.add(session);
    deepEqual(await other.sessions.byHash('$hash.a'), first);
    deepEqual(await other.sessions.ofPerson('anna'), [...[second, third].toSorted((a, b) => (a.id < b.id ? 1 : -1)), first]);
    deepEqual([await store.sessions.byHash('{"$gt":""}'), await store.sessions.byHash('')], [null, null]);
    deepEqual(await store.sessions.ofPerson('{"$gt":""}'), []);
  });

  spec('a use is noted, and an earlier one changes nothing', async ({ store, make, clock }) => {
    const session = make.session('anna');
    await store.sessions.add(session);
    await store.sessions.see(session.id, clock.now() + 10);
    await store.sessions.see(session.id, clock.now() + 5);
    await store.sessions.see(make.id(), clock.now() + 50);
    deepEqual(await store.sessions.byHash(session.hash), { ...session, seenAt: clock.now() + 10 });
  });

  spec('an ended session is none, for every store, and its use brings it not back', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const [session, stays] = [make.session('anna'), make.session('anna')];
    await store.sessions.add(session);
    await store.sessions.add(stays);
    equal(await store.sessions.end(session.id), true);
    equal(await other.sessions.end(session.id), false);
    await store.sessions.see(session.id, clock.now() + 1);
    equal(await other.sessions.byHash(session.hash), null);
    deepEqual(await other.sessions.ofPerson('anna'), [stays]);
  });

  spec('those made or seen before a time expire, a few at once', async ({ store, make, clock }) => {
    const now = clock.now();
    const old = make.session('anna', { createdAt: now - 100, seenAt: now });
    const idle = make.session('anna', { createdAt: now - 50, seenAt: now - 50 });
    const used = make.session('anna', { createdAt: now - 50, seenAt: now - 10 });
    for (const session of [old, idle, used]) await store.sessions.add(session);
    const due = { madeBefore: now - 99, seenBefore: now - 10 };
    equal(await store.sessions.expire(due, 1), 1);
    equal(await store.sessions.expire(due, 10), 1);
    equal(await store.sessions.expire(due, 10), 0);
    deepEqual(idsOf(await store.sessions.ofPerson('anna')), [used.id]);
  });
}

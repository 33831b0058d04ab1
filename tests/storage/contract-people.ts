import { deepEqual, equal, ok } from 'node:assert/strict';
import { type Spec, soon } from './contract-subject.ts';
import { idsOf, nothing, waitingKeys } from './specimens.ts';

export function people(spec: Spec): void {
  spec('an email is one person’s in any case, also when two are added at once through two stores', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const answers = await Promise.all([
      store.people.add(make.person('Anna@example.org'), { jobs: [make.job('one')], log: null }),
      other.people.add(make.person('anna@EXAMPLE.org'), { jobs: [make.job('two')], log: null }),
    ]);
    deepEqual(answers.toSorted(), ['added', 'email-taken']);
    equal((await store.people.all()).length, 1);
    equal((await waitingKeys(store, clock.now())).length, 1);
    ok(await store.people.byEmail('ANNA@example.org'));
    equal(await store.people.byEmail('{"$gt":""}'), null);
    equal(await store.people.byEmail(''), null);
  });

  spec('a person comes out as they went in', async ({ store, make, clock }) => {
    const person = make.person('Zoë@Example.org', {
      name: '',
      role: 'owner',
      sites: ['$a.b', '__proto__'],
      password: 'scrypt$1$2$x',
    });
    clock.pass(1);
    const other = make.person('b@example.org', { sites: [] });
    const log = make.entry({ act: 'people', siteId: null });
    equal(await store.people.add(person, { jobs: [], log }), 'added');
    await store.people.add(other, nothing);
    deepEqual([await store.people.byId(person.id), await store.people.byEmail(person.email)], [person, person]);
    deepEqual(await store.people.all(), [person, other]);
    ok(await store.queue.entry(log.id));
    equal(await store.people.byId('{"$gt":""}'), null);
  });

  spec('of two first operators at once through two stores, one is the first', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    await store.people.add(make.person('mod@example.org'), nothing);
    equal(await store.people.hasOperator(), false);
    const answers = await Promise.all([
      store.people.addFirst(make.person('a@example.org', { role: 'operator' }), { jobs: [make.job('a')], log: null }),
      other.people.addFirst(make.person('b@example.org', { role: 'operator' }), { jobs: [make.job('b')], log: null }),
    ]);
    deepEqual(answers.toSorted(), ['added', 'already-set-up']);
    deepEqual([await store.people.hasOperator(), await other.people.hasOperator()], [true, true]);
    deepEqual([(await store.people.all()).length, (await waitingKeys(store, clock.now())).length], [2, 1]);
  });

  spec('a first password is set once', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    const person = make.person('a@example.org');
    await store.people.add(person, nothing);
    const log = make.entry();
    const answers = await Promise.all([
      store.people.setFirstPassword(person.id, 'one', { jobs: [], log }),
      other.people.setFirstPassword(person.id, 'two', nothing),
    ]);
    deepEqual(answers.toSorted(), [false, true]);
    equal((await store.people.byId(person.id))?.password, answers[0] ? 'one' : 'two');
    equal((await store.queue.entry(log.id)) !== null, answers[0]);
    equal(await store.people.setFirstPassword(make.id(), 'x', nothing), false);
  });

  spec('a person is changed as a whole, by the one change that knew the last version', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const person = make.person('a@example.org', { password: 'old' });
    await store.people.add(person, nothing);
    const passkey = { id: 'k', publicKey: '$p', counter: 3, transports: ['usb'], name: '$set', createdAt: clock.now() };
    const secondFactors = { totp: { secret: 'ABC', lastStep: 7 }, recoveryCodes: ['$x', ''], passkeys: [passkey] };
    const changed = { ...person, name: '$name', password: 'new', secondFactors, epoch: 1, version: 2, role: 'owner' as const };
    const answers = await Promise.all([
      store.people.change(changed, { jobs: [make.job('mine')], log: null }),
      other.people.change({ ...changed, name: 'Other' }, { jobs: [make.job('other')], log: null }),
    ]);
    deepEqual(answers.toSorted(), ['changed', 'stale']);
    const name = answers[0] === 'changed' ? '$name' : 'Other';
    deepEqual(await store.people.byId(person.id), { ...changed, name });
    deepEqual(await waitingKeys(store, clock.now()), [answers[0] === 'changed' ? 'mine' : 'other']);
    equal(await store.people.change({ ...changed, version: 4 }, nothing), 'stale');
    equal(await store.people.change(make.person('b@example.org', { version: 2 }), nothing), 'stale');
  });

  spec('a first password and the removal of a site are changes too', async ({ store, make }) => {
    const person = make.person('a@example.org');
    await store.people.add(person, nothing);
    await store.people.setFirstPassword(person.id, 'one', nothing);
    equal(await store.people.change({ ...person, version: 2 }, nothing), 'stale');
    await store.sites.remove(make.siteId, nothing);
    await soon(async () => (await store.people.byId(person.id))?.sites, []);
    equal(await store.people.change({ ...person, version: 3 }, nothing), 'stale');
    const now = await store.people.byId(person.id);
    equal(
      await store.people.change({ ...person, sites: [], password: null, version: (now?.version ?? 0) + 1 }, nothing),
      'changed',
    );
  });

  spec('who is removed is nobody at once, with no session, and the email is free', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const person = make.person('a@example.org', { role: 'operator', name: 'Somebody to forget' });
    const session = make.session(person.id);
    await store.people.add(person, nothing);
    await store.sessions.add(session);
    const removals = await Promise.all([
      store.people.remove(person.id, { jobs: [make.job('gone')], log: null }),
      other.people.remove(person.id, { jobs: [make.job('gone too')], log: null }),
    ]);
    deepEqual(removals.toSorted(), [false, true]);
    deepEqual([await store.people.byId(person.id), await store.people.byEmail(person.email)], [null, null]);
    deepEqual([await store.people.all(), await store.people.hasOperator()], [[], false]);
    equal(await store.sessions.byHash(session.hash), null);
    equal(await store.people.change({ ...person, version: 2 }, nothing), 'stale');
    equal(await store.people.setFirstPassword(person.id, 'x', nothing), false);
    deepEqual(await waitingKeys(store, clock.now()), [removals[0] ? 'gone' : 'gone too']);
    equal(await store.people.add(make.person('A@example.org'), nothing), 'added');
  });

  spec('a token is found by its hash until it is revoked', async ({ store, make, clock }) => {
    const [a, b] = [make.token('$hash.a', { role: 'owner', name: '' }), make.token('hash b')];
    const log = make.entry();
    await store.people.addToken(a, { jobs: [], log });
    await store.people.addToken(b, nothing);
    ok(await store.queue.entry(log.id));
    deepEqual([await store.people.tokenByHash(a.hash), await store.people.tokenByHash('{"$gt":""}')], [a, null]);
    deepEqual(idsOf(await store.people.tokens()), idsOf([a, b]).toSorted());
    equal(await store.people.revokeToken(a.id, { jobs: [make.job('revoked')], log: null }), true);
    equal(await store.people.revokeToken(a.id, { jobs: [make.job('again')], log: null }), false);
    deepEqual([await store.people.tokenByHash(a.hash), await store.people.tokens()], [null, [b]]);
    deepEqual(await waitingKeys(store, clock.now()), ['revoked']);
  });
}

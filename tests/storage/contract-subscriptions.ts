import { deepEqual, equal } from 'node:assert/strict';
import type { Subscription } from '../../src/subscriptions/subscription.ts';
import { minute } from '../support/running.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { added, idsOf, nothing } from './specimens.ts';

const subscriptionOf = ({ make, clock }: Subject, parts: Partial<Subscription> = {}): Subscription => ({
  ...{ id: make.id(), siteId: make.siteId, pageId: make.id(), commentId: make.id(), email: 'Anna.Qx@example.org' },
  ...{ scope: 'thread', state: 'active', createdAt: clock.now(), changedAt: clock.now(), version: 1 },
  ...parts,
});

export function subscriptions(spec: Spec): void {
  findsSubscriptions(spec);
  endsSubscriptions(spec);
}

function findsSubscriptions(spec: Spec): void {
  spec('of two subscriptions of a comment through two stores the first stands, and is found by it', async (subject) => {
    const { store } = subject;
    const other = await subject.another();
    const one = subscriptionOf(subject);
    const two = subscriptionOf(subject, { commentId: one.commentId, email: '{"$gt":""}' });
    const answers = await Promise.all([store.subscriptions.add(one), other.subscriptions.add(two)]);
    deepEqual(answers[0], answers[1]);
    deepEqual(await store.subscriptions.byComment(one.commentId), answers[0]);
    deepEqual(await other.subscriptions.byId(answers[0].id), answers[0]);
    equal(await store.subscriptions.byId('{"$gt":""}'), null);
  });

  spec('a thread’s active subscriptions come by id, and an address’ latest first, on the sites asked for', async (subject) => {
    const { store, make, clock } = subject;
    const pageId = make.id();
    const made: Subscription[] = [];
    for (const parts of [
      {},
      { state: 'asked' },
      { scope: 'replies' },
      { email: 'ANNA.qx@EXAMPLE.org' },
      { siteId: make.id() },
    ] as const) {
      clock.pass(minute);
      made.push(await store.subscriptions.add(subscriptionOf(subject, { pageId, ...parts })));
    }
    const ids = idsOf(made);
    const active = [ids[0], ids[3], ids[4]];
    deepEqual(idsOf(await store.subscriptions.ofThread(pageId, null, 2)), active.slice(0, 2));
    deepEqual(idsOf(await store.subscriptions.ofThread(pageId, active[1] ?? '', 2)), active.slice(2));
    const email = 'anna.QX@example.org';
    deepEqual(idsOf(await store.subscriptions.ofAddress({ email, sites: null }, 9)), ids.toReversed());
    deepEqual(idsOf(await store.subscriptions.ofAddress({ email, sites: [make.siteId] }, 2)), [ids[3], ids[2]]);
    deepEqual(await store.subscriptions.ofAddress({ email: 'anna.qx@example.com', sites: null }, 9), []);
  });

  spec('of two changes of one version one is made', async (subject) => {
    const { store, clock } = subject;
    const one = await store.subscriptions.add(subscriptionOf(subject));
    clock.pass(minute);
    const change = { ...one, changedAt: clock.now(), version: 2 };
    const answers = [
      await store.subscriptions.change({ ...change, scope: 'replies' }),
      await store.subscriptions.change({ ...change, state: 'ended' }),
    ];
    deepEqual(answers, [true, false]);
    deepEqual(await store.subscriptions.byId(one.id), { ...change, scope: 'replies' });
  });
}

function endsSubscriptions(spec: Spec): void {
  spec('an address is forgotten on the sites asked for, and nothing of it is left anywhere', async (subject) => {
    const { store, make, holds } = subject;
    const elsewhere = await store.subscriptions.add(subscriptionOf(subject, { siteId: make.id() }));
    for (let count = 0; count < 3; count += 1) await store.subscriptions.add(subscriptionOf(subject));
    const other = await store.subscriptions.add(subscriptionOf(subject, { email: 'ben@example.org' }));
    const gone = await store.subscriptions.add(subscriptionOf(subject));
    for (let times = 0; times < 2; times += 1) await store.subscriptions.remove(gone.id);
    equal(await store.subscriptions.byId(gone.id), null);
    const of = { email: 'ANNA.QX@example.org', sites: [make.siteId] };
    deepEqual([await store.subscriptions.forget(of, 2), await store.subscriptions.forget(of, 2)], [2, 1]);
    deepEqual(idsOf(await store.subscriptions.ofAddress({ ...of, sites: null }, 9)), [elsewhere.id]);
    equal(await store.subscriptions.forget({ ...of, sites: null }, 9), 1);
    equal((await store.subscriptions.byId(other.id))?.email, 'ben@example.org');
    await store.comments.bury(10);
    equal(await holds('anna.qx'), false);
  });

  spec('old ones of a state are trimmed, and a removed site takes its own along', async (subject) => {
    const { store, make, clock } = subject;
    const [asked, active] = [
      await store.subscriptions.add(subscriptionOf(subject, { state: 'asked' })),
      await store.subscriptions.add(subscriptionOf(subject)),
    ];
    clock.pass(minute);
    const late = await store.subscriptions.add(subscriptionOf(subject, { state: 'asked' }));
    const due = { states: ['asked', 'ended'], before: clock.now() } as const;
    deepEqual([await store.subscriptions.trim(due, 9), await store.subscriptions.trim(due, 9)], [1, 0]);
    const left = await Promise.all([asked, active, late].map(({ id }) => store.subscriptions.byId(id)));
    deepEqual(
      left.map((one) => one?.id),
      [undefined, active.id, late.id],
    );
    while ((await store.sites.clear(make.siteId, 2)) > 0);
    equal(await store.subscriptions.byId(active.id), null);
  });

  spec(
    'a comment that is wiped takes its subscription along, and one that is merged to another page brings it',
    async (subject) => {
      const { store, make } = subject;
      const into = await added(store, make.arrival(make.comment()));
      const page = make.pageAt('other');
      const coming = await added(store, make.arrival(make.comment({ pageId: page.id }), { page, pageKey: 'blog.example/other' }));
      const of = async ({ id: commentId, pageId }: typeof coming) =>
        store.subscriptions.add(subscriptionOf(subject, { commentId, pageId }));
      const both = [await of(into), await of(coming)];
      await store.pages.merge(page.id, into.pageId, nothing);
      while ((await store.pages.rehome(page.id, 10)) > 0);
      deepEqual(idsOf(await store.subscriptions.ofThread(into.pageId, null, 9)), idsOf(both).toSorted());
      await store.queue.decide(make.decision([into], 'deleted'));
      deepEqual(idsOf(await store.subscriptions.ofThread(into.pageId, null, 9)), [both[1]?.id]);
    },
  );
}

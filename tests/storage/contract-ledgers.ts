import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Pair } from '../../src/linkbacks/pair.ts';
import { minute } from '../support/running.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { added, articleKey, idsOf, noConditions, nothing, waitingKeys } from './specimens.ts';

const source = { url: 'https://source.example/post', title: null, excerpt: null };

const pairOf = ({ make, clock }: Subject, parts: Partial<Pair> = {}): Pair => ({
  ...{
    id: make.id(),
    siteId: make.siteId,
    key: 'a key',
    state: 'waiting',
    group: 'source.example',
    changedAt: clock.now(),
    version: 1,
  },
  ...{
    protocol: 'pingback',
    source: source.url,
    target: 'https://blog.example/$a.b',
    formerTarget: null,
    address: null,
    userAgent: '{"$gt":""}',
  },
  ...{
    given: null,
    commentId: null,
    round: 1,
    attempts: 0,
    missed: 0,
    receivedAt: clock.now(),
    checkedAt: null,
    isTakenOut: false,
  },
  ...parts,
});

export function ledgers(spec: Spec): void {
  keepsEntries(spec);
  changesEntries(spec);
  findsLinkbacks(spec);
}

function keepsEntries(spec: Spec): void {
  spec('of two entries of a key through two stores the first stands, and its job alone', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const tries = [store, other, store, other].map((one, at) =>
      one.received.add(pairOf(subject), { jobs: [make.job(`job ${at}`)], log: null }),
    );
    const answers = await Promise.all(tries);
    equal(new Set(answers.map(({ id }) => id)).size, 1);
    const kept = await store.received.byKey(make.siteId, 'a key');
    deepEqual([kept, await other.received.byId(kept?.id ?? '')], [answers[0], answers[0]]);
    equal((await waitingKeys(store, clock.now())).length, 1);
    equal(await store.received.byKey(make.id(), 'a key'), null);
    equal(await store.sendings.byId(kept?.id ?? ''), null);
    equal(await store.received.byKey(make.siteId, '{"$gt":""}'), null);
  });

  spec('entries are counted by state and group up to a bound, and listed latest first', async (subject) => {
    const { store, make, clock } = subject;
    const ids: string[] = [];
    for (const [at, group] of ['one', 'one', 'two'].entries()) {
      clock.pass(minute);
      const pair = pairOf(subject, { key: `${at}`, group, state: at === 1 ? 'linked' : 'waiting' });
      ids.unshift((await store.received.add(pair, nothing)).id);
    }
    await store.received.add(pairOf(subject, { key: 'elsewhere', siteId: make.id() }), nothing);
    const of = { siteId: make.siteId, state: 'waiting', group: 'one' } as const;
    deepEqual(await store.received.count(of, 10), { all: 2, ofGroup: 1 });
    deepEqual(await store.received.count(of, 1), { all: 1, ofGroup: 1 });
    deepEqual(idsOf(await store.received.list(make.siteId, null, 2)), ids.slice(0, 2));
    deepEqual(idsOf(await store.received.list(make.siteId, ids[1] ?? '', 2)), ids.slice(2));
    const ofOne = (before: string | null) => store.received.listOf({ siteId: make.siteId, group: 'one' }, before, 1);
    deepEqual(idsOf(await ofOne(null)), [ids[1]]);
    deepEqual(idsOf(await ofOne(ids[1] ?? '')), [ids[2]]);
    deepEqual(await store.received.listOf({ siteId: make.siteId, group: '{"$gt":""}' }, null, 9), []);
  });

  spec('old ones of a state are trimmed, and a removed site takes its own along', async (subject) => {
    const { store, make, clock } = subject;
    for (const state of ['waiting', 'linked', 'unlinked', 'unreachable'] as const)
      await store.received.add(pairOf(subject, { key: state, state }), nothing);
    clock.pass(minute);
    await store.received.add(pairOf(subject, { key: 'late', state: 'unlinked' }), nothing);
    const due = { states: ['unlinked', 'unreachable'], before: clock.now() };
    const trimAll = async () => {
      let trimmed = 0;
      for (let tries = 0; trimmed < 2 && tries < 200; tries += 1) trimmed += await store.received.trim(due, 1);
      return trimmed;
    };
    deepEqual([await trimAll(), await store.received.trim(due, 10)], [2, 0]);
    deepEqual((await store.received.list(make.siteId, null, 10)).map(({ key }) => key).toSorted(), ['late', 'linked', 'waiting']);
    while ((await store.sites.clear(make.siteId, 2)) > 0);
    deepEqual(await store.received.list(make.siteId, null, 10), []);
  });
}

function changesEntries(spec: Spec): void {
  spec('of two changes of one version one is made, with what belongs to it', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const pair = await store.received.add(pairOf(subject), nothing);
    const change = (state: Pair['state'], job: string) => {
      const one = state === 'linked' ? store : other;
      return one.received.change({ ...pair, state, version: 2 }, { jobs: [make.job(job)], log: null });
    };
    const answers = await Promise.all([change('linked', 'first'), change('gone', 'second')]);
    deepEqual(answers.toSorted(), [false, true]);
    const winner = answers[0] ? ['linked', 'first'] : ['gone', 'second'];
    const kept = await store.received.byId(pair.id);
    deepEqual([kept?.state, ...(await waitingKeys(store, clock.now()))], winner);
    equal(await store.received.change({ ...pair, id: make.id(), version: 2 }, nothing), false);
  });
}

function findsLinkbacks(spec: Spec): void {
  const linked = { ...noConditions, unlessLinked: true };
  const from = ({ make }: Subject, status: 'approved' | 'pending' | 'spam' = 'approved') =>
    make.comment({ type: 'pingback', status, source, author: { email: null } });

  spec('of many linkbacks from one source at once through two stores one stands', async (subject) => {
    const { make } = subject;
    const stores = [subject.store, await subject.another(), subject.store];
    const answers = await Promise.all(
      stores.map((store) => store.comments.add(make.arrival(from(subject), { conditions: linked }))),
    );
    deepEqual(answers.map(({ outcome }) => outcome).toSorted(), ['added', 'duplicate', 'duplicate']);
    const [page] = await subject.store.pages.list(make.siteId, null, 1);
    const found = await subject.store.comments.bySource(page?.id ?? '', source.url);
    equal(found.length, 1);
    await subject.store.queue.decide(make.decision(found, 'deleted'));
    deepEqual(await subject.store.comments.bySource(page?.id ?? '', source.url), []);
    equal((await subject.store.comments.add(make.arrival(from(subject), { conditions: linked }))).outcome, 'added');
  });

  spec('a source’s host is known by what became of its linkbacks, on its own site', async (subject) => {
    const { store, make } = subject;
    const history = () => store.comments.sourceHistory(make.siteId, 'source.example');
    deepEqual(await history(), { approved: false, spam: false });
    const one = await added(store, make.arrival(from(subject)));
    deepEqual(await history(), { approved: true, spam: false });
    await store.queue.decide(make.decision([one], 'spam'));
    deepEqual(await history(), { approved: false, spam: true });
    deepEqual(await store.comments.sourceHistory(make.id(), 'source.example'), { approved: false, spam: false });
    deepEqual(await store.comments.sourceHistory(make.siteId, 'example'), { approved: false, spam: false });
  });

  spec('an update of a linkback keeps what its source says now', async (subject) => {
    const { store, make } = subject;
    const before = await added(store, make.arrival(from(subject)));
    const after = { ...source, title: 'New', excerpt: '$x', kind: 'reply', published: 3 } as const;
    const revised = await store.comments.revise({ comment: { ...before, source: after }, version: 1, terms: [], ...nothing });
    ok(revised !== 'stale');
    deepEqual((await store.comments.byId(before.id))?.source, after);
    equal((await store.comments.bySource(before.pageId, source.url)).length, 1);
  });

  for (const [coming, standing, left] of [
    ['approved', 'approved', 1],
    ['approved', 'spam', 0],
    ['pending', 'spam', 1],
  ] as const) {
    spec(`of a merge with one source on both pages one is left: ${coming} comes to ${standing}`, async (subject) => {
      const { store, make } = subject;
      const into = await added(store, make.arrival(from(subject, standing)));
      const page = make.pageAt('other');
      const arrival = make.arrival({ ...from(subject, coming), pageId: page.id }, { page, pageKey: 'blog.example/other' });
      const both = [await added(store, arrival), into];
      await store.pages.merge(page.id, into.pageId, nothing);
      while ((await store.pages.rehome(page.id, 10)) > 0);
      deepEqual(idsOf(await store.comments.bySource(into.pageId, source.url)), [both[left]?.id]);
      const stands = await store.pages.byKey(make.siteId, articleKey);
      equal(stands?.count, [coming, standing].includes('approved') ? 1 : 0);
    });
  }
}

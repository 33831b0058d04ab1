import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { StoreAway } from '../../src/storage/store.ts';
import type { Spec } from './contract-subject.ts';
import { added, nothing } from './specimens.ts';

export function closing(spec: Spec): void {
  spec('a sound store answers a probe, and tells an operator of itself', async ({ store }) => {
    await store.probe();
    const facts = await store.examine();
    ok(facts.length > 0);
    ok(facts.every(({ name, text }) => name !== '' && text !== ''));
    deepEqual(facts.find(({ name }) => name === 'store')?.ok, true);
  });

  spec('whatever is asked of a closed store, it is away', async ({ store, make, clock }) => {
    await store.close();
    const page = make.page;
    const asked: Readonly<Record<string, () => Promise<unknown>>> = {
      probe: () => store.probe(),
      claim: () => store.claim('a', 'b'),
      'sites.all': () => store.sites.all(),
      'pages.byKey': () => store.pages.byKey(make.siteId, 'k'),
      'pages.ensure': () => store.pages.ensure(page, 'k'),
      'comments.byId': () => store.comments.byId('x'),
      'comments.add': () => store.comments.add(make.arrival(make.comment())),
      'comments.shown': () => store.comments.shown(page.id, 'all', { order: 'oldest', limit: 1 }),
      'queue.counts': () => store.queue.counts(make.siteId),
      'queue.decide': () => store.queue.decide(make.decision([{ id: 'x' }], 'spam')),
      'people.byEmail': () => store.people.byEmail('a@example.org'),
      'jobs.claim': () => store.jobs.claim(clock.now(), clock.now() + 1, 1),
      'jobs.add': () => store.jobs.add([make.job('a')]),
      'events.latest': () => store.events.latest(),
      'limits.hit': () => store.limits.hit('k', 1, clock.now()),
    };
    for (const [name, ask] of Object.entries(asked)) await rejects(ask(), StoreAway, name);
  });

  spec('writes that were asked for before the store closed are answered one way or the other', async (subject) => {
    const { store, make } = subject;
    const made = Array.from({ length: 20 }, (_, at) => make.comment({ text: `${at}` }));
    const answers = Promise.allSettled(made.map((comment) => store.comments.add(make.arrival(comment))));
    await store.close();
    const settled = await answers;
    const other = await subject.another();
    for (const [at, answer] of settled.entries()) {
      const stands = (await other.comments.byId(made[at]?.id ?? '')) !== null;
      if (answer.status === 'fulfilled') equal(stands, true);
      else ok(answer.reason instanceof StoreAway);
    }
  });

  spec('what was answered is there for the next store on the same database', async (subject) => {
    const { store, make } = subject;
    const comment = await added(store, make.arrival(make.comment(), { jobs: [make.job('job')] }));
    await store.people.add(make.person('a@example.org'), nothing);
    await store.close();
    await store.close();
    const next = await subject.another();
    deepEqual(await next.comments.byId(comment.id), comment);
    deepEqual([(await next.sites.all()).length, (await next.people.all()).length], [1, 1]);
  });
}

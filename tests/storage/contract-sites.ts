import { deepEqual, equal, ok } from 'node:assert/strict';
import { defaultSettings } from '../../src/wire/settings.ts';
import { type Spec, soon } from './contract-subject.ts';
import { added, articleKey, noConditions, nothing, waitingKeys } from './specimens.ts';

const own = { shareHosts: false };

export function sites(spec: Spec): void {
  changing(spec);
  removing(spec);
  claiming(spec);
}

function changing(spec: Spec): void {
  spec('a slug and a host belong to one site, also when two are added at once through two stores', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    const slugs = await Promise.all([
      store.sites.add(make.site('news', { hosts: ['a.example'] }), own, nothing),
      other.sites.add(make.site('news', { hosts: ['b.example'] }), own, nothing),
    ]);
    deepEqual(slugs.toSorted(), ['added', 'slug-taken']);
    const hosts = await Promise.all([
      store.sites.add(make.site('one', { hosts: ['c.example', 'd.example:8080'] }), own, nothing),
      other.sites.add(make.site('two', { hosts: ['d.example:8080'] }), own, nothing),
    ]);
    deepEqual(hosts.toSorted(), ['added', 'host-taken']);
    equal((await store.sites.all()).length, 3);
    const log = make.entry();
    const also = { jobs: [make.job('added')], log };
    equal(await store.sites.add(make.site('blog', { hosts: ['blog.example'] }), own, also), 'slug-taken');
    equal(await store.sites.add(make.site('three', { hosts: ['blog.example'] }), own, also), 'host-taken');
    equal(await store.queue.entry(log.id), null);
    equal(await store.sites.add(make.site('three', { hosts: ['blog.example'] }), { shareHosts: true }, also), 'added');
    ok(await store.queue.entry(log.id));
  });

  spec(
    'a site comes out as it went in, in the order of slugs, with the default of what it was stored without',
    async (subject) => {
      const { store, make } = subject;
      const settings = {
        ...defaultSettings,
        heldWords: ['$word', 'a.b', '__proto__', '{"$gt":""}', ''],
        pageQuery: [],
        spamAt: 0.1,
      };
      const site = make.site('about', { name: 'Über 🐘', hosts: ['xn--ber-goa.example'], settings, version: 7 });
      await store.sites.add(site, own, nothing);
      const all = await (await subject.another()).sites.all();
      deepEqual([all[0], all[1]?.slug], [site, 'blog']);
    },
  );

  spec('of two changes of one version the later is stale and changes nothing', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const [site] = await store.sites.all();
    ok(site);
    const change = (name: string) => ({ ...site, name, version: 2 });
    const answers = await Promise.all([
      store.sites.change(change('One'), own, { jobs: [make.job('One')], log: null }),
      other.sites.change(change('Two'), own, { jobs: [make.job('Two')], log: null }),
    ]);
    deepEqual(answers.toSorted(), ['changed', 'stale']);
    const name = answers[0] === 'changed' ? 'One' : 'Two';
    deepEqual(await store.sites.all(), [change(name)]);
    deepEqual(await waitingKeys(store, clock.now()), [name]);
    equal(await store.sites.change(make.site('none', { version: 2 }), own, nothing), 'stale');
  });

  spec('a site keeps its own hosts through a change, takes no one else’s, and never another slug', async ({ store, make }) => {
    await store.sites.add(make.site('news'), own, nothing);
    const [blog] = await store.sites.all();
    ok(blog);
    const hosts = ['blog.example', 'news.example'];
    equal(await store.sites.change({ ...blog, hosts, version: 2 }, own, nothing), 'host-taken');
    equal(await store.sites.change({ ...blog, hosts, version: 2 }, { shareHosts: true }, nothing), 'changed');
    equal(await store.sites.change({ ...blog, slug: 'other', createdAt: 1, version: 3 }, own, nothing), 'changed');
    deepEqual((await store.sites.all())[0], { ...blog, version: 3 });
  });
}

function removing(spec: Spec): void {
  spec(
    'a removed site is gone at once with its tokens and its people’s ties to it, and nothing of others is',
    async (subject) => {
      const { store, make, clock } = subject;
      const news = make.site('news');
      await store.sites.add(news, own, nothing);
      await store.people.add(make.person('both@example.org', { sites: [make.siteId, news.id] }), nothing);
      await store.people.addToken(make.token('gone'), nothing);
      await store.people.addToken(make.token('stays', { siteId: news.id }), nothing);
      const also = { jobs: [make.job('clear')], log: make.entry({ siteId: null }) };
      equal(await store.sites.remove(make.siteId, also), true);
      deepEqual(
        (await store.sites.all()).map(({ slug }) => slug),
        ['news'],
      );
      deepEqual((await store.people.byEmail('both@example.org'))?.sites, [news.id]);
      deepEqual([await store.people.tokenByHash('gone'), (await store.people.tokenByHash('stays'))?.name], [null, 'stays']);
      ok(await store.queue.entry(also.log.id));
      equal(await store.sites.remove(make.siteId, { jobs: [make.job('again')], log: make.entry() }), false);
      deepEqual(await waitingKeys(store, clock.now()), ['clear']);
    },
  );

  spec('clearing empties a removed site to the last trace, and leaves the others alone', async (subject) => {
    const { store, make, clock } = subject;
    const news = make.site('news');
    await store.sites.add(news, own, nothing);
    const page = make.pageAt('news', { siteId: news.id });
    const kept = await added(store, make.arrival(make.comment({ siteId: news.id, pageId: page.id }), { page }));
    const words = {
      text: 'qxcleared',
      titleHint: 'qxhint',
      author: { name: 'qxname' },
      idempotency: { key: 'qxkey', digest: 'd' },
    };
    const made = [1, 2, 3, 4, 5].map((n) => make.comment({ ...words, text: `qxcleared ${n}`, idempotency: null }));
    for (const comment of made) await added(store, make.arrival(comment));
    await store.queue.report(
      made[0]?.id ?? '',
      { reporter: 'qxreporter', reason: 'spam', text: 'qxreport', at: clock.now() },
      nothing,
    );
    const entry = make.entry({ note: 'qxnote' });
    await store.queue.decide(make.decision(made.slice(3), 'deleted', { entry }));
    await store.comments.bury(1);
    await store.sites.remove(make.siteId, nothing);
    let rounds = 0;
    while ((await store.sites.clear(make.siteId, 2)) > 0) rounds += 1;
    ok(rounds >= 2, 'in bounded steps');
    deepEqual(await store.comments.byIds(made.map(({ id }) => id)), []);
    deepEqual([await store.pages.byKey(make.siteId, articleKey), await store.pages.byId(make.page.id)], [null, null]);
    equal(await store.queue.entry(entry.id), null);
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 0, spam: 0, trash: 0 });
    deepEqual((await store.comments.byId(kept.id))?.id, kept.id);
    equal((await store.pages.byId(page.id))?.count, 1);
    await store.events.trim(clock.now() + 1);
    await store.comments.bury(10);
    equal(await subject.holds('qx'), false);
    equal(await subject.holds(make.page.id), false);
  });
}

function claiming(spec: Spec): void {
  spec('a name is claimed once, by whoever comes first through whichever store', async (subject) => {
    const { store } = subject;
    const other = await subject.another();
    const answers = await Promise.all([
      store.claim('secret', 'one'),
      other.claim('secret', 'two'),
      store.claim('secret', 'three'),
      other.claim('secret', 'four'),
    ]);
    equal(new Set(answers).size, 1);
    equal(await other.claim('secret', 'five'), answers[0]);
    for (const name of ['__proto__', 'a.b', '$a', '{"$gt":""}', '', 'a'])
      equal(await store.claim(name, `of ${name}`), `of ${name}`);
    for (const name of ['__proto__', 'a.b', '$a', '{"$gt":""}', '', 'a']) equal(await store.claim(name, ''), `of ${name}`);
  });

  spec('a claim passes on only from the value it was expected to have', async (subject) => {
    const { store } = subject;
    const other = await subject.another();
    equal(await store.reclaim('secret', 'none', 'new'), false, 'nothing stands there');
    await store.claim('secret', 'old');
    equal(await store.reclaim('secret', '{"$gt":""}', 'new'), false);
    const answers = await Promise.all([store.reclaim('secret', 'old', 'one'), other.reclaim('secret', 'old', 'two')]);
    deepEqual(answers.toSorted(), [false, true]);
    equal(await store.claim('secret', 'x'), answers[0] ? 'one' : 'two');
    equal(await store.reclaim('secret', answers[0] ? 'one' : 'two', answers[0] ? 'one' : 'two'), true, 'to the same value too');
  });

  spec('what is derived of a new site reaches another store soon', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    await added(other, make.arrival(make.comment(), { conditions: noConditions }));
    await soon(async () => (await store.queue.counts(make.siteId)).approved, 1);
  });
}

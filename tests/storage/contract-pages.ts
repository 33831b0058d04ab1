import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AuthorSource, PageAuthor } from '../../src/sites/page.ts';
import { minute } from '../support/running.ts';
import { type Spec, type Subject, soon } from './contract-subject.ts';
import { added, articleKey, idsOf, nothing, searched, waitingKeys } from './specimens.ts';

const wanda = { name: 'Wanda', email: 'Wanda@example.org' };
const authored = { author: { name: null, email: 'Ö@example.org' }, authorFrom: 'import' } as const;

export function pages(spec: Spec): void {
  finding(spec);
  telling(spec);
  naming(spec);
  moving(spec);
  merging(spec);
  aging(spec);
}

function finding(spec: Spec): void {
  spec('a page is made once for its key, and two at once through two stores get the same one', async (subject) => {
    const { make } = subject;
    const stores = [subject.store, await subject.another()];
    const made = await Promise.all(
      stores.flatMap((store, at) => [1, 2, 3].map((n) => store.pages.ensure(make.pageAt(`${at}${n}`), articleKey))),
    );
    equal(new Set(idsOf(made)).size, 1);
    deepEqual(await subject.store.pages.byKey(make.siteId, articleKey), made[0]);
    deepEqual(idsOf(await subject.store.pages.list(make.siteId, null, 10)), [made[0]?.id]);
    equal(await subject.store.pages.byKey(make.id(), articleKey), null, 'a key is one site’s');
  });

  spec('keys may hold dots, dollars and names of the language, and are told apart to the letter', async ({ store, make }) => {
    const keys = ['__proto__', 'constructor', 'a.b', 'a', '$a', '$where', 'a.b/ö', 'a.b/o\u0308', 'A.B', '{"$gt":""}', 'a b', ''];
    const made = new Map<string, string>();
    for (const [at, key] of keys.entries()) made.set(key, (await store.pages.ensure(make.pageAt(`${at}`), key)).id);
    equal(new Set(made.values()).size, keys.length);
    const found = await store.pages.byKeys(make.siteId, [...keys, 'unknown']);
    deepEqual(new Map([...found].map(([key, page]) => [key, page.id])), made);
    deepEqual(await store.pages.byKeys(make.siteId, []), new Map());
    for (const [key, id] of made) equal((await store.pages.byKey(make.siteId, key))?.id, id);
  });

  spec('a page comes out as it went in', async ({ store, make }) => {
    const bare = make.pageAt('bare');
    const full = {
      ...bare,
      id: make.id(),
      title: '',
      titleFrom: 'feed',
      date: -1,
      firstAt: 0,
      open: false,
      aged: true,
      ...authored,
    } as const;
    deepEqual([await store.pages.ensure(bare, 'bare'), await store.pages.ensure(full, 'full')], [bare, full]);
    deepEqual([await store.pages.byId(bare.id), await store.pages.byId(full.id)], [bare, full]);
    equal(await store.pages.byId('{"$gt":""}'), null);
    const both = await store.pages.byIds([full.id, bare.id, full.id, '{"$gt":""}']);
    deepEqual(new Map(both.map((page) => [page.id, page])), new Map([bare, full].map((page) => [page.id, page])));
    deepEqual([both.length, await store.pages.byIds([])], [2, []]);
  });

  spec('a list goes on after the id named', async ({ store, make, clock }) => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      made.push((await store.pages.ensure(make.pageAt(`${n}`), `${n}`)).id);
      clock.pass(1);
    }
    await store.pages.ensure(make.pageAt('foreign', { siteId: make.id() }), 'foreign');
    deepEqual(idsOf(await store.pages.list(make.siteId, null, 2)), made.slice(0, 2));
    deepEqual(idsOf(await store.pages.list(make.siteId, made[1] ?? '', 9)), made.slice(2));
  });
}

function naming(spec: Spec): void {
  spec(
    'an author is named by feed and import in turn, and by a moderator for good, with the log entry',
    async ({ store, make }) => {
      const { id } = await store.pages.ensure(make.page, articleKey);
      const say = async (...[author, from]: [PageAuthor | null, AuthorSource]) => {
        const page = await store.pages.nameAuthor(id, { author, from }, nothing);
        const lists = await Promise.all([
          store.pages.list(make.siteId, null, 9),
          store.overview.latestPages(make.siteId, null, 9),
        ]);
        deepEqual([await store.pages.byId(id), ...lists], [page, [page], [page]]);
        return [page?.author, page?.authorFrom];
      };
      deepEqual(await say(wanda, 'feed'), [wanda, 'feed']);
      deepEqual(await say(authored.author, 'import'), [authored.author, 'import']);
      deepEqual(await say(null, 'feed'), [null, 'feed']);
      const log = make.entry();
      const strange = { name: '$name', email: '{"$gt":""}@example.org' };
      ok(await store.pages.nameAuthor(id, { author: strange, from: 'moderator' }, { jobs: [], log }));
      ok(await store.queue.entry(log.id));
      deepEqual(await say(wanda, 'feed'), [strange, 'moderator']);
      deepEqual(await say(wanda, 'import'), [strange, 'moderator']);
      deepEqual(await say(null, 'moderator'), [null, 'moderator']);
      deepEqual(await say(wanda, 'feed'), [null, 'moderator']);
      equal(await store.pages.nameAuthor(make.id(), { author: wanda, from: 'feed' }, nothing), null);
    },
  );

  spec(
    'pages are found by their author’s email in any case, on their site alone, and not any more once it is gone',
    async (subject) => {
      const { store, make } = subject;
      const [one, two, other] = ['one', 'two', 'other'].map((name) => make.pageAt(name));
      const foreign = make.pageAt('foreign', { siteId: make.id() });
      for (const [page, key] of [
        [one, '1'],
        [two, '2'],
        [other, '3'],
        [foreign, '4'],
      ] as const) {
        ok(page);
        await store.pages.ensure(page, key);
        const author = page === other ? authored.author : wanda;
        await store.pages.nameAuthor(page.id, { author, from: 'moderator' }, nothing);
      }
      const found = async (email: string, limit = 10) => idsOf(await store.pages.byAuthor({ siteId: make.siteId, email }, limit));
      deepEqual((await found('wANDA@example.org')).toSorted(), idsOf([one, two].filter((page) => page !== undefined)).toSorted());
      equal((await found('wanda@example.org', 1)).length, 1);
      deepEqual(await found('{"$gt":""}'), []);
      await store.pages.nameAuthor(one?.id ?? '', { author: null, from: 'moderator' }, nothing);
      deepEqual(await found('wanda@example.org'), [two?.id]);
      await store.pages.merge(two?.id ?? '', other?.id ?? '', nothing);
      deepEqual(await found('wanda@example.org'), [two?.id], 'merged ones too');
    },
  );
}

function telling(spec: Spec): void {
  spec('a moderator’s word on a page is kept with its log entry, and the page tells of it', async ({ store, make, clock }) => {
    const page = await store.pages.ensure(make.page, articleKey);
    for (const [at, open] of [false, true, null].entries()) {
      const log = make.entry();
      const expected = { ...page, open, version: page.version + at + 1 };
      deepEqual(await store.pages.setOpen(page.id, open, { jobs: [make.job(`${at}`)], log }), expected);
      deepEqual(await store.pages.byId(page.id), expected);
      ok(await store.queue.entry(log.id));
    }
    const log = make.entry();
    equal(await store.pages.setOpen(make.id(), true, { jobs: [make.job('none')], log }), null);
    equal(await store.queue.entry(log.id), null);
    deepEqual(await waitingKeys(store, clock.now()), ['0', '1', '2']);
  });

  spec('what the owner says names a page better than a hint, and a hint better than nothing', async ({ store, make }) => {
    const { id } = await store.pages.ensure(make.page, articleKey);
    const say = async (facts: Parameters<typeof store.pages.describe>[1]) => {
      const page = await store.pages.describe(id, facts, nothing);
      return [page?.title, page?.titleFrom, page?.date];
    };
    deepEqual(await say({ title: 'Hint', titleFrom: 'hint' }), ['Hint', 'hint', null]);
    deepEqual(await say({ title: 'Other hint', titleFrom: 'hint' }), ['Hint', 'hint', null]);
    deepEqual(await say({ date: 5 }), ['Hint', 'hint', 5]);
    deepEqual(await say({ title: 'Fed', titleFrom: 'feed', date: 0 }), ['Fed', 'feed', 0]);
    deepEqual(await say({ title: 'Hint', titleFrom: 'hint' }), ['Fed', 'feed', 0]);
    deepEqual(await say({ title: 'Said', titleFrom: 'moderator' }), ['Said', 'moderator', 0]);
    deepEqual(await say({}), ['Said', 'moderator', 0]);
    equal(await store.pages.describe(make.id(), { title: 'x', titleFrom: 'feed' }, nothing), null);
  });
}

function moving(spec: Spec): void {
  spec('a moved page is found at both keys under its new address', async ({ store, make, clock }) => {
    const page = await store.pages.ensure(make.page, articleKey);
    const move = { oldKey: articleKey, newKey: '$new.key', newUrl: 'https://blog.example/new' };
    const log = make.entry({ act: 'page' });
    equal(await store.pages.move(make.siteId, move, { jobs: [make.job('moved')], log }), 'moved');
    const found = await store.pages.byKeys(make.siteId, [articleKey, '$new.key']);
    const expected = { ...page, url: move.newUrl, version: 2 };
    deepEqual([...found.values()], [expected, expected]);
    ok(await store.queue.entry(log.id));
    equal(await store.pages.move(make.siteId, move, nothing), 'moved', 'and again');
    deepEqual(await waitingKeys(store, clock.now()), ['moved']);
  });

  spec('a page moves neither onto another one’s key nor from nowhere', async ({ store, make, clock }) => {
    const page = await store.pages.ensure(make.page, articleKey);
    await store.pages.ensure(make.pageAt('other'), 'other');
    const also = { jobs: [make.job('moved')], log: make.entry() };
    const move = { oldKey: articleKey, newKey: 'other', newUrl: 'https://blog.example/other' };
    equal(await store.pages.move(make.siteId, move, also), 'taken');
    equal(await store.pages.move(make.siteId, { ...move, oldKey: 'nowhere' }, also), 'unknown');
    equal(await store.pages.move(make.id(), { ...move, newKey: 'free' }, also), 'unknown');
    deepEqual(await store.pages.byKey(make.siteId, articleKey), page);
    equal(await store.pages.byKey(make.siteId, 'nowhere'), null);
    equal(await store.queue.entry(also.log.id), null);
    deepEqual(await waitingKeys(store, clock.now()), []);
  });
}

/** Two pages, of which the first has three comments: two approved, one held. */
async function twoPages({ store, make, clock }: Subject) {
  const into = await store.pages.ensure(make.pageAt('into'), 'into');
  const from = await store.pages.ensure(make.page, articleKey);
  const root = await added(store, make.arrival(make.comment({ text: 'alpha' })));
  clock.pass(minute);
  const reply = await added(store, make.arrival(make.replyTo(root)));
  const held = await added(store, make.arrival(make.comment({ status: 'pending' })));
  return { from, into, root, reply, held };
}

function merging(spec: Spec): void {
  spec('the keys of a merged page point to the other at once, and its comments follow in batches', async (subject) => {
    const { store, make } = subject;
    const { from, into, root, reply, held } = await twoPages(subject);
    const log = make.entry({ act: 'page' });
    equal(await store.pages.merge(from.id, into.id, { jobs: [make.job('merge')], log }), 'merged');
    ok(await store.queue.entry(log.id));
    equal((await store.pages.byKey(make.siteId, articleKey))?.id, into.id);
    deepEqual(idsOf(await store.pages.list(make.siteId, null, 9)), [into.id]);
    deepEqual(
      [await store.pages.rehome(from.id, 2), await store.pages.rehome(from.id, 2), await store.pages.rehome(from.id, 2)],
      [2, 1, 0],
    );
    const page = await store.pages.byId(into.id);
    deepEqual([page?.count, page?.firstAt], [2, root.createdAt]);
    for (const { id } of [root, reply, held]) equal((await store.comments.byId(id))?.pageId, into.id);
    const shown = await store.comments.shown(into.id, 'all', { order: 'oldest', limit: 9 });
    deepEqual(idsOf(shown), [root.id, reply.id]);
    equal((await store.comments.shown(from.id, 'all', { order: 'oldest', limit: 9 })).length, 0);
    const terms = [{ anyOf: [`page:${into.id}`] }];
    const query = { siteId: make.siteId, status: 'approved', type: null, terms, after: null, limit: 9 } as const;
    equal((await searched(store, query)).length, 2);
    equal((await searched(store, { ...query, terms: [{ anyOf: [`page:${from.id}`] }] })).length, 0);
  });

  spec('a comment on its way to a page that was merged meanwhile arrives at the other', async (subject) => {
    const { store, make } = subject;
    const { from, into, root } = await twoPages(subject);
    await store.pages.merge(from.id, into.id, nothing);
    while ((await store.pages.rehome(from.id, 10)) > 0);
    for (const pageKey of [articleKey, null]) {
      const late = make.replyTo(root, { text: `by ${pageKey}` });
      equal((await added(store, make.arrival(late, { page: from, pageKey }))).pageId, into.id);
    }
    equal((await store.pages.byId(into.id))?.count, 4);
  });

  spec('comments follow a page that is merged on, in whichever order', async (subject) => {
    const { store, make } = subject;
    const { from, into, root } = await twoPages(subject);
    const last = await store.pages.ensure(make.pageAt('last'), 'last');
    await store.pages.merge(from.id, into.id, nothing);
    await store.pages.merge(into.id, last.id, nothing);
    for (const page of [into, from]) while ((await store.pages.rehome(page.id, 10)) > 0);
    equal((await store.pages.byKey(make.siteId, articleKey))?.id, last.id);
    equal((await store.comments.byId(root.id))?.pageId, last.id);
    equal((await store.pages.byId(last.id))?.count, 2);
  });

  spec('a page that is unknown, gone already or the same merges with nothing', async (subject) => {
    const { store, make, clock } = subject;
    const { from, into } = await twoPages(subject);
    const other = await subject.another();
    const also = { jobs: [make.job('merge')], log: make.entry() };
    for (const [a, b] of [[from.id, make.id()] as const, [make.id(), into.id] as const, [from.id, from.id] as const])
      equal(await store.pages.merge(a, b, also), 'unknown');
    equal(await store.queue.entry(also.log.id), null);
    deepEqual(await waitingKeys(store, clock.now()), []);
    const both = await Promise.all([store.pages.merge(from.id, into.id, nothing), other.pages.merge(into.id, from.id, nothing)]);
    deepEqual(both.toSorted(), ['merged', 'unknown'], 'of two opposite ones at once, one');
    await soon(async () => (await store.pages.list(make.siteId, null, 9)).length, 1);
    equal(await store.pages.rehome(make.id(), 9), 0);
  });
}

function aging(spec: Spec): void {
  spec('pages age by their own date, else by their first comment, and grow young again', async ({ store, make, clock }) => {
    const dated = await store.pages.ensure(make.pageAt('dated', { date: 100, firstAt: 900 }), 'dated');
    const first = await store.pages.ensure(make.pageAt('first', { firstAt: 100 }), 'first');
    const empty = await store.pages.ensure(make.pageAt('empty'), 'empty');
    const aged = async () =>
      (await Promise.all([dated, first, empty].map(({ id }) => store.pages.byId(id)))).map((page) => page?.aged);
    const age = async (dueAt: number | null, limit = 9) => [await store.pages.age(make.siteId, dueAt, limit), ...(await aged())];
    deepEqual(await age(100), [0, false, false, false], 'before, not at');
    deepEqual((await age(101, 1))[0], 1);
    deepEqual(await age(101), [1, true, true, false]);
    deepEqual(await age(101), [0, true, true, false]);
    equal((await store.pages.byId(dated.id))?.version, 2);
    equal(await store.pages.age(make.id(), null, 9), 0);
    await store.pages.describe(dated.id, { date: clock.now() }, nothing);
    deepEqual(await age(101), [1, false, true, false]);
    deepEqual(await age(null), [1, false, false, false]);
  });
}

import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { minute } from '../support/running.ts';
import { type Spec, soon } from './contract-subject.ts';
import { added, articleKey, idsOf, noConditions, nothing, waitingKeys } from './specimens.ts';

const once = { ...noConditions, unlessSaid: true };

export function addingComments(spec: Spec): void {
  keepsWhatItWasGiven(spec);
  refusesWhatWasSaid(spec);
  refusesTheTooQuick(spec);
  knowsKeysAgain(spec);
  makesThePage(spec);
}

function keepsWhatItWasGiven(spec: Spec): void {
  spec('a comment comes out as it went in: null as null, empty as empty, and nothing that was not there', async (subject) => {
    const { store, make } = subject;
    const bare = make.comment({ author: { name: '', email: null, website: null }, address: null, text: '', html: '' });
    const full = make.comment({
      type: 'webmention',
      status: 'pending',
      author: { email: 'Anna@Example.org', website: 'https://anna.example/', moderator: true },
      source: { url: 'https://anna.example/post', title: null, excerpt: '' },
      titleHint: 'An article',
      editedAt: subject.clock.now(),
      userAgent: '',
      address: '2001:db8::1',
      verdict: { outcome: 'hold', score: 0.25, reasons: [{ check: 'links', weight: -1.5, text: 'It has {"$gt":""} links.' }] },
      idempotency: { key: 'a.b$c', digest: '' },
    });
    for (const comment of [bare, full]) {
      const expected = { ...comment, children: 0, below: 0, reports: 0 };
      deepEqual(await store.comments.add(make.arrival(comment)), { outcome: 'added', comment: expected });
      deepEqual(await store.comments.byId(comment.id), expected);
      deepEqual(await (await subject.another()).comments.byId(comment.id), expected);
    }
  });

  spec(
    'a text of any length and script stays as it is, and one that looks like a query is a mere text',
    async ({ store, make }) => {
      const texts = [
        '👩‍👩‍👧‍👦 🇨🇭 é ‏שלום‎ 𝒳 你好\r\n\ttabs, ​ and  ',
        '😀'.repeat(250_000),
        '{"$gt":""}',
        '__proto__',
        "'; DROP TABLE comments; --",
      ];
      for (const text of texts) {
        const comment = make.comment({ text, html: text, author: { name: text.slice(0, 200) } });
        await added(store, make.arrival(comment));
        const back = await store.comments.byId(comment.id);
        deepEqual([back?.text, back?.html, back?.author.name], [text, text, text.slice(0, 200)]);
      }
      equal(await store.comments.byId('{"$gt":""}'), null);
      equal(await store.comments.byIdempotencyKey(make.siteId, '{"$gt":""}', 0), null);
      deepEqual(await store.comments.byIds(['{"$gt":""}', '__proto__', '']), []);
    },
  );

  spec('several are found by their ids, and unknown ones are absent', async ({ store, make }) => {
    const [a, b] = [make.comment(), make.comment()];
    for (const comment of [a, b]) await added(store, make.arrival(comment));
    const found = await store.comments.byIds([b.id, make.id(), a.id, a.id]);
    deepEqual(idsOf(found).toSorted(), [a.id, b.id].toSorted());
    deepEqual(await store.comments.byIds([]), []);
  });

  spec('its jobs and its log entry are stored with it, and a job whose key is there undoes nothing', async (subject) => {
    const { store, make, clock } = subject;
    await store.jobs.add([make.job('mail')]);
    const log = make.entry({ act: 'reply' });
    const comment = make.comment();
    await added(store, make.arrival(comment, { jobs: [make.job('mail'), make.job('hook')], log }));
    ok(await store.comments.byId(comment.id));
    deepEqual(await waitingKeys(store, clock.now()), ['hook', 'mail']);
    deepEqual(await store.queue.entry(log.id), { entry: log, items: [] });
  });

  spec('a reply to what is not approved finds its parent gone', async ({ store, make }) => {
    const statuses = ['pending', 'spam', 'trash', 'deleted'] as const;
    const parents = statuses.map((status) => make.comment({ status: status === 'deleted' ? 'approved' : status }));
    for (const parent of parents) await added(store, make.arrival(parent));
    await store.queue.decide(make.decision(parents.slice(3), 'deleted'));
    for (const parent of [...parents, make.comment()]) {
      const reply = make.replyTo(parent);
      deepEqual(await store.comments.add(make.arrival(reply, { jobs: [make.job('mail')] })), { outcome: 'parent-gone' });
      equal(await store.comments.byId(reply.id), null);
    }
    deepEqual(await store.jobs.claim(Number.MAX_SAFE_INTEGER, 0, 10), []);
  });
}

function refusesWhatWasSaid(spec: Spec): void {
  spec('said at the same place by the same name or the same email it is a duplicate, and leaves nothing', async (subject) => {
    const { store, make } = subject;
    const first = make.comment({ author: { name: 'Anna', email: 'anna@example.org' } });
    await added(store, make.arrival(first));
    const log = make.entry();
    for (const author of [{ email: null }, { name: 'Bert', email: 'ANNA@example.org' }]) {
      const again = make.arrival(make.comment({ author }), { conditions: once, jobs: [make.job('mail')], log });
      deepEqual(await store.comments.add(again), { outcome: 'duplicate' });
      equal(await store.comments.byId(again.comment.id), null);
    }
    equal(await store.queue.entry(log.id), null);
    deepEqual(await waitingKeys(store, subject.clock.now()), []);
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 1, spam: 0, trash: 0 });
  });

  spec('it is no duplicate by somebody else, elsewhere, in other words, or of what is in the trash', async ({ store, make }) => {
    const first = await added(store, make.arrival(make.comment({ author: { email: null } })));
    const elsewhere = make.pageAt('elsewhere');
    const others = [
      make.arrival(make.comment({ author: { name: 'Bert', email: null } })),
      make.arrival(make.comment({ text: 'well said.', author: { email: null } })),
      make.arrival(make.replyTo(first, { author: { email: null } })),
      make.arrival(make.comment({ pageId: elsewhere.id, author: { email: null } }), { page: elsewhere, pageKey: 'elsewhere' }),
    ];
    for (const arrival of others) await added(store, { ...arrival, conditions: once });
    await store.queue.decide(make.decision([first], 'trash'));
    const again = make.arrival(make.comment({ author: { email: null } }), { conditions: once });
    await added(store, again);
    await store.queue.decide(make.decision([again.comment], 'deleted'));
    await added(store, make.arrival(make.comment({ author: { email: null } }), { conditions: once }));
  });

  spec('of many that say the same at once through two stores, one is stored', async (subject) => {
    const { make } = subject;
    const stores = [subject.store, await subject.another()];
    const tries = stores.flatMap((store) =>
      Array.from({ length: 10 }, () => store.comments.add(make.arrival(make.comment(), { conditions: once }))),
    );
    const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
    deepEqual(outcomes.toSorted(), ['added', ...Array(19).fill('duplicate')]);
    await soon(async () => (await subject.store.queue.counts(make.siteId)).approved, 1);
  });
}

function refusesTheTooQuick(spec: Spec): void {
  spec(
    'within the quiet time the newest in the way is named, by address or by email in any case',
    async ({ store, make, clock }) => {
      await added(store, make.arrival(make.comment({ author: { email: null } })));
      clock.pass(1_000);
      const newest = await added(store, make.arrival(make.comment({ address: null })));
      clock.pass(1_000);
      const since = clock.now() - minute;
      const quiet = { since, address: '192.0.2.7', email: 'ANNA@EXAMPLE.ORG' };
      const asked = [
        [quiet, newest.createdAt],
        [{ ...quiet, address: null }, newest.createdAt],
        [{ ...quiet, email: null }, newest.createdAt - 1_000],
      ] as const;
      for (const [of, lastAt] of asked) {
        const log = make.entry();
        const arrival = make.arrival(make.comment(), {
          conditions: { ...noConditions, quiet: of },
          jobs: [make.job('mail')],
          log,
        });
        deepEqual(await store.comments.add(arrival), { outcome: 'too-quick', lastAt });
        equal(await store.queue.entry(log.id), null);
      }
      deepEqual(await waitingKeys(store, clock.now()), []);
    },
  );

  spec('nothing is in the way on another site, of another author, without an address, or from that moment', async (subject) => {
    const { store, make, clock } = subject;
    const first = await added(store, make.arrival(make.comment()));
    const quiet = { since: clock.now() - 1, address: '192.0.2.7', email: 'anna@example.org' };
    const page = make.pageAt('there', { siteId: make.id() });
    const there = make.comment({ siteId: page.siteId, pageId: page.id });
    await added(store, make.arrival(there, { page, conditions: { ...noConditions, quiet } }));
    for (const free of [
      { ...quiet, address: '192.0.2.8', email: 'bert@example.org' },
      { ...quiet, address: null, email: null },
      { ...quiet, since: first.createdAt },
    ])
      await added(store, make.arrival(make.comment({ address: null }), { conditions: { ...noConditions, quiet: free } }));
  });

  spec('of two at once from one address through two stores, one is too quick', async (subject) => {
    const { make, clock } = subject;
    const quiet = { since: clock.now() - minute, address: '192.0.2.7', email: null };
    const tries = [subject.store, await subject.another()].map((store, at) => {
      const author = { name: `Reader ${at}`, email: null };
      return store.comments.add(make.arrival(make.comment({ author }), { conditions: { ...noConditions, quiet } }));
    });
    const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
    deepEqual(outcomes.toSorted(), ['added', 'too-quick']);
  });
}

function knowsKeysAgain(spec: Spec): void {
  const idempotency = { key: '$key.with.dots', digest: 'of the words' };

  spec('the same key and digest answer with the comment as it stands, ahead of every other condition', async (subject) => {
    const { store, make, clock } = subject;
    const first = await added(store, make.arrival(make.comment({ idempotency })));
    await store.queue.decide(make.decision([first], 'trash'));
    const quiet = { since: 0, address: '192.0.2.7', email: 'anna@example.org' };
    const conditions = { unlessSaid: true, quiet, idempotentSince: clock.now() - minute };
    const again = make.replyTo(make.comment(), { idempotency });
    const answer = await store.comments.add(make.arrival(again, { conditions, jobs: [make.job('mail')] }));
    deepEqual(answer, { outcome: 'replayed', comment: { ...first, status: 'trash', version: 2 } });
    deepEqual(await waitingKeys(store, clock.now()), []);
    const other = make.comment({ idempotency: { ...idempotency, digest: 'of others' } });
    deepEqual(await store.comments.add(make.arrival(other)), { outcome: 'idempotency-mismatch' });
    equal(await store.comments.byId(other.id), null);
  });

  spec('a key is one site’s, and is forgotten once it is old', async ({ store, make, clock }) => {
    const first = await added(store, make.arrival(make.comment({ idempotency })));
    const page = make.pageAt('there', { siteId: make.id() });
    await added(store, make.arrival(make.comment({ siteId: page.siteId, pageId: page.id, idempotency }), { page }));
    clock.pass(minute);
    const conditions = { ...noConditions, idempotentSince: first.createdAt };
    equal(await store.comments.byIdempotencyKey(make.siteId, idempotency.key, first.createdAt), null);
    equal((await store.comments.byIdempotencyKey(make.siteId, idempotency.key, first.createdAt - 1))?.id, first.id);
    const second = await added(store, make.arrival(make.comment({ idempotency }), { conditions }));
    equal((await store.comments.byIdempotencyKey(make.siteId, idempotency.key, first.createdAt - 1))?.id, second.id);
    ok(await store.comments.byId(first.id), 'only the key is forgotten');
  });

  spec('any number without a key stand beside each other', async ({ store, make }) => {
    for (let n = 0; n < 3; n += 1) await added(store, make.arrival(make.comment({ idempotency: null })));
    equal((await store.comments.recent(make.siteId, 10)).length, 3);
  });

  spec('50 equal posts with one key through two stores make one row and 50 equal answers', async (subject) => {
    const { make } = subject;
    const stores = [subject.store, await subject.another()];
    const tries = stores.flatMap((store) =>
      Array.from({ length: 25 }, () =>
        store.comments.add(make.arrival(make.comment({ idempotency }), { conditions: once, jobs: [make.job('mail')] })),
      ),
    );
    const answers = await Promise.all(tries);
    equal(answers.filter(({ outcome }) => outcome === 'added').length, 1);
    equal(answers.filter(({ outcome }) => outcome === 'replayed').length, 49);
    equal(new Set(answers.map((answer) => 'comment' in answer && answer.comment.id)).size, 1);
    await soon(async () => (await subject.store.comments.recent(make.siteId, 10)).length, 1);
    await soon(() => waitingKeys(subject.store, subject.clock.now()), ['mail']);
  });
}

function makesThePage(spec: Spec): void {
  spec('of two first comments of a page through two stores, both stand on one page', async (subject) => {
    const { make } = subject;
    const stores = [subject.store, await subject.another()];
    const tries = stores.flatMap((store, at) =>
      [1, 2, 3].map((n) => {
        const page = make.pageAt(`${at}`);
        return added(store, make.arrival(make.comment({ pageId: page.id, text: `${at} ${n}` }), { page }));
      }),
    );
    const [first, ...others] = await Promise.all(tries);
    ok(first && others.every((comment) => comment.pageId === first.pageId));
    equal((await subject.store.pages.byKey(make.siteId, articleKey))?.id, first.pageId);
    equal((await subject.store.pages.list(make.siteId, null, 10)).length, 1);
    await soon(async () => (await subject.store.pages.byId(first.pageId))?.count, 6);
  });

  spec('a refused comment leaves no page behind', async ({ store, make, clock }) => {
    const first = await added(store, make.arrival(make.comment({ idempotency: { key: 'k', digest: 'd' } })));
    const quiet = { since: clock.now() - minute, address: '192.0.2.7', email: null };
    const refused = [
      make.arrival(make.comment(), { conditions: { ...noConditions, quiet } }),
      make.arrival(make.replyTo(make.comment())),
      make.arrival(make.comment({ idempotency: { key: 'k', digest: 'other' } })),
    ];
    for (const [at, arrival] of refused.entries()) {
      const page = make.pageAt(`new-${at}`);
      notEqual((await store.comments.add({ ...arrival, page, pageKey: `new-${at}` })).outcome, 'added');
      equal(await store.pages.byKey(make.siteId, `new-${at}`), null);
    }
    deepEqual(idsOf(await store.pages.list(make.siteId, null, 10)), [first.pageId]);
  });

  spec('a page tells when its first comment came, whatever became of it', async ({ store, make, clock }) => {
    await store.pages.ensure(make.page, articleKey);
    equal((await store.pages.byId(make.page.id))?.firstAt, null);
    clock.pass(minute);
    const later = await added(store, make.arrival(make.comment({ status: 'spam' }), { pageKey: null }));
    const page = await store.pages.byId(make.page.id);
    deepEqual([page?.firstAt, page?.count, page?.version], [later.createdAt, 0, 1]);
    const earlier = make.comment({ createdAt: later.createdAt - minute, status: 'pending' });
    await added(store, make.arrival(earlier, { ...nothing }));
    equal((await store.pages.byId(make.page.id))?.firstAt, earlier.createdAt);
  });
}

import { deepEqual, equal, ok } from 'node:assert/strict';
import type { StoredComment } from '../../src/comments/comment.ts';
import { searchTermsOf } from '../../src/moderation/search.ts';
import type { Revision } from '../../src/storage/store.ts';
import { type Spec, soon } from './contract-subject.ts';
import { added, articleKey, nothing, searched, waitingKeys } from './specimens.ts';

type Changes = Partial<Omit<StoredComment, 'author'>> & { readonly author?: StoredComment['author'] };

/** A change of what was read as `before`. */
function revisionOf(before: StoredComment, changes: Changes): Revision {
  const comment = { ...before, ...changes };
  return { comment, version: before.version, terms: searchTermsOf(comment), ...nothing };
}

export function changingComments(spec: Spec): void {
  spec('of two changes based on one version the later is stale and changes nothing', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const before = await added(store, make.arrival(make.comment()));
    const answers = await Promise.all([
      store.comments.revise({ ...revisionOf(before, { text: 'one' }), jobs: [make.job('one')] }),
      other.comments.revise({ ...revisionOf(before, { text: 'two' }), jobs: [make.job('two')] }),
    ]);
    const [winner, ...more] = answers.flatMap((answer) => (answer === 'stale' ? [] : [answer]));
    ok(winner && more.length === 0);
    deepEqual(await store.comments.byId(before.id), winner);
    await soon(() => waitingKeys(store, clock.now()), [winner.text]);
    const log = make.entry();
    equal(await store.comments.revise({ ...revisionOf(before, { text: 'late' }), log }), 'stale');
    equal(await store.queue.entry(log.id), null);
    deepEqual(await store.comments.byId(before.id), winner);
  });

  spec('a change takes what may change and nothing else', async ({ store, make, clock }) => {
    const idempotency = { key: 'k', digest: 'd' };
    const before = await added(store, make.arrival(make.comment({ idempotency, titleHint: 'Title' })));
    clock.pass(1_000);
    const may = {
      status: 'pending',
      author: { name: 'Bert', email: null, website: 'https://bert.example/', moderator: false },
      text: '{"$set":{"status":"approved"}}',
      format: 'html',
      html: '<p>$set</p>',
      renderer: 7,
      editedAt: clock.now(),
      verdict: { outcome: 'hold', score: 1, reasons: [] },
      editEpoch: 3,
    } as const;
    const mayNot = { pageId: make.id(), parent: make.id(), address: '198.51.100.1', createdAt: 1, idempotency: null, reports: 9 };
    const log = make.entry({ act: 'edit' });
    const change = { ...revisionOf(before, { ...may, ...mayNot }), jobs: [make.job('mail')], log };
    const expected = { ...before, ...may, version: 2 };
    deepEqual(await store.comments.revise(change), expected);
    deepEqual(await store.comments.byId(before.id), expected);
    ok(await store.queue.entry(log.id));
    deepEqual(await waitingKeys(store, clock.now()), ['mail']);
  });

  spec(
    'another judgement leaves a comment its version and what was first judged, and is of none that changed since',
    async (subject) => {
      const { store, make, clock } = subject;
      const first = { name: 'A', email: 'first@example.org', website: null, text: '$first' };
      const reason = (text: string) => ({ check: 'akismet', weight: 1.5, text });
      const parts = { status: 'pending', verdict: { outcome: 'hold', score: 0, reasons: [reason('no answer')], first } } as const;
      const before = await added(store, make.arrival(make.comment(parts)));
      clock.pass(1_000);
      const judgement = { outcome: 'approve', score: 0.25, reasons: [reason('{"$set":1}'), reason('$score’')] } as const;
      equal(await store.comments.judge(before, judgement), true);
      const judged = { ...before, verdict: { ...judgement, first } };
      deepEqual(await store.comments.byId(before.id), judged);
      deepEqual(
        (await store.overview.changed(clock.now(), 9)).map(({ id, version }) => [id, version]),
        [[before.id, 1]],
      );
      equal(await store.comments.judge({ ...before, version: 2 }, parts.verdict), false);
      equal(await store.comments.judge({ ...before, id: make.id() }, parts.verdict), false);
      deepEqual(await store.comments.byId(before.id), judged);
      await store.queue.decide(make.decision([before], 'deleted'));
      equal(await store.comments.judge({ ...before, version: 2 }, judgement), false);
    },
  );

  spec('an unknown comment and a deleted one are stale', async ({ store, make }) => {
    const gone = await added(store, make.arrival(make.comment()));
    await store.queue.decide(make.decision([gone], 'deleted'));
    const deleted = (await store.comments.byId(gone.id)) ?? gone;
    equal(await store.comments.revise(revisionOf(deleted, { text: 'back', status: 'approved' })), 'stale');
    equal(await store.comments.revise(revisionOf({ ...gone, id: make.id() }, {})), 'stale');
    equal((await store.comments.byId(gone.id))?.text, '');
  });

  spec('a change moves the comment between lists, counts and searches, and the page tells of it', async ({ store, make }) => {
    const before = await added(store, make.arrival(make.comment({ text: 'alpha' })));
    const found = async (term: string, status: 'approved' | 'pending') => {
      const terms = [{ anyOf: [term] }];
      return (await searched(store, { siteId: make.siteId, status, type: null, terms, after: null, limit: 9 })).length;
    };
    const edited = await store.comments.revise(revisionOf(before, { text: 'beta' }));
    ok(edited !== 'stale');
    equal((await store.pages.byId(make.page.id))?.version, 3, 'an approval and an edit');
    deepEqual([await found('alpha', 'approved'), await found('beta', 'approved')], [0, 1]);
    const held = await store.comments.revise(revisionOf(edited, { status: 'pending' }));
    ok(held !== 'stale');
    deepEqual([await found('beta', 'approved'), await found('beta', 'pending')], [0, 1]);
    deepEqual(await store.queue.counts(make.siteId), { pending: 1, approved: 0, spam: 0, trash: 0 });
    const page = await store.pages.byId(make.page.id);
    deepEqual([page?.count, page?.version], [0, 4]);
    await store.comments.revise(revisionOf(held, { text: 'gamma' }));
    equal((await store.pages.byId(make.page.id))?.version, 4, 'what nobody sees changes no page');
  });

  spec('an author is known by an approved comment of the same name and email on the same site', async ({ store, make }) => {
    const website = 'https://anna.example/';
    const asked = { name: 'Anna', email: 'Anna@Example.org', website };
    const held = await added(store, make.arrival(make.comment({ status: 'pending', author: { website } })));
    const unknown = { known: false, websiteKnown: false, moderator: false };
    deepEqual(await store.comments.authorHistory(make.siteId, asked), unknown);
    await store.queue.decide(make.decision([held], 'approved'));
    const ask = (more: Partial<typeof asked>, siteId = make.siteId) =>
      store.comments.authorHistory(siteId, { ...asked, ...more });
    deepEqual(await ask({}), { known: true, websiteKnown: true, moderator: false });
    deepEqual(await ask({ website: 'https://other.example/' }), { known: true, websiteKnown: false, moderator: false });
    deepEqual(await store.comments.authorHistory(make.siteId, { ...asked, website: null }), { ...unknown, known: true });
    for (const other of [{ name: 'anna' }, { email: 'bert@example.org' }, { name: '{"$gt":""}', email: '{"$gt":""}' }])
      deepEqual(await ask(other), unknown);
    deepEqual(await ask({}, make.id()), unknown);
    await store.queue.decide(make.decision([held], 'deleted'));
    deepEqual(await ask({}), unknown);
  });

  spec('an empty email is nobody’s', async ({ store, make }) => {
    await added(store, make.arrival(make.comment({ author: { email: null } })));
    const history = await store.comments.authorHistory(make.siteId, { name: 'Anna', email: '', website: null });
    deepEqual(history, { known: false, websiteKnown: false, moderator: false });
  });

  spec('the email of a person who moderates the site is a moderator’s', async ({ store, make }) => {
    const elsewhere = make.id();
    await store.people.add(make.person('Mod@Example.org'), nothing);
    await store.people.add(make.person('other@example.org', { sites: [elsewhere] }), nothing);
    await store.people.add(make.person('root@example.org', { role: 'operator', sites: [] }), nothing);
    const isModerator = async (email: string, siteId = make.siteId) =>
      (await store.comments.authorHistory(siteId, { name: 'Whoever', email, website: null })).moderator;
    deepEqual(await Promise.all(['mod@example.org', 'other@example.org', 'root@example.org'].map((it) => isModerator(it))), [
      true,
      false,
      true,
    ]);
    deepEqual(
      [await isModerator('mod@example.org', elsewhere), await isModerator('other@example.org', elsewhere)],
      [false, true],
    );
  });

  spec('what the writer changed is in force for it as soon as the write answers, and for others soon', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    const comment = await added(store, make.arrival(make.comment({ status: 'pending' })));
    await other.queue.decide(make.decision([comment], 'approved'));
    equal((await other.pages.byKey(make.siteId, articleKey))?.count, 1);
    equal((await other.comments.shown(comment.pageId, 'all', { order: 'oldest', limit: 9 })).length, 1);
    equal((await other.queue.counts(make.siteId)).approved, 1);
    await soon(async () => (await store.pages.byKey(make.siteId, articleKey))?.count, 1);
    await soon(async () => (await store.comments.shown(comment.pageId, 'all', { order: 'oldest', limit: 9 })).length, 1);
  });
}

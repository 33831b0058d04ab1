import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Comment, Status, StoredComment } from '../../src/comments/comment.ts';
import type { LogEntry } from '../../src/moderation/log.ts';
import type { Position } from '../../src/storage/position.ts';
import type { QueueQuery } from '../../src/storage/searching.ts';
import { type Spec, type Subject, soon } from './contract-subject.ts';
import { added, idsOf, inOrder, nothing, waitingKeys } from './specimens.ts';

export function queue(spec: Spec): void {
  listing(spec);
  deciding(spec);
  logging(spec);
  reporting(spec);
}

const queryOf = (siteId: string, more: Partial<QueueQuery> = {}): QueueQuery => {
  return { siteId, status: 'pending', type: null, after: null, limit: 100, ...more };
};

async function manyAdded({ store, make }: Subject, count: number, status: Status = 'pending'): Promise<StoredComment[]> {
  const made: StoredComment[] = [];
  for (let n = 0; n < count; n += 1) made.push(await added(store, make.arrival(make.comment({ status, text: `text ${n}` }))));
  return made;
}

function listing(spec: Spec): void {
  spec(
    'a queue is newest first, equal times by id, and pages of it miss and repeat none while others come and go',
    async (subject) => {
      const { store, make, clock } = subject;
      const made: Comment[] = await manyAdded(subject, 4);
      clock.pass(1);
      made.push(...(await manyAdded(subject, 4)));
      clock.pass(1);
      const seen: string[] = [];
      let after: Position | null = null;
      for (;;) {
        const rows: readonly StoredComment[] = await store.queue.list(queryOf(make.siteId, { after, limit: 3 }));
        const last = rows.at(-1);
        if (!last) break;
        seen.push(...idsOf(rows));
        after = last;
        await added(store, make.arrival(make.comment({ status: 'pending' })));
        await store.queue.decide(make.decision([last], 'deleted'));
        await store.comments.bury(10);
      }
      deepEqual(seen, inOrder(made).toReversed());
    },
  );

  spec('a queue is of one site, one status and, where it is asked for, one type', async ({ store, make }) => {
    const mention = await added(store, make.arrival(make.comment({ type: 'webmention', status: 'spam' })));
    const comment = await added(store, make.arrival(make.comment({ status: 'spam' })));
    const list = async (more: Partial<QueueQuery>, siteId = make.siteId) => idsOf(await store.queue.list(queryOf(siteId, more)));
    deepEqual(await list({ status: 'spam' }), inOrder([mention, comment]).toReversed());
    deepEqual(await list({ status: 'spam', type: 'webmention' }), [mention.id]);
    deepEqual(await list({ status: 'spam', type: 'pingback' }), []);
    deepEqual(await list({ status: 'trash' }), []);
    deepEqual(await list({ status: 'spam' }, make.id()), []);
    deepEqual(await store.queue.counts(make.id()), { pending: 0, approved: 0, spam: 0, trash: 0 });
  });

  spec('approved comments are counted by email, whatever its case, on one site alone', async ({ store, make }) => {
    const by = (email: string | null) => ({ name: 'Anna', email, website: null, moderator: false });
    const all = [by('Anna@example.org'), by('anna@EXAMPLE.org'), by('ben@example.org'), by(null)];
    for (const author of all) await added(store, make.arrival(make.comment({ author, status: 'approved' })));
    for (const status of ['pending', 'spam', 'trash'] as const)
      await added(store, make.arrival(make.comment({ author: by('anna@example.org'), status })));
    const asked = ['anna@example.org', 'ben@example.org', 'nobody@example.org', '{"$gt":""}'];
    const expected = new Map([
      ['anna@example.org', 2],
      ['ben@example.org', 1],
    ]);
    deepEqual(new Map([...(await store.queue.approvedBy(make.siteId, asked))].toSorted()), expected);
    deepEqual(await store.queue.approvedBy(make.id(), asked), new Map());
    deepEqual(await store.queue.approvedBy(make.siteId, []), new Map());
  });
}

function deciding(spec: Spec): void {
  spec('of two decisions at once on one version through two stores, one counts and the other finds it stale', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const made = await manyAdded(subject, 20);
    const decide = (on: typeof store, to: Status) => {
      const items = made.map(({ id, version }) => ({ id, version, to }));
      return on.queue.decide({ entry: make.entry(), items, also: [make.job(to)] });
    };
    const answers = await Promise.all([decide(store, 'approved'), decide(other, 'spam')]);
    equal(
      answers.reduce((sum, { changed }) => sum + changed.length, 0),
      20,
    );
    equal(
      answers.reduce((sum, { stale }) => sum + stale.length, 0),
      20,
    );
    const decided = answers.flatMap(({ changed }) => changed.map((item) => [item.commentId, item.to] as const));
    deepEqual(idsOf(made).toSorted(), decided.map(([id]) => id).toSorted());
    for (const [id, to] of decided) equal((await store.comments.byId(id))?.status, to);
    const count = (to: string) => decided.filter(([, status]) => status === to).length;
    const expected = { pending: 0, approved: count('approved'), spam: count('spam'), trash: 0 };
    for (const reader of [store, other]) await soon(() => reader.queue.counts(make.siteId), expected);
    await soon(async () => (await other.pages.byId(make.page.id))?.count, expected.approved);
    const ran = [...new Set(decided.map(([, to]) => to))].toSorted();
    await soon(() => waitingKeys(store, clock.now()), ran);
  });

  spec('a decision tells what it changed, what was stale, and leaves out what was so already', async ({ store, make }) => {
    const [a, b, c] = [make.comment({ status: 'pending' }), make.comment(), make.comment({ status: 'spam' })];
    for (const comment of [a, b, c]) await added(store, make.arrival(comment));
    const unknown = make.id();
    const entry = make.entry({ detail: { to: 'approved' } });
    const answer = await store.queue.decide({
      entry,
      items: [
        { id: a.id, version: 1, to: 'approved' },
        { id: b.id, version: 1, to: 'approved' },
        { id: c.id, version: 2, to: 'approved' },
        { id: unknown, version: null, to: 'approved' },
      ],
      also: [],
    });
    const item = { commentId: a.id, from: 'pending', to: 'approved', version: 2 } as const;
    deepEqual({ ...answer, stale: answer.stale.toSorted() }, { changed: [item], stale: [c.id, unknown].toSorted() });
    deepEqual(await store.queue.entry(entry.id), { entry, items: [item] });
    equal((await store.comments.byId(b.id))?.version, 1);
  });

  spec('a decision that changes nothing leaves no entry and no job', async ({ store, make, clock }) => {
    const comment = await added(store, make.arrival(make.comment()));
    const entry = make.entry();
    const decision = make.decision([comment, { id: make.id() }], 'approved', { entry, also: [make.job('mail')] });
    equal((await store.queue.decide(decision)).changed.length, 0);
    equal(await store.queue.entry(entry.id), null);
    deepEqual(await waitingKeys(store, clock.now()), []);
  });

  spec('500 are decided by one entry, each to where it shall be', async (subject) => {
    const { store, make } = subject;
    const made = await manyAdded(subject, 500);
    const entry = make.entry();
    const items = made.map(({ id, version }, at) => ({ id, version, to: at % 2 === 0 ? 'spam' : 'approved' }) as const);
    const { changed, stale } = await store.queue.decide({ entry, items, also: [make.job('mail')] });
    deepEqual([changed.length, stale.length], [500, 0]);
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 250, spam: 250, trash: 0 });
    equal((await store.queue.entry(entry.id))?.items.length, 500);
    equal((await store.pages.byId(make.page.id))?.count, 250);
    equal((await store.comments.shown(make.page.id, 'all', { order: 'oldest', limit: 1_000 })).length, 250);
  });
}

function logging(spec: Spec): void {
  spec('an entry comes out as it went in, whatever its detail is named', async ({ store, make }) => {
    const detail = Object.fromEntries([
      ['__proto__', 1],
      ['a.b', null],
      ['$set', '{"$gt":""}'],
      ['', false],
      ['ö', 0.5],
    ]);
    const actor = { kind: 'person', id: make.id(), name: 'Zoë 👩‍🔧' } as const;
    const log = make.entry({ detail, actor, note: '', siteId: null, sites: [make.siteId, '$set'] });
    await store.pages.ensure(make.page, 'k');
    await store.pages.setOpen(make.page.id, true, { jobs: [], log });
    const back = await store.queue.entry(log.id);
    deepEqual(back, { entry: log, items: [] });
    deepEqual(Object.keys(back?.entry.detail ?? {}).toSorted(), Object.keys(detail).toSorted());
    equal(await store.queue.entry('{"$gt":""}'), null);
  });

  spec('the log is newest first and goes on before an entry, for some sites or for all', async ({ store, make, clock }) => {
    await store.pages.ensure(make.page, 'k');
    const other = make.id();
    const written: LogEntry[] = [];
    for (const siteId of [make.siteId, other, null, make.siteId, make.id()]) {
      clock.pass(1);
      const log = make.entry({ siteId });
      await store.pages.setOpen(make.page.id, true, { jobs: [], log });
      written.unshift(log);
    }
    const [stranger, newest, siteless, middle, oldest] = written;
    ok(stranger && newest && siteless && middle && oldest);
    deepEqual(await store.queue.log(null, null, 9), written);
    deepEqual(await store.queue.log(null, newest.id, 2), [siteless, middle]);
    deepEqual(await store.queue.log([make.siteId, other], null, 9), [newest, middle, oldest]);
    deepEqual(await store.queue.log([other, make.siteId], newest.id, 1), [middle]);
    deepEqual(await store.queue.log([make.siteId, null], null, 9), [newest, siteless, oldest]);
    deepEqual(await store.queue.log([null], newest.id, 9), [siteless]);
    deepEqual(await store.queue.log([], null, 9), []);
    deepEqual(await store.queue.log(['{"$gt":""}'], null, 9), []);
  });

  spec('of several entries at once it is told how many comments each changed, and the first of them', async (subject) => {
    const { store, make } = subject;
    const made = await manyAdded(subject, 3);
    const [all, one, none] = [make.entry(), make.entry(), make.entry({ act: 'retry' })];
    await store.queue.decide(make.decision(made, 'spam', { entry: all }));
    await store.queue.decide(make.decision(made.slice(2), 'approved', { entry: one }));
    await store.overview.note(none);
    const asked = [all.id, one.id, none.id, make.id(), '{"$gt":""}'];
    const expected = new Map([
      [all.id, { first: idsOf(made).toSorted()[0] ?? '', count: 3 }],
      [one.id, { first: made[2]?.id ?? '', count: 1 }],
    ]);
    await soon(() => store.queue.extents(asked), expected);
    deepEqual(await store.queue.extents([]), new Map());
  });

  spec('a comment’s history is what was decided on it, the oldest first', async ({ store, make, clock }) => {
    const comment = await added(store, make.arrival(make.comment({ status: 'pending' })));
    const expected: unknown[] = [];
    let from: Status = 'pending';
    for (const [at, to] of (['approved', 'spam', 'approved'] as const).entries()) {
      clock.pass(1);
      const entry = make.entry({ note: `${at}` });
      await store.queue.decide(make.decision([comment], to, { entry }));
      expected.push({ ...entry, commentId: comment.id, from, to, version: at + 2 });
      from = to;
    }
    const untouched = make.id();
    const history = await store.queue.history([comment.id, untouched]);
    deepEqual([history.get(comment.id), history.get(untouched) ?? []], [expected, []]);
    deepEqual(await store.queue.history([]), new Map());
  });

  spec('a comment’s edits are the entries that name it and what of it they changed, the oldest first', async (subject) => {
    const { store, make, clock } = subject;
    const [comment, other, untouched] = await manyAdded(subject, 3);
    ok(comment && other && untouched);
    const revised = async (of: StoredComment, version: number, parts: Pick<LogEntry, 'act' | 'detail'>): Promise<LogEntry> => {
      clock.pass(1);
      const log = make.entry({ ...parts, detail: { comment: of.id, ...parts.detail } });
      const revision = { comment: { ...of, text: `${version}` }, version, terms: [], jobs: [], log };
      ok((await store.comments.revise(revision)) !== 'stale');
      return log;
    };
    const first = await revised(comment, 1, { act: 'edit', detail: { fields: 'text' } });
    const second = await revised(comment, 2, { act: 'undo', detail: { fields: 'text', undoes: first.id } });
    await revised(comment, 3, { act: 'reply', detail: {} });
    const third = await revised(other, 1, { act: 'edit', detail: { fields: 'authorName authorUrl' } });
    const expected = new Map([
      [comment.id, [first, second]],
      [other.id, [third]],
    ]);
    await soon(() => store.queue.edits([comment.id, untouched.id, other.id]), expected);
    deepEqual(await store.queue.edits([]), new Map());
  });
}

function reporting(spec: Spec): void {
  spec('each reader reports a comment once, also through two stores at once', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const comment = await added(store, make.arrival(make.comment()));
    const told = { reporter: 'hash.of$reader', reason: 'spam', text: null, at: clock.now() };
    const answers = await Promise.all([store, other, store].map((it) => it.queue.report(comment.id, told, nothing)));
    deepEqual(answers.toSorted(), [false, false, true]);
    clock.pass(1);
    equal(await store.queue.report(comment.id, { reporter: 'b', reason: '__proto__', text: '', at: clock.now() }, nothing), true);
    equal(await store.queue.report(make.id(), told, nothing), false, 'of nothing');
    const reports = await store.queue.reports([comment.id, make.page.id]);
    const expected = [
      { reason: 'spam', text: null, at: told.at },
      { reason: '__proto__', text: '', at: clock.now() },
    ];
    deepEqual([reports.get(comment.id), reports.get(make.page.id) ?? []], [expected, []]);
    await soon(async () => (await store.comments.byId(comment.id))?.reports, 2);
    equal((await store.comments.byId(comment.id))?.version, 1, 'a report is no change of the comment');
  });

  spec('a deleted comment takes no reports', async ({ store, make, clock }) => {
    const comment = await added(store, make.arrival(make.comment()));
    await store.queue.decide(make.decision([comment], 'deleted'));
    const told = { reporter: 'a', reason: 'spam', text: 'Its author is Anna', at: clock.now() };
    equal(await store.queue.report(comment.id, told, nothing), false);
    await store.pages.setOpen(make.page.id, null, nothing);
    deepEqual((await store.comments.byId(comment.id))?.reports, 0);
  });
}

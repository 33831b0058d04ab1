import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Block } from '../../src/blocks/block.ts';
import { blockKeysOf, blockOfAddress, blockOfAuthor, blockOfDomain, blockOfEmail } from '../../src/blocks/block-keys.ts';
import type { StoredComment } from '../../src/comments/comment.ts';
import type { AuthorErased } from '../../src/storage/authors.ts';
import { day, minute } from '../support/running.ts';
import { type Spec, type Subject, soon } from './contract-subject.ts';
import { added, type CommentParts, idsOf, nothing } from './specimens.ts';

const canary = 'qx.canary@qxhost.example';
const nobody: AuthorErased = { comments: 0, amended: 0, lessons: 0, notes: 0 };

/** Stored as somebody else wrote it, and with what a moderator's edit leaves behind of who sent it first. */
const amendedBy = async ({ store, make }: Subject, parts: CommentParts = {}) => {
  const comment = await added(store, make.arrival(make.comment({ text: 'Mended', ...parts })));
  const first = { name: 'qxfirst', email: canary.toUpperCase(), website: null, text: 'qxfirsttext' };
  const verdict = { ...comment.verdict, first };
  await store.comments.revise({ comment: { ...comment, verdict }, version: 1, terms: ['mended'], ...nothing });
  return comment;
};

/** The same, where somebody stood in between: neither who sent it nor who it is now. */
const formerlyBy = async ({ store, make, clock }: Subject): Promise<StoredComment> => {
  const comment = await added(store, make.arrival(make.comment({ text: 'Mended twice', author: { email: 'now@example.org' } })));
  const words = { name: 'qxbetween', email: canary.toUpperCase(), website: null, text: 'qxbetweentext' };
  const former = { ...words, editedAt: null, entry: make.id(), version: 2, at: clock.now() };
  const stored = await store.comments.revise({ comment: { ...comment, former }, version: 1, terms: ['mended'], ...nothing });
  if (stored === 'stale') throw new Error('Somebody else changed it.');
  return stored;
};

export function authors(spec: Spec): void {
  spec('what somebody wrote is found by their email in any case, by site, oldest first, a part at a time', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    await store.sites.add(make.site('other'), { shareHosts: false }, nothing);
    const mine: string[] = [];
    for (const [email, status] of [
      ['A@example.org', 'approved'],
      ['a@EXAMPLE.org', 'spam'],
      ['a@example.org', 'trash'],
    ] as const) {
      // Two of one moment stand in the order of their ids.
      mine.push((await added(store, make.arrival(make.comment({ author: { email }, status, text: `${mine.length}` })))).id);
      if (mine.length > 1) clock.pass(1);
    }
    await added(store, make.arrival(make.comment({ author: { email: 'b@example.org' } })));
    const of = { siteId: make.siteId, email: 'a@Example.org' };
    const inOrder = [...mine.slice(0, 2).toSorted(), ...mine.slice(2)];
    await soon(async () => idsOf(await other.authors.comments(of, null, 9)), inOrder);
    const [first, second] = await store.authors.comments(of, null, 2);
    ok(first && second);
    deepEqual([first.id, second.id], inOrder.slice(0, 2));
    deepEqual(idsOf(await store.authors.comments(of, second, 2)), inOrder.slice(2));
    deepEqual(await store.authors.comments({ ...of, siteId: make.id() }, null, 9), []);
    deepEqual(await store.authors.comments({ ...of, email: '{"$gt":""}' }, null, 9), []);
    deepEqual(await store.authors.comments({ ...of, email: '' }, null, 9), []);
  });

  spec('an author is erased from one site with all that is kept beside, and nobody else is', async (subject) => {
    const { store, make, clock } = subject;
    const root = await added(store, make.arrival(make.comment({ author: { name: 'qxname', email: canary }, text: 'qxroot' })));
    const reply = await added(store, make.arrival(make.replyTo(root, { text: 'A reply' })));
    const held = await added(store, make.arrival(make.comment({ author: { email: canary }, status: 'pending', text: 'qxheld' })));
    const elsewhere = make.comment({ siteId: make.id(), pageId: make.id(), author: { email: canary }, text: 'Elsewhere' });
    const page = { ...make.pageAt('elsewhere', { id: elsewhere.pageId }), siteId: elsewhere.siteId };
    await added(store, make.arrival(elsewhere, { page, pageKey: 'elsewhere' }));
    const note = make.entry({ note: 'qxnote' });
    const others = make.entry({ note: 'About another' });
    await store.queue.decide(make.decision([held], 'spam', { entry: note }));
    await store.queue.decide(make.decision([reply], 'pending', { entry: others }));
    await store.queue.decide(make.decision([reply], 'approved'));
    await store.queue.report(
      root.id,
      { reporter: 'r', reason: 'spam', text: 'qxreport', at: clock.now() },
      { jobs: [], log: null },
    );
    const lesson = { isSpam: true, digest: 'd', content: 'AAAA' };
    const lessons = [held.id, reply.id].map((id, at) => ({ ...lesson, id, taughtAt: id, digest: `${at}` }));
    await store.lessons.teach(make.siteId, lessons);
    const before = await store.lessons.revision(make.siteId);

    const of = { siteId: make.siteId, email: canary.toUpperCase() };
    deepEqual(await store.authors.erase(of, 100), { comments: 2, amended: 0, lessons: 1, notes: 1 });
    deepEqual(await store.authors.erase(of, 100), nobody);
    deepEqual(await store.authors.comments(of, null, 9), []);
    equal(await store.authors.forgetErased(), true);
    deepEqual(
      (await store.comments.byIds([root.id, held.id])).map(({ status }) => status),
      ['deleted', 'deleted'],
    );
    const shown = await store.comments.shown(root.pageId, 'all', { order: 'oldest', limit: 9 });
    deepEqual(
      shown.map(({ id, status }) => [id, status]).toSorted(),
      [
        [root.id, 'deleted'],
        [reply.id, 'approved'],
      ].toSorted(),
    );
    deepEqual(await store.queue.entry(note.id), {
      entry: { ...note, note: null },
      items: [{ commentId: held.id, from: 'pending', to: 'spam', version: 2 }],
    });
    equal((await store.queue.entry(others.id))?.entry.note, 'About another');
    deepEqual(idsOf(await store.lessons.newest(make.siteId, true, 9)), [reply.id]);
    ok(before !== (await store.lessons.revision(make.siteId)), 'whoever learned from it learns anew');
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 1, spam: 0, trash: 0 });
    equal((await store.authors.comments({ siteId: elsewhere.siteId, email: canary }, null, 9)).length, 1);
  });

  spec('what a moderator put into other hands stays there, without what was first sent', async (subject) => {
    const { store, make } = subject;
    const amended = await amendedBy(subject);
    const of = { siteId: make.siteId, email: canary };
    deepEqual(idsOf(await store.authors.comments(of, null, 9)), [amended.id]);
    deepEqual(await store.authors.erase(of, 9), { ...nobody, amended: 1 });
    deepEqual(await store.authors.erase(of, 9), nobody);
    const after = await store.comments.byId(amended.id);
    deepEqual([after?.text, after?.status, after?.verdict.first], ['Mended', 'approved', undefined]);
    deepEqual(await store.authors.comments(of, null, 9), []);
  });

  spec('who stood there between two edits is found by what it said then, and only that is erased', async (subject) => {
    const { store, make } = subject;
    const between = await formerlyBy(subject);
    equal(between.former?.text, 'qxbetweentext');
    const of = { siteId: make.siteId, email: canary };
    deepEqual(await store.authors.comments(of, null, 9), [between]);
    deepEqual(await store.authors.erase(of, 9), { ...nobody, amended: 1 });
    deepEqual(await store.authors.erase(of, 9), nobody);
    const { former: _, ...rest } = between;
    deepEqual(await store.comments.byId(between.id), { ...rest, version: 3 });
    deepEqual(await store.authors.comments(of, null, 9), []);
  });

  spec('so many at a time, and through two stores at once each is taken out once', async (subject) => {
    const { store, make } = subject;
    const other = await subject.another();
    for (let at = 0; at < 25; at += 1)
      await added(store, make.arrival(make.comment({ author: { email: canary }, text: `${at}` })));
    const of = { siteId: make.siteId, email: canary };
    equal((await store.authors.erase(of, 10)).comments, 10);
    while ((await Promise.all([store.authors.erase(of, 5), other.authors.erase(of, 5)])).some(({ comments }) => comments > 0));
    deepEqual(await store.authors.comments(of, null, 9), []);
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 0, spam: 0, trash: 0 });
  });

  spec('an erased author leaves no trace in the database; a look before finds them', async (subject) => {
    const { store, make, clock, kind, address } = subject;
    for (let at = 0; at < 40; at += 1) await added(store, make.arrival(make.comment({ text: `padding ${at} of other words` })));
    const root = await added(store, make.arrival(make.comment({ author: { name: 'qxname', email: canary }, text: 'qxtext' })));
    await added(store, make.arrival(make.replyTo(root, { text: 'A reply' })));
    await amendedBy(subject);
    await formerlyBy(subject);
    await store.queue.decide(make.decision([root], 'pending', { entry: make.entry({ note: `qxnote about ${canary}` }) }));
    await store.queue.report(
      root.id,
      { reporter: 'r', reason: 'spam', text: 'qxreport', at: clock.now() },
      { jobs: [], log: null },
    );
    const block: Block = {
      ...{ id: make.id(), siteId: make.siteId, ...blockOfAuthor('qxname', canary), by: { kind: 'cli', id: null, name: 'cli' } },
      ...{ note: 'qxnote', createdAt: clock.now(), until: null, version: 1 },
    };
    await store.blocks.add(block, nothing);
    ok(await kind.holds(address, 'qxtext'), 'it stands there before');
    const of = { siteId: make.siteId, email: canary };
    deepEqual(await store.authors.erase(of, 100), { comments: 1, amended: 2, lessons: 0, notes: 1 });
    equal(await store.blocks.lift(block.id, nothing), true);
    equal(await store.authors.forgetErased(), true);
    const found: string[] = [];
    for (const text of [
      'qxname',
      'qxtext',
      'qxfirst',
      'qxbetween',
      'qxnote',
      'qxreport',
      'qx.canary',
      'QX.CANARY',
      'qxhost.example',
    ])
      if (await subject.holds(text)) found.push(text);
    deepEqual(found, []);
    ok(await subject.holds('padding'));
  });
}

export function blocks(spec: Spec): void {
  const blockOn = ({ make, clock }: Subject, of: ReturnType<typeof blockOfEmail>, parts: Partial<Block> = {}): Block => ({
    ...{ id: make.id(), siteId: make.siteId, ...of, by: { kind: 'person', id: 'p', name: 'Grace' }, note: null },
    ...{ createdAt: clock.now(), until: null, version: 1, ...parts },
  });

  spec('a block comes out as it went in, once a key and site, also when two set it at once', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const log = make.entry({ act: 'block' });
    const block = blockOn(subject, blockOfAuthor('$set.x "Zoë"', 'Zoë@example.org'), {
      note: '__proto__',
      until: clock.now() + day,
    });
    deepEqual(await store.blocks.add(block, { jobs: [], log }), block);
    deepEqual(await store.blocks.byId(block.id), block);
    ok(await store.queue.entry(log.id));
    equal(await store.blocks.byId('{"$gt":""}'), null);
    const [one, two] = [blockOn(subject, blockOfEmail('b@example.org')), blockOn(subject, blockOfEmail('B@example.org'))];
    const refused = make.entry();
    const both = await Promise.all([store.blocks.add(one, nothing), other.blocks.add(two, { jobs: [], log: refused })]);
    equal(both[0]?.id, both[1]?.id);
    equal((await store.queue.entry(refused.id)) === null, both[0]?.id === one.id, 'its log goes with it');
    deepEqual(
      await other.blocks
        .add(blockOn(subject, blockOfEmail('b@example.org'), { siteId: make.id() }), nothing)
        .then((b) => b.siteId === make.siteId),
      false,
    );
    clock.pass(1);
    const third = blockOn(subject, blockOfDomain('spam.example'));
    await store.blocks.add(third, nothing);
    const listed = await store.blocks.list(make.siteId, null, 9);
    deepEqual([listed.length, listed[0]], [3, third]);
    deepEqual(idsOf(await store.blocks.list(make.siteId, third.id, 1)), idsOf(listed.slice(1, 2)));
  });

  spec('a comment meets the blocks on its author, email, network and domains, while they last', async (subject) => {
    const { store, make, clock } = subject;
    const set = [
      blockOn(subject, blockOfAuthor('Eve  Smith', 'eve@mail.example')),
      blockOn(subject, blockOfEmail('Eve@mail.example'), { until: clock.now() + day }),
      blockOn(subject, blockOfAddress('203.0.113.9/24')),
      blockOn(subject, blockOfAddress('2001:db8:1:2::1/56')),
      blockOn(subject, blockOfDomain('https://www.Casino.example/x')),
      blockOn(subject, blockOfAddress('198.51.100.1')),
    ];
    for (const block of set) await store.blocks.add(block, nothing);
    const met = async (parts: CommentParts) => {
      const found = await store.blocks.matching(make.siteId, blockKeysOf(make.comment({ address: null, ...parts })), clock.now());
      return found.map(({ kind }) => kind).toSorted();
    };
    deepEqual(await met({ author: { name: 'EVE Smith', email: 'eve@MAIL.example' } }), ['author', 'email']);
    deepEqual(await met({ author: { name: 'Somebody', email: 'eve@mail.example' } }), ['email']);
    deepEqual(await met({ author: { name: 'Eve Smith', email: 'other@mail.example' } }), []);
    deepEqual(await met({ address: '203.0.113.77' }), ['address']);
    deepEqual(await met({ address: '2001:db8:1:ff::7' }), ['address']);
    deepEqual(await met({ address: '2001:db8:1:300::7' }), []);
    deepEqual(await met({ address: '198.51.100.2' }), []);
    deepEqual(await met({ text: 'See http://play.casino.example/now' }), ['domain']);
    deepEqual(await met({ author: { website: 'https://casino.example.org/' } }), []);
    deepEqual(await met({ source: { url: 'https://casino.example/', title: null, excerpt: null } }), ['domain']);
    deepEqual(await store.blocks.matching(make.id(), blockKeysOf(make.comment({ address: '203.0.113.77' })), clock.now()), []);
    clock.pass(day);
    deepEqual(await met({ author: { name: 'Eve Smith', email: 'eve@mail.example' } }), ['author'], 'the end is no part of it');
  });

  spec('a block is changed from the version it was seen at, lifted once, and free to be set again', async (subject) => {
    const { store, clock, make } = subject;
    const block = blockOn(subject, blockOfEmail('eve@example.org'));
    await store.blocks.add(block, nothing);
    const longer = { ...block, until: clock.now() + day, note: 'longer', version: 2 };
    deepEqual([await store.blocks.change(longer, nothing), await store.blocks.change(longer, nothing)], [true, false]);
    deepEqual(await store.blocks.ofEmail(make.siteId, 'eve@example.org'), [longer]);
    const log = make.entry({ act: 'block' });
    deepEqual([await store.blocks.lift(block.id, { jobs: [], log }), await store.blocks.lift(block.id, nothing)], [true, false]);
    ok(await store.queue.entry(log.id));
    deepEqual([await store.blocks.byId(block.id), await store.blocks.list(make.siteId, null, 9)], [null, []]);
    deepEqual(await store.blocks.ofEmail(make.siteId, 'eve@example.org'), []);
    const again = blockOn(subject, blockOfEmail('eve@example.org'));
    deepEqual(await store.blocks.add(again, nothing), again);
  });

  spec('blocks that are over go, the others and those of good stay; a removed site’s go with it', async (subject) => {
    const { store, clock, make } = subject;
    for (const [at, until] of [minute, 2 * minute, null].entries())
      await store.blocks.add(
        blockOn(subject, blockOfEmail(`${at}@example.org`), { until: until && clock.now() + until }),
        nothing,
      );
    equal(await store.blocks.expire(clock.now(), 9), 0);
    clock.pass(2 * minute);
    await soon(
      async () => (await store.blocks.expire(clock.now(), 1)) + (await store.blocks.list(make.siteId, null, 9)).length,
      1,
    );
    equal(await store.blocks.expire(clock.now(), 9), 0);
    await store.sites.remove(make.siteId, nothing);
    while ((await store.sites.clear(make.siteId, 10)) > 0);
    deepEqual(await store.blocks.list(make.siteId, null, 9), []);
  });
}

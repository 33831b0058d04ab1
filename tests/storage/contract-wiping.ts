import { deepEqual, equal, ok } from 'node:assert/strict';
import { minute } from '../support/running.ts';
import type { Spec } from './contract-subject.ts';
import { added, idsOf, nothing, searched } from './specimens.ts';

/** Words that stand nowhere but in one comment. */
const secrets = {
  name: 'Zwölfnamig',
  email: 'qxemail@qxhost.example',
  website: 'https://qxwebsite.example/',
  text: 'qxwordoftext and more',
  html: '<p>qxhtml</p>',
  address: '203.0.113.219',
  userAgent: 'qxagent/1.0',
  sourceUrl: 'https://qxsource.example/',
  reason: 'qxreason',
  key: 'qxidempotency',
  report: 'qxreporttext',
};

export function wiping(spec: Spec): void {
  const secretComment = {
    author: { name: secrets.name, email: secrets.email, website: secrets.website },
    text: secrets.text,
    html: secrets.html,
    address: secrets.address,
    userAgent: secrets.userAgent,
    source: { url: secrets.sourceUrl, title: null, excerpt: null },
    verdict: { outcome: 'hold', score: 1, reasons: [{ check: 'links', weight: 1, text: secrets.reason }] },
    idempotency: { key: secrets.key, digest: 'd' },
  } as const;

  spec('what is deleted keeps its place and nothing else', async ({ store, make, clock }) => {
    const before = await added(store, make.arrival(make.comment(secretComment)));
    clock.pass(minute);
    await store.queue.report(before.id, { reporter: 'r', reason: 'spam', text: secrets.report, at: clock.now() }, nothing);
    const log = make.entry();
    const decision = make.decision([before], 'deleted', { entry: log });
    deepEqual((await store.queue.decide(decision)).changed.length, 1);
    const { id, siteId, pageId, parent, lineage, type, createdAt, format, renderer } = before;
    deepEqual(await store.comments.byId(id), {
      ...{ id, siteId, pageId, parent, lineage, type, createdAt, format, renderer, editedAt: null },
      ...{ status: 'deleted', version: 2, editEpoch: 1, children: 0, below: 0, reports: 0, text: '', html: '' },
      ...{
        author: { name: '', email: null, website: null, moderator: false },
        verdict: { outcome: 'hold', score: 0, reasons: [] },
      },
      ...{ source: null, titleHint: null, address: null, userAgent: null, idempotency: null },
    });
    deepEqual((await store.queue.reports([id])).get(id), []);
    equal(await store.comments.byIdempotencyKey(make.siteId, secrets.key, 0), null);
    deepEqual(await store.queue.entry(log.id), {
      entry: log,
      items: [{ commentId: id, from: 'approved', to: 'deleted', version: 2 }],
    });
    deepEqual(
      await store.queue.decide(make.decision([before], 'approved')),
      { changed: [], stale: [id] },
      'nothing leaves that state',
    );
  });

  spec('what was wiped and buried leaves no trace in the database, its words in the index included', async (subject) => {
    const { store, make, clock } = subject;
    const words = Array.from({ length: 40 }, (_, at) => make.comment({ text: `padding ${at} of other words` }));
    for (const comment of words) await added(store, make.arrival(comment));
    const spam = make.comment({ ...secretComment, status: 'spam' });
    const told = make.comment({ ...secretComment, text: 'qxsecondword', idempotency: null });
    for (const comment of [spam, told]) await added(store, make.arrival(comment));
    await store.queue.report(told.id, { reporter: 'r', reason: 'spam', text: secrets.report, at: clock.now() }, nothing);
    await store.queue.decide(make.decision([told], 'trash'));
    await store.queue.decide(make.decision([told], 'deleted'));
    clock.pass(minute);
    equal(await store.comments.expire({ siteId: make.siteId, status: 'spam', before: clock.now() }, 10), 1);
    equal(await store.comments.bury(10), 2);
    const traces: string[] = [];
    for (const text of ['qx', 'Zwölfnamig', 'zwölfnamig', '203.0.113.219']) if (await subject.holds(text)) traces.push(text);
    deepEqual(traces, []);
    ok(await subject.holds('padding'), 'the look itself finds what is there');
  });

  spec('spam and trash expire by how long they have been that, the oldest first, so many at a time', async (subject) => {
    const { store, make, clock } = subject;
    const made = [1, 2, 3, 4].map((n) => make.comment({ text: `${n}`, status: n === 4 ? 'pending' : 'trash' }));
    for (const comment of made) {
      await added(store, make.arrival(comment));
      clock.pass(minute);
    }
    const [first, second, third] = made;
    ok(first && second && third);
    await store.queue.decide(make.decision([first], 'approved'));
    await store.queue.decide(make.decision([first], 'trash'));
    const statuses = async () => (await Promise.all(made.map((it) => store.comments.byId(it.id)))).map((it) => it?.status);
    const due = { siteId: make.siteId, status: 'trash', before: clock.now() } as const;
    equal(await store.comments.expire({ ...due, status: 'spam' }, 10), 0);
    equal(await store.comments.expire({ ...due, siteId: make.id() }, 10), 0);
    equal(await store.comments.expire({ ...due, before: second.createdAt }, 10), 0, 'before, not at');
    equal(await store.comments.expire(due, 1), 1);
    deepEqual(await statuses(), ['trash', 'deleted', 'trash', 'pending']);
    equal(await store.comments.expire(due, 10), 1);
    deepEqual(await statuses(), ['trash', 'deleted', 'deleted', 'pending'], 'the first came to the trash just now');
    clock.pass(1);
    equal(await store.comments.expire({ ...due, before: clock.now() }, 10), 1);
    deepEqual(await store.queue.counts(make.siteId), { pending: 1, approved: 0, spam: 0, trash: 0 });
  });

  spec('addresses are shortened once, by the age of the comment, for a search as well', async (subject) => {
    const { store, make, clock } = subject;
    const addresses = ['203.0.113.219', '2001:db8:1:2::3', null, 'garbage'];
    const made = addresses.map((address) => make.comment({ address, text: `${address}` }));
    for (const comment of made) await added(store, make.arrival(comment));
    clock.pass(minute);
    const young = await added(store, make.arrival(make.comment({ address: '203.0.113.77' })));
    const shorten = (before: number, limit: number) => store.comments.shortenAddresses(make.siteId, before, limit);
    equal(await shorten(clock.now() - minute, 10), 0, 'before, not at');
    equal(await store.comments.shortenAddresses(make.id(), clock.now(), 10), 0);
    deepEqual([await shorten(clock.now(), 2), await shorten(clock.now(), 10), await shorten(clock.now(), 10)], [2, 1, 0]);
    const kept = (await Promise.all(made.map((it) => store.comments.byId(it.id)))).map((it) => [it?.address, it?.version]);
    deepEqual(kept, [
      ['203.0.113.0', 1],
      ['2001:db8:1::', 1],
      [null, 1],
      [null, 1],
    ]);
    const find = async (term: string) => {
      const query = { siteId: make.siteId, status: 'approved', type: null, after: null, limit: 9 } as const;
      return idsOf(await searched(store, { ...query, terms: [{ anyOf: [term] }] }));
    };
    deepEqual(await find('ip:203.0.113.219'), []);
    deepEqual([await find('ip:2001:db8:1:2:'), await find('ip:2001:db8:1:')], [[], [made[1]?.id]]);
    deepEqual(await find('ip:203.0.113.'), [young.id, made[0]?.id]);
  });

  spec('what an edit took out is kept with the comment, and goes with it or by its age without a trace', async (subject) => {
    const { store, make, clock } = subject;
    const words = { name: 'qxname', email: null, website: 'https://qxwebsite.example/', text: 'qxformertext', editedAt: null };
    const edited = async () => {
      const comment = await added(store, make.arrival(make.comment({ text: 'padding' })));
      const former = { ...words, entry: make.id(), version: 2, as: 1, at: clock.now() };
      await store.comments.revise({ comment: { ...comment, former }, version: 1, terms: ['padding'], ...nothing });
      clock.pass(minute);
      return { comment, former };
    };
    const [first, second, third] = [await edited(), await edited(), await edited()];
    deepEqual((await store.comments.byId(first.comment.id))?.former, first.former);
    const bySet = await store.comments.byId(third.comment.id);
    ok(bySet);
    await store.comments.revise({ comment: { ...bySet, former: null }, version: 2, terms: ['padding'], ...nothing });
    equal((await store.comments.byId(third.comment.id))?.former, undefined);
    const decided = await store.queue.decide(make.decision([first.comment], 'spam'));
    equal(decided.changed.length, 1);
    deepEqual((await store.comments.byId(first.comment.id))?.former, first.former, 'a decision leaves it');
    const forget = (before: number, limit = 9) => store.comments.forgetFormer(make.siteId, before, limit);
    equal(await forget(first.former.at), 0, 'before, not at');
    equal(await store.comments.forgetFormer(make.id(), clock.now(), 9), 0);
    deepEqual([await forget(clock.now(), 1), await forget(clock.now()), await forget(clock.now())], [1, 1, 0]);
    const after = await store.comments.byId(second.comment.id);
    deepEqual([after?.former, after?.version, after?.text], [undefined, 2, 'padding']);
    const last = await edited();
    await store.queue.decide(make.decision([last.comment], 'deleted'));
    equal((await store.comments.byId(last.comment.id))?.former, undefined);
    equal(await store.comments.bury(9), 1);
    deepEqual([await subject.holds('qx'), await subject.holds('padding')], [false, true]);
  });

  spec('a deleted row is buried once nothing hangs on it, and so many at a time', async ({ store, make }) => {
    const root = await added(store, make.arrival(make.comment()));
    const reply = await added(store, make.arrival(make.replyTo(root)));
    const lone = await added(store, make.arrival(make.comment({ text: 'alone' })));
    equal(await store.comments.bury(10), 0);
    await store.queue.decide(make.decision([root, lone], 'deleted'));
    equal(await store.comments.bury(10), 1, 'the root holds a reply');
    deepEqual([await store.comments.byId(lone.id), (await store.comments.byId(root.id))?.status], [null, 'deleted']);
    await store.queue.decide(make.decision([reply], 'deleted'));
    equal(await store.comments.bury(1), 1);
    await store.comments.bury(10);
    deepEqual(await store.comments.byIds([root.id, reply.id, lone.id]), []);
    equal(await store.comments.bury(10), 0);
    deepEqual(await store.queue.counts(make.siteId), { pending: 0, approved: 0, spam: 0, trash: 0 });
  });
}

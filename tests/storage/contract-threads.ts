import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Comment, StoredComment } from '../../src/comments/comment.ts';
import type { Position } from '../../src/storage/position.ts';
import type { Range, Store } from '../../src/storage/store.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { added, idsOf, inOrder } from './specimens.ts';

const all = { order: 'oldest', limit: 1_000 } as const;

type Read = (range: Range) => Promise<readonly StoredComment[]>;

/** All pages of a list from one end to the other, each from where the one before ended. */
async function paged(read: Read, order: Range['order'], meanwhile = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let last: Position | undefined;
  for (;;) {
    const end = last === undefined ? {} : { [order === 'oldest' ? 'after' : 'before']: last };
    const rows = await read({ order, limit: 2, ...end });
    last = rows.at(-1);
    seen.push(...idsOf(rows));
    if (last === undefined) return seen;
    await meanwhile();
  }
}

/** Comments of one millisecond, of the next, and of the one before, stored in no order. */
async function threeMoments({ store, make, clock }: Subject, of: () => Comment): Promise<Comment[]> {
  const made: Comment[] = [];
  for (const later of [0, 1, 2]) {
    made.push(...[1, 2, 3, 4, 5].map(of));
    if (later < 2) clock.pass(1);
  }
  const scattered = made.toSorted((a, b) => (a.id.slice(-8) < b.id.slice(-8) ? -1 : 1));
  for (const comment of scattered) await added(store, make.arrival(comment));
  return made;
}

export function threads(spec: Spec): void {
  paging(spec);
  showing(spec);
  answering(spec);
}

function paging(spec: Spec): void {
  spec(
    'equal times stand in the order of their ids, in both directions, and pages of them miss and repeat none',
    async (subject) => {
      const { store, make } = subject;
      const expected = inOrder(await threeMoments(subject, () => make.comment()));
      const read: Read = (range) => store.comments.shown(make.page.id, 'top', range);
      deepEqual(idsOf(await read(all)), expected);
      deepEqual(idsOf(await read({ ...all, order: 'newest' })), expected.toReversed());
      deepEqual(await paged(read, 'oldest'), expected);
      deepEqual(await paged(read, 'newest'), expected.toReversed());
      deepEqual(idsOf(await store.comments.recent(make.siteId, 4)), expected.toReversed().slice(0, 4));
    },
  );

  spec('a list between two places leaves both out, and starts at the end its order names', async (subject) => {
    const { store, make } = subject;
    await threeMoments(subject, () => make.comment());
    const rows = await store.comments.shown(make.page.id, 'top', all);
    const [after, before] = [rows[3], rows[11]];
    ok(after && before);
    const between = idsOf(rows.slice(4, 11));
    const read = async (range: Range) => idsOf(await store.comments.shown(make.page.id, 'top', { after, before, ...range }));
    deepEqual(await read({ order: 'oldest', limit: 99 }), between);
    deepEqual(await read({ order: 'oldest', limit: 3 }), between.slice(0, 3));
    deepEqual(await read({ order: 'newest', limit: 3 }), between.toReversed().slice(0, 3));
  });

  spec('a place holds while rows come before and behind it, and when its own row is gone', async (subject) => {
    const { store, make, clock } = subject;
    const made = await threeMoments(subject, () => make.comment());
    const read: Read = (range) => store.comments.shown(make.page.id, 'top', range);
    const early = Math.min(...made.map((comment) => comment.createdAt)) - 1;
    const seen = await paged(read, 'oldest', async () => {
      await added(store, make.arrival(make.comment({ createdAt: early })));
      if ((await read(all)).length < 30) await added(store, make.arrival(make.comment({ createdAt: clock.now() + 1 })));
    });
    deepEqual(seen.slice(0, 15), inOrder(made));
    equal(new Set(seen).size, seen.length);

    const [place, next] = await read({ order: 'newest', limit: 2 });
    ok(place && next);
    await store.queue.decide(make.decision([place], 'deleted'));
    equal(await store.comments.bury(10), 1);
    deepEqual(idsOf(await read({ order: 'newest', limit: 1, before: place })), [next.id]);
  });
}

function showing(spec: Spec): void {
  const outline = async (store: Store, pageId: string) =>
    (await store.comments.shown(pageId, 'all', all)).map(({ text, status, children, below }) => [text, status, children, below]);

  spec('what waits is not shown, and what has something shown under it stands as a tombstone', async (subject) => {
    const { store, make, clock } = subject;
    const root = await added(store, make.arrival(make.comment({ text: 'root' })));
    clock.pass(1);
    const middle = await added(store, make.arrival(make.replyTo(root, { text: 'middle' })));
    clock.pass(1);
    const leaf = await added(store, make.arrival(make.replyTo(middle, { text: 'leaf', status: 'pending' })));
    deepEqual(await outline(store, root.pageId), [
      ['root', 'approved', 1, 1],
      ['middle', 'approved', 0, 0],
    ]);
    await store.queue.decide(make.decision([leaf], 'approved'));
    await store.queue.decide(make.decision([middle], 'trash'));
    await store.queue.decide(make.decision([root], 'deleted'));
    deepEqual(await outline(store, root.pageId), [
      ['', 'deleted', 1, 2],
      ['middle', 'trash', 1, 0],
      ['leaf', 'approved', 0, 0],
    ]);
    deepEqual(idsOf(await store.comments.recent(make.siteId, 9)), [leaf.id]);
    await store.queue.decide(make.decision([leaf], 'spam'));
    deepEqual(await outline(store, root.pageId), []);
    deepEqual(idsOf(await store.comments.shown(root.pageId, 'top', all)), []);
    await store.queue.decide(make.decision([leaf], 'approved'));
    equal((await outline(store, root.pageId)).length, 3, 'and back');
  });

  spec('the top level stands apart from everything flat, and a page from the others', async ({ store, make }) => {
    const root = await added(store, make.arrival(make.comment()));
    const reply = await added(store, make.arrival(make.replyTo(root)));
    const page = make.pageAt('other');
    await added(store, make.arrival(make.comment({ pageId: page.id }), { page, pageKey: 'other' }));
    deepEqual(idsOf(await store.comments.shown(make.page.id, 'top', all)), [root.id]);
    deepEqual(idsOf(await store.comments.shown(make.page.id, 'all', all)).toSorted(), [root.id, reply.id].toSorted());
    deepEqual(await store.comments.shown('{"$gt":""}', 'all', all), []);
  });

  spec('a page counts what is approved, and takes the hint of its title from the first approval only', async (subject) => {
    const { store, make } = subject;
    const hinted = (titleHint: string | null) => added(store, make.arrival(make.comment({ titleHint, status: 'pending' })));
    const made = [await hinted(null), await hinted('First'), await hinted('Second')];
    const page = async () => {
      const { title, titleFrom, count, version } = (await store.pages.byId(make.page.id)) ?? make.page;
      return [title, titleFrom, count, version];
    };
    deepEqual(await page(), [null, null, 0, 1]);
    await store.queue.decide(make.decision(made.slice(0, 1), 'approved'));
    deepEqual(await page(), [null, null, 1, 2]);
    await store.queue.decide(make.decision(made.slice(1, 2), 'approved'));
    await store.queue.decide(make.decision(made.slice(2), 'approved'));
    deepEqual(await page(), ['First', 'hint', 3, 4]);
    await store.queue.decide(make.decision(made, 'trash'));
    deepEqual(await page(), ['First', 'hint', 0, 7]);
  });
}

function answering(spec: Spec): void {
  spec('the replies of a root are one list of every depth, also below what a lineage remembers', async (subject) => {
    const { store, make, clock } = subject;
    let parent: Comment = await added(store, make.arrival(make.comment()));
    const root = parent;
    const chain: string[] = [];
    for (let depth = 1; depth <= 14; depth += 1) {
      clock.pass(1);
      parent = await added(store, make.arrival(make.replyTo(parent, { text: `depth ${depth}` })));
      chain.push(parent.id);
    }
    await added(store, make.arrival(make.comment()));
    const read: Read = (range) => store.comments.replies(root.id, range);
    deepEqual(idsOf(await read(all)), chain);
    deepEqual(await paged(read, 'newest'), chain.toReversed());
    equal((await store.comments.byId(root.id))?.below, 14);
    deepEqual(await store.comments.replies(make.id(), all), []);
  });

  spec('the first replies of many roots come at once, each root with its oldest', async (subject) => {
    const { store, make } = subject;
    const roots: Comment[] = [];
    for (let n = 0; n < 3; n += 1) roots.push(await added(store, make.arrival(make.comment({ text: `${n}` }))));
    const [first, second, third] = roots;
    ok(first && second && third);
    const replies = await threeMoments(subject, () => make.replyTo(first));
    const held = await added(store, make.arrival(make.replyTo(second, { status: 'pending' })));
    const one = await added(store, make.arrival(make.replyTo(third)));
    const found = await store.comments.firstReplies([third.id, first.id, second.id, make.id()], 4);
    deepEqual(idsOf(found), inOrder([...replies.toSorted(byOrder).slice(0, 4), one]));
    ok(!idsOf(found).includes(held.id));
    deepEqual(await store.comments.firstReplies([], 4), []);
  });
}

const byOrder = (a: Comment, b: Comment) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

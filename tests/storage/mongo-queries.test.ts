import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../src/blocks/block.ts';
import { blockOfEmail } from '../../src/blocks/block-keys.ts';
import { openMongoStore } from '../../src/storage/mongo/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { asking } from '../support/mongod.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { type Clock, clockFrom, day, minute } from '../support/running.ts';
import { added, articleKey, createSpecimens, noConditions, nothing, type Specimens } from './specimens.ts';

interface Profiled {
  readonly op: string;
  readonly ns: string;
  readonly planSummary?: string;
  readonly docsExamined?: number;
  readonly nreturned?: number;
  readonly nMatched?: number;
  readonly ndeleted?: number;
  readonly nModified?: number;
  readonly command: Readonly<Record<string, unknown>>;
}

test('every query of the port goes by an index, and looks at no more than twice what it answers', {
  skip: withoutMongod(),
}, async (t) => {
  const { address, remove } = await mongoPlace();
  const clock = clockFrom();
  const store = await openMongoStore({ url: address, now: clock.now, warn: () => undefined });
  t.after(async () => {
    await store.close();
    await remove();
  });
  const make = createSpecimens(clock);
  await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  await seed(store, make, clock);

  const profiled = await asking(address, async (client) => {
    await client.db().command({ profile: 2 });
    await everything(store, make, clock);
    await client.db().command({ profile: 0 });
    const all = await client.db().collection<Profiled>('system.profile').find().toArray();
    await client.db().collection('system.profile').drop();
    return all.filter(({ ns, planSummary }) => planSummary !== undefined && !ns.includes('system.'));
  });

  ok(profiled.length > 100, `only ${profiled.length} were seen`);
  deepEqual(profiled.filter(({ planSummary = '' }) => planSummary.includes('COLLSCAN')).map(shortly), []);
  deepEqual(profiled.filter(isWasteful).map(shortly), []);
});

function isWasteful({ docsExamined = 0, nreturned = 0, nMatched = 0, ndeleted = 0, command }: Profiled): boolean {
  // A count answers one number, and one update of many says how many it met.
  const answered = 'count' in command || 'aggregate' in command ? docsExamined : Math.max(nreturned, nMatched, ndeleted);
  return docsExamined > 2 * answered + 10;
}

function shortly({ ns, op, planSummary, docsExamined, nreturned, command }: Profiled): string {
  const asked = command['filter'] ?? command['q'] ?? command['query'] ?? command['pipeline'] ?? '';
  return `${op} ${ns.replace(/^[^.]*\./, '')} ${planSummary} examined ${docsExamined} for ${nreturned}: ${JSON.stringify(asked).slice(0, 300)}`;
}

/** Enough of everything that an index left out is seen. */
async function seed(store: Store, make: Specimens, clock: Clock): Promise<void> {
  for (let page = 0; page < 5; page += 1) {
    const parts = { url: `https://blog.example/${page}`, id: make.id() };
    const arrivals = Array.from({ length: 60 }, (_, at) => {
      clock.pass(1);
      const status = (['approved', 'approved', 'pending', 'spam', 'trash'] as const)[at % 5] ?? 'approved';
      const author = { name: `Reader ${at}`, email: `reader${at}@example.org` };
      const comment = make.comment({
        status,
        author,
        text: `word${at} said on page${page}`,
        address: `203.0.113.${at}`,
        pageId: parts.id,
      });
      return make.arrival(comment, { page: { ...make.page, ...parts }, pageKey: `key ${page}` });
    });
    await Promise.all(arrivals.map((arrival) => store.comments.add(arrival)));
  }
  const roots = await Promise.all(
    Array.from({ length: 20 }, (_, at) => added(store, make.arrival(make.comment({ text: `root ${at}` })))),
  );
  for (const root of roots) {
    clock.pass(1);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => added(store, make.arrival(make.replyTo(root, { text: `reply ${at}` })))),
    );
  }
  await store.jobs.add(Array.from({ length: 50 }, (_, at) => make.job(`job ${at}`, { runAt: clock.now() + day })));
  for (let at = 0; at < 30; at += 1) await store.people.add(make.person(`m${at}@example.org`), nothing);
  for (let at = 0; at < 30; at += 1) await store.limits.hit(`key ${at}`, day, clock.now());
}

/** Each method of the port, with what it is asked in earnest. */
async function everything(store: Store, make: Specimens, clock: Clock): Promise<void> {
  await readThreads(store, make);
  await readQueue(store, make);
  await seeOverview(store, make, clock);
  await write(store, make, clock);
  await guardPrivacy(store, make, clock);
  await keepHouse(store, make, clock);
}

async function readThreads({ comments, pages, events }: Store, make: Specimens): Promise<void> {
  const range = { order: 'oldest', limit: 10 } as const;
  const tops = await comments.shown((await pages.byKey(make.siteId, articleKey))?.id ?? '', 'top', range);
  const [first, , third] = tops;
  ok(first && third);
  const { pageId } = first;
  await comments.shown(pageId, 'top', { ...range, order: 'newest', after: first, before: third });
  await comments.shown(pageId, 'all', { ...range, after: first });
  await comments.shown(pageId, 'all', { ...range, order: 'newest', before: third });
  await comments.replies(first.id, range);
  await comments.replies(first.id, { ...range, order: 'newest' });
  await comments.firstReplies(
    tops.map(({ id }) => id),
    3,
  );
  await comments.recent(make.siteId, 10);
  await comments.byId(first.id);
  await comments.byIds(tops.map(({ id }) => id));
  await comments.byIdempotencyKey(make.siteId, 'key', 0);
  await comments.authorHistory(make.siteId, { name: 'Reader 5', email: 'reader5@example.org', website: 'https://a.example/' });
  await pages.byId(pageId);
  await pages.byKeys(make.siteId, [articleKey, 'key 1', 'unknown']);
  await pages.list(make.siteId, null, 3);
  await events.since(await events.latest(), 10);
}

async function readQueue({ queue, people, jobs, sites }: Store, make: Specimens): Promise<void> {
  const query = { siteId: make.siteId, status: 'approved', type: null, after: null, limit: 10 } as const;
  const [first] = await queue.list(query);
  ok(first);
  await queue.list({ ...query, after: first });
  await queue.list({ ...query, type: 'comment', status: 'pending' });
  await queue.search({ ...query, terms: [{ anyOf: ['word5'] }] }, () => false);
  await queue.search({ ...query, terms: [{ anyOf: ['word5'] }, { anyOf: ['said'] }] }, () => false);
  await queue.search({ ...query, terms: [{ anyOf: ['ip:203.0.113.5'] }] }, () => false);
  await queue.counts(make.siteId);
  await queue.history([first.id]);
  await queue.edits([first.id]);
  await queue.reports([first.id]);
  await queue.extents((await queue.history([first.id])).get(first.id)?.map(({ id }) => id) ?? []);
  await queue.extents([make.id()]);
  await queue.log([make.siteId], null, 10);
  await queue.log(null, null, 10);
  await people.byEmail('m3@example.org');
  await people.hasOperator();
  await people.all();
  await people.tokens();
  await people.tokenByHash('hash');
  await jobs.failed(10);
  await jobs.counts(0);
  await sites.all();
}

async function seeOverview({ overview, queue, days }: Store, make: Specimens, clock: Clock): Promise<void> {
  await overview.changed(clock.now() - 5, 100);
  await overview.arrivals(make.siteId, clock.now() - 10, clock.now());
  await overview.decisions(make.siteId, { after: '0', before: 'Z' }, 100);
  await overview.latestPages(make.siteId, null, 3);
  await queue.list({ siteId: make.siteId, status: 'approved', type: null, reported: true, after: null, limit: 10 });
  await days.byKey(make.siteId, '2026-11-26');
}

async function write(store: Store, make: Specimens, clock: Clock): Promise<void> {
  const root = make.comment({ text: 'another', idempotency: { key: 'k', digest: 'd' } });
  const quiet = { since: clock.now() - minute, address: '198.51.100.1', email: 'reader1@example.com' };
  const stored = await added(store, make.arrival(root, { conditions: { ...noConditions, unlessSaid: true, quiet } }));
  const reply = await added(store, make.arrival(make.replyTo(stored), { jobs: [make.job('reply')], log: make.entry() }));
  await store.comments.revise({ comment: { ...reply, text: 'edited' }, version: 1, terms: ['edited'], ...nothing });
  await store.queue.report(reply.id, { reporter: 'r', reason: 'spam', text: null, at: clock.now() }, nothing);
  const decision = make.decision([stored, reply], 'trash');
  await store.queue.decide(decision);
  await store.queue.entry(decision.entry.id);
  await store.pages.setOpen(stored.pageId, false, nothing);
  await store.pages.describe(stored.pageId, { title: 'Title', titleFrom: 'moderator', date: 5 }, nothing);
  const wanda = { name: 'Wanda', email: 'wanda@example.org' };
  await store.pages.nameAuthor(stored.pageId, { author: wanda, from: 'feed' }, nothing);
  await store.pages.byAuthor({ siteId: make.siteId, email: wanda.email }, 10);
  await store.pages.move(make.siteId, { oldKey: articleKey, newKey: 'moved', newUrl: 'https://blog.example/moved' }, nothing);
  await store.people.setFirstPassword((await store.people.byEmail('m3@example.org'))?.id ?? '', 'hash', nothing);
  const token = make.token('hash');
  await store.people.addToken(token, nothing);
  await store.people.revokeToken(token.id, nothing);
  await store.claim('name', 'value');
  await store.reclaim('name', 'value', 'other');
  await store.limits.hit('key 1', minute, clock.now());
  await store.probe();
}

async function guardPrivacy({ authors, blocks }: Store, make: Specimens, clock: Clock): Promise<void> {
  const by = { kind: 'cli', id: null, name: 'cli' } as const;
  const added = Array.from({ length: 30 }, (_, at): Block => {
    const set = { by, note: null, createdAt: clock.now(), until: clock.now() + minute + at * day, version: 1 };
    return { id: make.id(), siteId: make.siteId, ...blockOfEmail(`eve${at}@example.org`), ...set };
  });
  for (const block of added) await blocks.add(block, nothing);
  const [first, second] = added;
  ok(first && second);
  await blocks.change({ ...first, version: 2 }, nothing);
  await blocks.list(make.siteId, second.id, 5);
  await blocks.matching(make.siteId, [first.key, 'domain spam.example'], clock.now());
  await blocks.ofEmail(make.siteId, 'eve7@example.org');
  await blocks.lift(second.id, nothing);
  await blocks.expire(clock.now() + 2 * day, 5);
  const of = { siteId: make.siteId, email: 'reader3@example.org' };
  const [oldest] = await authors.comments(of, null, 2);
  await authors.comments(of, oldest ?? null, 2);
  while ((await authors.erase(of, 3)).comments > 0);
}

async function keepHouse(store: Store, make: Specimens, clock: Clock): Promise<void> {
  const page = await store.pages.byKey(make.siteId, 'key 0');
  const into = await store.pages.byKey(make.siteId, 'key 1');
  ok(page && into);
  await store.pages.merge(page.id, into.id, nothing);
  while ((await store.pages.rehome(page.id, 20)) > 0);
  await store.pages.age(make.siteId, clock.now() + 1, 10);
  await store.comments.expire({ siteId: make.siteId, status: 'spam', before: clock.now() + day }, 10);
  await store.comments.shortenAddresses(make.siteId, clock.now(), 10);
  await store.comments.bury(5);
  const jobs = await store.jobs.claim(clock.now() + day, clock.now() + 2 * day, 2);
  for (const job of jobs) await store.jobs.fail(job, { error: 'why', runAt: null, now: clock.now() });
  await store.jobs.retry(jobs[0]?.id ?? '', clock.now());
  await store.events.trim(clock.now() - minute);
  await store.limits.trim(clock.now());
  await store.sites.remove(make.siteId, nothing);
  while ((await store.sites.clear(make.siteId, 200)) > 0);
}

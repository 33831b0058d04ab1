import { monotonicFactory } from 'ulid';
import { searchTermsOf } from '../src/moderation/search.ts';
import { newPage } from '../src/sites/page.ts';
import { pageKeyOf } from '../src/sites/page-key.ts';
import type { Site } from '../src/sites/site.ts';
import { rowOf } from '../src/storage/mongo/add-comment.ts';
import { isAway } from '../src/storage/mongo/away.ts';
import { type Collections, collectionsOf, connect } from '../src/storage/mongo/database.ts';
import { migrate } from '../src/storage/mongo/migrate.ts';
import { openMongoStore } from '../src/storage/mongo/open.ts';
import { databaseAt, initiate, startMongod } from '../tests/support/mongod.ts';
import { withBlog } from '../tests/support/two-processes.ts';
import { measureAt, type QueueFigure } from './queue.ts';
import { everyMs, pages, queuedComment } from './queue-texts.ts';

const together = 2_000;

/** What `measureQueue` measures, with MongoDB as the store. */
export async function measureMongoQueue(size = 1_000_000): Promise<readonly QueueFigure[]> {
  const server = await startMongod({ set: 'rs0', cacheGb: 4 });
  try {
    return await measureMongoQueueAt(databaseAt(await initiate([server]), 'bench'), size);
  } finally {
    await server.discard();
  }
}

export async function measureMongoQueueAt(database: string, size: number): Promise<readonly QueueFigure[]> {
  const processes = await withBlog(database);
  await seed(database, size);
  const made = await processes.command('token', 'create', '--site', 'blog', '--role', 'moderator', '--json');
  const { token } = JSON.parse(made) as { token: string };
  const service = await processes.start();
  try {
    return await measureAt({ url: service.url, token }, { rounds: 20, decisions: 20 });
  } finally {
    await service.stop();
  }
}

/** Their making goes on in the server when a socket has waited long enough; the next who asks waits with it. */
async function untilIndexed(collections: Collections): Promise<void> {
  for (;;) {
    try {
      return await migrate(collections);
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}

/** Puts so many comments into the database of a service that is down, without indexes meanwhile. */
async function seed(url: string, size: number): Promise<void> {
  const began = Date.now() - size * everyMs;
  const newId = monotonicFactory();
  const store = await openMongoStore({ url, now: Date.now, warn: () => undefined });
  const [site] = await store.sites.all();
  if (!site) throw new Error('no site');
  const pageIds: string[] = [];
  for (let at = 0; at < pages; at += 1) pageIds.push((await store.pages.ensure(...pageAt(at, site))).id);
  await store.close();

  const connection = await connect(url);
  const collections = collectionsOf(connection);
  const { comments, tallies } = collections;
  await comments.dropIndexes();
  const tally = { pending: 0, approved: 0, spam: 0, trash: 0 };
  for (let from = 0; from < size; from += together) {
    const some = Array.from({ length: Math.min(together, size - from) }, (_, at) => rowAt(from + at, site));
    for (const { status } of some) if (status !== 'deleted') tally[status] += 1;
    await comments.insertMany(some, { ordered: false, writeConcern: { w: 1 } });
  }
  await tallies.updateOne({ _id: site.id }, { $set: { ...tally, applied: [] } }, { upsert: true });
  await untilIndexed(collections);
  await connection.close();

  function pageAt(at: number, { id, settings }: Site) {
    const address = `https://blog.example/article-${at}`;
    return [newPage({ id: newId(began), siteId: id, url: address }), pageKeyOf(address, settings)?.key ?? ''] as const;
  }

  function rowAt(at: number, { id: siteId }: Site) {
    const createdAt = began + at * everyMs;
    const place = { id: newId(createdAt), siteId, pageId: pageIds[(at * 31) % pages] ?? '' };
    const comment = queuedComment(at, place, createdAt);
    return { ...rowOf({ comment, terms: searchTermsOf(comment) }, createdAt), outbox: [], ops: [] };
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAt, initiate, startMongod } from '../tests/support/mongod.ts';
import { article, post } from '../tests/support/reader.ts';
import { withBlog } from '../tests/support/two-processes.ts';
import { requestsPerSecond } from './hot-reads.ts';
import { median } from './numbers.ts';

export interface MongoHotReads {
  /** Requests a second of the whole service. */
  readonly sqlite: number;
  readonly mongo: number;
  /** The median of the pairs' ratios. */
  readonly ratio: number;
}

const path = `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`;

/** One thread of 60 comments, asked of the service on either store, in turn. */
export async function measureMongoHotReads({ pairs = 11, seconds = 1 } = {}): Promise<MongoHotReads> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-bench-'));
  const server = await startMongod({ set: 'rs0' });
  const on = [`sqlite:${folder}/backtalk.db`, databaseAt(await initiate([server]), 'bench')];
  const [sqlite, mongo] = await Promise.all(on.map((database) => started(database)));
  try {
    if (!sqlite || !mongo) throw new Error('nothing to compare');
    const load = (at: { url: string }) => requestsPerSecond(at.url + path, [], seconds);
    for (const one of [sqlite, mongo]) load(one);
    const runs = Array.from({ length: pairs }, () => ({ sqlite: load(sqlite), mongo: load(mongo) }));
    return {
      sqlite: median(runs.map((run) => run.sqlite)),
      mongo: median(runs.map((run) => run.mongo)),
      ratio: median(runs.map((run) => run.mongo / run.sqlite)),
    };
  } finally {
    await Promise.all([sqlite?.stop(), mongo?.stop()]);
    await server.discard();
    await rm(folder, { recursive: true, force: true });
  }
}

async function started(database: string) {
  const service = await (await withBlog(database)).start({ LOG_LEVEL: 'warn', NODE_ENV: 'production' });
  for (let at = 0; at < 60; at += 1) {
    const { status } = await post(service, {
      text: `Comment ${at}, as long as most people make it, and no longer.`,
      name: `Reader ${at}`,
    });
    if (status !== 201) throw new Error(`a comment was answered with ${status}`);
  }
  return service;
}

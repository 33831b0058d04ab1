import { databaseAt, initiate, startMongod } from '../tests/support/mongod.ts';
import { withBlog } from '../tests/support/two-processes.ts';
import { median } from './numbers.ts';
import { onOtherCore } from './service.ts';

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

export interface MongoPosting {
  /** `insertOne` a second of the bare driver by as many clients. */
  readonly bare: number;
  readonly ours: number;
  readonly ratio: number;
  readonly p50: number;
  readonly p99: number;
}

/** Comments posted by 50 clients, beside the bare driver at the same concurrency on the same server, pair by pair. */
export async function measureMongoPosting({ pairs = 3, seconds = 4 } = {}): Promise<MongoPosting> {
  const server = await startMongod({ set: 'rs0' });
  const url = await initiate([server]);
  const service = await (await withBlog(databaseAt(url, 'bench'))).start({ LOG_LEVEL: 'info', NODE_ENV: 'production' });
  try {
    const load = (run: number, forSeconds: number) =>
      onOtherCore<Load>('post-load.ts', service.url, '50', String(forSeconds), String(run));
    await load(0, 8);
    const runs: { readonly bare: number; readonly ours: Load }[] = [];
    for (let run = 1; run <= pairs; run += 1) {
      const { perSecond } = await onOtherCore<{ perSecond: number }>('mongo-bare-inserts.ts', url, '50', '3');
      runs.push({ bare: perSecond, ours: await load(run, seconds) });
    }
    if (runs.some(({ ours }) => ours.refused > 0)) throw new Error('some comments were refused');
    return {
      bare: median(runs.map(({ bare }) => bare)),
      ours: median(runs.map(({ ours }) => ours.perSecond)),
      ratio: median(runs.map(({ bare, ours }) => ours.perSecond / bare)),
      p50: median(runs.map(({ ours }) => ours.p50)),
      p99: median(runs.map(({ ours }) => ours.p99)),
    };
  } finally {
    await service.stop();
    await server.discard();
  }
}

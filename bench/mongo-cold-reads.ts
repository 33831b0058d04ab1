import { openMongoStore } from '../src/storage/mongo/open.ts';
import { createSpecimens, nothing } from '../tests/storage/specimens.ts';
import { databaseAt, initiate, startMongod } from '../tests/support/mongod.ts';
import { clockFrom } from '../tests/support/running.ts';
import { withBlog } from '../tests/support/two-processes.ts';
import { median } from './numbers.ts';

export interface MongoColdReads {
  /** Milliseconds of the first page, not in memory. */
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
}

/** The first page of threads of 100 and of 100,000 comments, with a limit that is kept nowhere, in turn. */
export async function measureMongoColdReads({ comments = 100_000, reads = 60 } = {}): Promise<MongoColdReads> {
  const server = await startMongod({ set: 'rs0' });
  const database = databaseAt(await initiate([server]), 'bench');
  const service = await (await withBlog(database)).start();
  try {
    await seed(database, { small: 100, large: comments });
    const times = { small: [] as number[], large: [] as number[] };
    for (let read = -5; read < reads; read += 1)
      for (const name of ['small', 'large'] as const) {
        const began = performance.now();
        const query = new URLSearchParams({ site: 'blog', url: `https://blog.example/${name}`, limit: '49' });
        const body = (await (await fetch(`${service.url}/api/v1/thread?${query}`)).json()) as { comments: unknown[] };
        if (body.comments.length !== 49) throw new Error(`${body.comments.length} comments`);
        if (read >= 0) times[name].push(performance.now() - began);
      }
    const [small, large] = [median(times.small), median(times.large)];
    return { small, large, ratio: large / small };
  } finally {
    await service.stop();
    await server.discard();
  }
}

async function seed(url: string, sizes: Readonly<Record<string, number>>): Promise<void> {
  const clock = clockFrom();
  const store = await openMongoStore({ url, now: clock.now, warn: () => undefined });
  const [site] = await store.sites.all();
  const make = createSpecimens(clock);
  for (const [name, size] of Object.entries(sizes)) {
    const page = { ...make.pageAt(name), siteId: site?.id ?? '' };
    for (let done = 0; done < size; done += 100) {
      const some = Array.from({ length: Math.min(100, size - done) }, (_, at) => {
        clock.pass(1);
        const comment = make.comment({ siteId: page.siteId, pageId: page.id, text: `Comment ${done + at}` });
        return store.comments.add({ ...make.arrival(comment), page, pageKey: `blog.example/${name}`, ...nothing });
      });
      await Promise.all(some);
    }
  }
  await store.close();
}

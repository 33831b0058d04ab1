import { Agent } from 'node:http';
import { type Answered, ask } from './ask.ts';
import { at, median } from './numbers.ts';
import { seed } from './seed.ts';
import { type BenchService, inFolder, startBuilt } from './service.ts';

export interface ColdReads {
  readonly small: number;
  readonly bigFirst: number;
  readonly bigLast: number;
  readonly chainP95: number;
  readonly chainPostP95: number;
  readonly sizes: { readonly big: number; readonly chain: number };
}

const small = 'https://blog.example/hundred';
const big = 'https://blog.example/many';
const chain = 'https://blog.example/chain';

interface Client {
  readonly service: BenchService;
  readonly agent: Agent;
}

/** Threads that are not in memory: 100 comments (70 at the top, 30 replies), very many, and a chain of replies. Milliseconds. */
export function measureColdReads({ samples = 60, sizes = { big: 100_000, chain: 10_000 } } = {}): Promise<ColdReads> {
  return inFolder(async (folder) => {
    let end = '';
    await seed(folder, 'blog', async ({ thread }) => {
      await thread(small, 100, (nth) => (nth < 70 ? null : nth - 70));
      await thread(big, sizes.big, (nth) => (nth % 10 < 7 ? null : nth - 7));
      end = (await thread(chain, sizes.chain, (nth) => (nth === 0 ? null : nth - 1))).at(-1) ?? '';
    });
    const service = await startBuilt(folder);
    const client = { service, agent: new Agent({ keepAlive: true }) };
    const last = await lastPageOf(client, big);
    const times = {
      small: [] as number[],
      first: [] as number[],
      last: [] as number[],
      chain: [] as number[],
      post: [] as number[],
    };
    for (let sample = -10; sample < samples; sample += 1) {
      const took = {
        small: await cold(client, small),
        first: await cold(client, big),
        last: await read(client, last),
        chain: await cold(client, chain),
        post: await postBelow(client, end, sample),
      };
      // The first ones warm the machine up.
      if (sample >= 0) for (const [name, one] of Object.entries(took)) times[name as keyof typeof times].push(one);
    }
    client.agent.destroy();
    await service.stop();
    return {
      small: median(times.small),
      bigFirst: median(times.first),
      bigLast: median(times.last),
      chainP95: at(times.chain, 0.95),
      chainPostP95: at(times.post, 0.95),
      sizes,
    };
  });
}

const target = (page: string, rest = '') => `/api/v1/thread?site=blog&url=${encodeURIComponent(page)}${rest}`;

/** Something about the page is changed first, so that its bytes are not in memory any more. */
async function cold(client: Client, page: string): Promise<number> {
  const { agent, service } = client;
  for (const open of [false, null]) {
    const changed = await ask(`${service.url}/api/v1/moderation/pages`, {
      agent,
      method: 'PATCH',
      token: service.token,
      json: { site: 'blog', url: page, open },
    });
    if (changed.status !== 200) throw new Error(`${changed.status} ${changed.body}`);
  }
  return read(client, target(page));
}

async function read({ agent, service }: Client, path: string): Promise<number> {
  const { took } = succeeded(await ask(`${service.url}${path}`, { agent, from: Math.floor(Math.random() * 60_000) }));
  return took;
}

async function postBelow({ agent, service }: Client, parent: string, nth: number): Promise<number> {
  const json = {
    site: 'blog',
    url: chain,
    parent,
    name: `R ${nth}`,
    email: `r${nth}@example.org`,
    text: `Below all of it ${nth}`,
  };
  const { took } = succeeded(await ask(`${service.url}/api/v1/comments`, { agent, method: 'POST', from: nth + 1_000, json }));
  return took;
}

/** The page before the last in the order of reading, by the cursor that leads there from the other end. */
async function lastPageOf({ agent, service }: Client, page: string): Promise<string> {
  const newest = succeeded(await ask(`${service.url}${target(page, '&order=newest')}`, { agent }));
  const { next } = JSON.parse(newest.body.toString()) as { next: string };
  return target(page, `&cursor=${encodeURIComponent(next)}`);
}

function succeeded(answered: Answered): Answered {
  if (answered.status >= 300) throw new Error(`${answered.status} ${answered.body.subarray(0, 500)}`);
  return answered;
}

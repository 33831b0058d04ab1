/** Posts comments from many clients for a while, each with a name and an address of its own: `post-load.ts URL CLIENTS SECONDS RUN`. */
import { Agent } from 'node:http';
import { ask } from './ask.ts';
import { at } from './numbers.ts';

const [url = '', clients = '50', seconds = '5', run = '0'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });
const until = performance.now() + Number(seconds) * 1_000;
const times: number[] = [];
const statuses = new Map<number, number>();
let sent = 0;

async function post(): Promise<void> {
  sent += 1;
  const name = `r${run} n${sent}`;
  const text = `Comment ${name}: what one says below an article, about as long as most people make it, with *some* emphasis and nothing more to it.`;
  const { status, took } = await ask(`${url}/api/v1/comments`, {
    agent,
    method: 'POST',
    from: sent,
    json: { site: 'blog', url: `https://blog.example/posting/${run}`, name, email: `${run}.${sent}@example.org`, text },
  });
  times.push(took);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

async function client(): Promise<void> {
  while (performance.now() < until) await post();
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(clients) }, client));
const took = (performance.now() - began) / 1_000;
const stored = statuses.get(201) ?? 0;
const figures = { perSecond: stored / took, p50: at(times, 0.5), p99: at(times, 0.99), refused: times.length - stored };
console.log(JSON.stringify(figures));
agent.destroy();

/** The proxy of `docker-compose.mongo.yml`, in front of two processes; without the containers. */
import { deepEqual, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import type { ThreadView } from '../../src/wire/thread.ts';
import { freePort } from '../support/free-port.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { without } from '../support/programs.ts';
import { startNginx } from '../support/proxy.ts';
import { article, outline } from '../support/reader.ts';
import { patienceMs, withBlog, within } from '../support/two-processes.ts';

const clients = 25;
const each = 12;

/** The configuration as Compose hands it to nginx. */
function configuration(): string {
  const compose = readFileSync(join(import.meta.dirname, '../../docker-compose.mongo.yml'), 'utf8');
  const [, indented = ''] = /CONFIGURATION: \|\n([\s\S]*?)\n {4}command:/.exec(compose) ?? [];
  return indented.replaceAll('$$', '$').replace(/^ {8}/gm, '');
}

async function processesOf(t: TestContext, many: number) {
  const { address, remove } = await mongoPlace();
  const processes = await withBlog(address);
  const started = await Promise.all(Array.from({ length: many }, () => processes.start()));
  t.after(async () => {
    await Promise.all(started.map((one) => one.stop()));
    await remove();
  });
  return started;
}

async function behindNginx(t: TestContext, [one = '', other = '']: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-two-'));
  const port = await freePort();
  const block = configuration().replace('backtalk1:8080', new URL(one).host).replace('backtalk2:8080', new URL(other).host);
  const stop = await startNginx({ block, port, service: '', folder });
  t.after(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return `http://127.0.0.1:${port}`;
}

/** Asks from an address of its own: nginx passes on where a request came from, and nothing that it says of itself. */
function asker(url: string, nth: number) {
  const agent = new Agent({ keepAlive: true });
  return async (path: string, body?: object) => {
    const sent = request(`${url}${path}`, {
      agent,
      method: body ? 'POST' : 'GET',
      localAddress: `127.0.1.${nth + 1}`,
      headers: body ? { 'Content-Type': 'application/json' } : {},
    });
    const text = await new Promise<{ status: number; etag: string; body: string }>((resolve, reject) => {
      sent.once('error', reject).end(body && JSON.stringify(body));
      sent.once('response', async (response) => {
        const parts = await response.toArray();
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '', body: parts.join('') });
      });
    });
    return text;
  };
}

const query = `site=blog&url=${encodeURIComponent(article)}`;

/** Everybody begins a conversation, answers in it, and reads after each; answers what came back. */
async function converse(url: string): Promise<readonly number[]> {
  const statuses: number[] = [];
  await Promise.all(
    Array.from({ length: clients }, async (_, nth) => {
      const ask = asker(url, nth);
      let parent: string | null = null;
      for (let turn = 0; turn < each; turn += 1) {
        const author = { name: `Reader ${nth}`, email: `reader${nth}@example.org` };
        const text = `Reader ${nth}, sentence ${turn}`;
        const posted = await ask('/api/v1/comments', { site: 'blog', url: article, ...author, text, parent });
        const read = await ask(`/api/v1/thread?${query}`);
        statuses.push(posted.status, read.status);
        if (turn % 4 !== 3) parent = (JSON.parse(posted.body) as SubmitAnswer).comment.id;
      }
    }),
  );
  return statuses;
}

/** The whole thread, in an order that does not depend on who came first. */
async function told(url: string) {
  const thread = JSON.parse((await asker(url, 200)(`/api/v1/thread?${query}&limit=100`)).body) as ThreadView;
  return { count: thread.count, outline: outline(thread.comments).toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) };
}

test('a load over two processes behind nginx is answered as by one, and read the same whoever answers', {
  skip: withoutMongod() || without('nginx'),
}, async (t) => {
  const alone = (await processesOf(t, 1))[0]?.url ?? '';
  const both = await processesOf(t, 2);
  const two = both.map(({ url }) => url);
  const proxy = await behindNginx(t, two);

  const [expected, statuses] = [await converse(alone), await converse(proxy)];
  deepEqual(new Set(statuses), new Set(expected));
  deepEqual([...new Set(statuses)].toSorted(), [200, 201]);
  // Each of them took its share.
  for (const { output } of both) ok(output().split('/api/v1/comments').length > (clients * each) / 4);
  const all = clients * each;
  const seen = await within(
    patienceMs,
    () => told(proxy),
    ({ count }) => count === all,
  );
  deepEqual(seen, await told(alone));

  for (const path of [
    `/api/v1/thread?${query}`,
    `/api/v1/thread?${query}&order=newest&limit=5`,
    `/api/v1/counts?${query}`,
    '/api/v1/thread/recent?site=blog&limit=20',
    `/thread?${query}`,
    `/feeds/blog/page.atom?url=${encodeURIComponent(article)}`,
  ]) {
    const direct = await within(
      patienceMs,
      () => Promise.all(two.map((url) => asker(url, 100)(path))),
      ([one, other]) => one?.etag === other?.etag && bare(one?.body) === bare(other?.body),
    );
    match(direct[0]?.body ?? '', /\S/);
    const through = await Promise.all(Array.from({ length: 10 }, (_, nth) => asker(proxy, nth)(path)));
    deepEqual([...new Set(through.map(({ body }) => bare(body)))], [bare(direct[0]?.body)], path);
    deepEqual([...new Set(through.map(({ etag }) => etag))], [direct[0]?.etag], path);
  }
});

/** A page's form carries the time at which it was shown. */
const bare = (body = ''): string => body.replace(/name="formToken" value="[^"]*"/, '');

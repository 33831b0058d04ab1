import { deepEqual, equal, match } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { without } from '../support/programs.ts';
import { codeBlocks, type ProxyStart, startCaddy, startNginx } from '../support/proxy.ts';
import { startService } from '../support/service-process.ts';

const root = join(import.meta.dirname, '../..');
const page = 'site=blog&url=https%3A%2F%2Fblog.example%2Fpost';
const thread = `/api/v1/thread?${page}`;

const proxies = [
  { name: 'nginx', start: startNginx, blocks: codeBlocks('running-behind-nginx.md', 'nginx') },
  { name: 'caddy', start: startCaddy, blocks: codeBlocks('running-behind-caddy.md', 'caddyfile') },
];
/** In the order of both pages. */
const forms = [
  { form: 'a host name of its own', path: '' },
  { form: 'below a path', path: '/comments' },
];

for (const { name, start, blocks } of proxies) {
  describe(`${name} as its page says`, { skip: without(name) }, () => {
    test('the page shows both forms', () => equal(blocks.length, forms.length));

    for (const [at, { form, path }] of forms.entries()) {
      test(`${form}: a comment is posted and read, events arrive at once, and the reader's address is the true one`, async (context) => {
        const behind = await startBehind(context, { start, block: blocks[at] ?? '', path });

        const before = await behind.get(thread);
        const events = await behind.listen();
        const posted = await behind.post('Posted through a proxy.', { 'X-Forwarded-For': '203.0.113.9' });

        equal(posted.status, 201, posted.body);
        match(posted.body, /Posted through a proxy\./);
        match(await events.next('comment'), /Posted through a proxy\./);
        events.close();
        const after = await behind.get(thread);
        match(after.body, /Posted through a proxy\./);
        match(after.body, new RegExp(`"avatar":"${behind.publicUrl}/`));
        equal((await behind.get(thread, { 'If-None-Match': after.etag })).status, 304);
        equal((await behind.get(thread, { 'If-None-Match': before.etag })).status, 200);
        deepEqual(await behind.addresses(), ['127.0.0.2']);
      });
    }
  });
}

interface BehindStart {
  readonly start: (start: ProxyStart) => Promise<() => Promise<void>>;
  readonly block: string;
  readonly path: string;
}

/** The service with a site `blog` that publishes at once, and the proxy in front of it. */
async function startBehind(context: TestContext, { start, block, path }: BehindStart) {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-proxy-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}${path}`;
  const env = { DATABASE_URL: `sqlite:${folder}/backtalk.db`, PUBLIC_URL: publicUrl, TRUST_PROXY: 'loopback' };
  const cli = (...words: string[]): string =>
    execFileSync(process.execPath, [join(root, 'src/cli/main.ts'), ...words, '--json'], { cwd: folder, env, encoding: 'utf8' });
  cli('site', 'add', 'blog', '--host', 'blog.example');
  cli('site', 'set', 'blog', 'holdUnknownAuthors=false');
  const { token } = JSON.parse(cli('token', 'create', '--site', 'blog', '--role', 'owner')) as { token: string };

  const service = await startService({ folder, main: join(root, 'src/main.ts'), env });
  context.after(service.stop);
  const stop = await start({ block, port, service: new URL(service.url).host, folder });
  context.after(stop);
  return visitor({ publicUrl, token });
}

function visitor({ publicUrl, token }: { publicUrl: string; token: string }) {
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${publicUrl}${path}`, { headers });
    return { status: response.status, body: await response.text(), etag: response.headers.get('etag') ?? '' };
  };
  const addresses = async () => {
    const { body } = await get('/api/v1/moderation/comments?site=blog&status=approved', { Authorization: `Bearer ${token}` });
    return (JSON.parse(body) as { comments: { ip: string }[] }).comments.map(({ ip }) => ip);
  };
  return { publicUrl, get, post: poster(publicUrl), listen: () => listen(`${publicUrl}/api/v1/events?${page}`), addresses };
}

/** Posts from 127.0.0.2, which is nobody's proxy. */
const poster = (publicUrl: string) => async (text: string, headers: Record<string, string>) => {
  const body = JSON.stringify({ site: 'blog', url: 'https://blog.example/post', name: 'Ada', email: 'ada@example.org', text });
  const sent = httpRequest(`${publicUrl}/api/v1/comments`, {
    method: 'POST',
    localAddress: '127.0.0.2',
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject).end(body);
  });
  return { status: response.statusCode, body: (await response.toArray()).join('') };
};

/** An event stream; `next` answers the text up to the end of the next event of that name, or fails after 10 seconds. */
async function listen(url: string) {
  const giveUp = AbortSignal.timeout(10_000);
  const response = await fetch(url, { signal: giveUp });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  const next = async (event: string): Promise<string> => {
    let text = '';
    while (!new RegExp(`event: ?${event}\\n[\\s\\S]*\\n\\n`).test(text)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended after: ${text}`);
      text += value;
    }
    return text;
  };
  return { next, close: () => reader.cancel() };
}

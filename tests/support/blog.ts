import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A page of somebody's blog: its HTML, or with headers of its own. */
export type BlogPage =
  | string
  | { readonly html: string; readonly headers: Readonly<Record<string, string>>; readonly status?: number };

export interface Blog {
  /** Its address under the name that only the test's browser knows, without a path. */
  readonly url: string;
  readonly port: number;
}

type Closes = Pick<TestContext, 'after'>;

/** Serves pages from an origin of their own: another host name and another port than the service. */
export async function blogOf(
  test: Closes,
  pages: Readonly<Record<string, BlogPage>> | ((request: IncomingMessage) => BlogPage | undefined),
): Promise<Blog> {
  const find = typeof pages === 'function' ? pages : ({ url = '' }: IncomingMessage) => pages[url.split('?')[0] ?? ''];
  const server = createServer((request, response) => {
    const page = request.url === '/favicon.ico' ? '' : find(request);
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { html, headers, status = 200 } = typeof page === 'string' ? { html: page, headers: {} } : page;
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://blog.example:${port}`, port };
}

import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { blogOf } from '../support/blog.ts';
import { bareArticle } from '../support/blog-pages.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { plant } from '../support/planted.ts';
import { type Running, running } from '../support/running.ts';

const skip = withoutBrowser;

const started = (t: TestContext) => running(t, { startAt: Date.now(), settings: { holdUnknownAuthors: false } });

/** The service's scripts, and in place of its API something that is not what it was. */
async function behind(t: TestContext, service: Running, api: RequestListener): Promise<string> {
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/api/')) return api(request, response);
    const answer = await fetch(service.url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = { 'Access-Control-Allow-Origin': '*' };
const nonsense: Readonly<Record<string, RequestListener>> = {
  'an error': (_request, response) => response.writeHead(500, open).end('Internal Server Error'),
  'a page': (_request, response) =>
    response.writeHead(200, { ...open, 'Content-Type': 'text/html' }).end('<!doctype html><h1>Parked'),
  'another JSON': (_request, response) => response.writeHead(200, open).end('{"comments":[{"id":7}]}'),
  null: (_request, response) => response.writeHead(200, open).end('null'),
  'nothing that may be read': (_request, response) => response.writeHead(200).end('{}'),
  'a cut connection': (_request, response) => response.destroy(),
};

for (const [what, api] of Object.entries(nonsense))
  test(`a service that answers ${what}: it says so, offers to try again, and the page stands`, { skip }, async (t) => {
    const service = await started(t);
    let isMended = false;
    const address = await behind(t, service, async (request, response) => {
      if (!isMended) return api(request, response);
      const answer = await fetch(service.url + request.url);
      response.writeHead(answer.status, open).end(await answer.text());
    });
    const { url } = await blogOf(t, { '/': bareArticle({ service: address }) });
    const { page, errors } = await reader(t);
    await page.goto(url);
    await page.getByText('Comments could not be loaded.').waitFor();
    ok(await page.getByText('End of the page').isVisible());
    isMended = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No comments yet.').waitFor();
    deepEqual(
      errors.filter((error) => !/Failed to load resource|CORS policy/.test(error)),
      [],
    );
  });

test('a service that never answers holds up nothing, and is given up', { skip }, async (t) => {
  const service = await started(t);
  const address = await behind(t, service, () => undefined);
  const { url } = await blogOf(t, { '/': bareArticle({ service: address }) });
  const { page } = await reader(t);
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.getByText('Loading comments…').waitFor();
  equal(await page.evaluate(() => document.readyState), 'complete');
  await page.getByText('Comments could not be loaded.').waitFor();
});

test('parts that an update took away are found under their new name', { skip }, async (t) => {
  const service = await started(t);
  await plant(service, [{ text: 'Hello.' }]);
  const { url } = await blogOf(t, { '/': bareArticle({ service: service.url }) });
  const { page } = await reader(t);
  let isOld = true;
  await page.route('**/embed.js', async (route) => {
    const body = await (await route.fetch()).text();
    await route.fulfill({
      body: isOld ? body.replace(/embed\/\w{12}\//, 'embed/000000000000/') : body,
      headers: { ...open, 'Content-Type': 'text/javascript' },
    });
    isOld = false;
  });
  await page.goto(url);
  await page.getByText('Hello.').waitFor();
});

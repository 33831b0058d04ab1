import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { commandLineIn } from '../support/command.ts';
import { doWhatIsDue } from '../support/due.ts';
import { type OtherSite, otherSite } from '../support/other-sites.ts';
import { ask } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';

interface Scene {
  readonly service: Running;
  readonly own: OtherSite;
  readonly other: OtherSite;
  /** The forms and calls that the other side got. */
  readonly got: string[];
}

/** Our pages, those of others, and the service that tells the ones of the others. */
async function scene(t: TestContext): Promise<Scene> {
  const [own, other] = [await otherSite(t), await otherSite(t)];
  const service = await running(t, { env: { FETCH_ALLOW: `${own.pair},${other.pair}` }, settings: { hosts: ['127.0.0.1'] } });
  const got: string[] = [];
  other.answer('/wm', receiving(got, 201, ''));
  other.answer(
    '/rpc',
    receiving(
      got,
      200,
      '<methodResponse><params><param><value><string>Thanks</string></value></param></params></methodResponse>',
    ),
  );
  other.answer('/webmention', '<link rel="webmention" href="/wm">');
  other.answer('/pingback', { headers: { 'X-Pingback': `${other.url}/rpc` } });
  other.answer('/none', 'Nothing');
  return { service, own, other, got };
}

const receiving =
  (got: string[], status: number, answer: string): Parameters<OtherSite['answer']>[1] =>
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push(Buffer.concat(chunks).toString());
      response.writeHead(status).end(answer);
    });
  };

const page = (...links: readonly string[]) =>
  `<title>Mine</title><article>${links.map((link) => `<a href="${link}">x</a>`).join(' ')}</article>`;

interface Sent {
  readonly target: string;
  readonly outcome: string;
  readonly protocol: string | null;
  readonly answer: string;
  readonly removed: boolean;
}

async function order({ service }: Scene, body: object): Promise<void> {
  const answer = await ask(service, '/api/v1/sites/blog/linkbacks', { body, token: await service.token() });
  equal(answer.status, 202, JSON.stringify(answer.body));
  for (let n = 0; n < 20; n += 1) await doWhatIsDue(service);
}

async function sentOf({ service }: Pick<Scene, 'service'>, url: string): Promise<readonly Sent[]> {
  const { body } = await ask<{ sent: { url: string; links: Sent[] }[] }>(service, '/api/v1/sites/blog/linkbacks?way=out', {
    token: await service.token(),
  });
  return body.sent.find((one) => one.url === url)?.links ?? [];
}

test('each link of a page is told of by the way its target takes, and its fate is kept', async (t) => {
  const all = await scene(t);
  const { own, other, got } = all;
  const paths = ['webmention', 'pingback', 'none', 'missing'];
  own.answer('/post', page(...paths.map((path) => `${other.url}/${path}`), `${own.url}/other`, `${other.url}/webmention#again`));
  await order(all, { url: `${own.url}/post` });
  deepEqual(
    (await sentOf(all, `${own.url}/post`)).map(({ target, outcome, protocol }) => [
      target.replace(other.url, ''),
      outcome,
      protocol,
    ]),
    [
      ['/webmention', 'sent', 'webmention'],
      ['/pingback', 'sent', 'pingback'],
      ['/none', 'no-endpoint', null],
      ['/missing', 'no-endpoint', null],
    ],
  );
  deepEqual(new URLSearchParams(got.find((body) => body.startsWith('source='))).get('target'), `${other.url}/webmention`);
  match(got.find((body) => body.startsWith('<')) ?? '', /<methodName>pingback\.ping<\/methodName>/);
});

test('an unchanged page sends nothing, an edited one tells all, and a link that was removed too, once', async (t) => {
  const all = await scene(t);
  const { own, other, got } = all;
  const url = `${own.url}/post`;
  const targets = () => got.splice(0).map((body) => new URLSearchParams(body).get('target')?.replace(other.url, ''));
  other.answer('/second', '<link rel="webmention" href="/wm">');
  own.answer('/post', page(`${other.url}/webmention`, `${other.url}/second`));
  await order(all, { url });
  deepEqual(targets(), ['/webmention', '/second']);
  await order(all, { url });
  deepEqual(targets(), []);
  own.answer('/post', page(`${other.url}/second`));
  await order(all, { url });
  deepEqual(targets().toSorted(), ['/second', '/webmention']);
  deepEqual(
    (await sentOf(all, url)).map(({ target, removed }) => [target.replace(other.url, ''), removed]),
    [
      ['/webmention', true],
      ['/second', false],
    ],
  );
  own.answer('/post', `${page(`${other.url}/second`)} more`);
  await order(all, { url });
  deepEqual(targets(), ['/second']);
});

test('a page that says it is unchanged is not read again', async (t) => {
  const all = await scene(t);
  const { own, other } = all;
  const asked: (string | undefined)[] = [];
  own.answer('/post', ({ headers }, response) => {
    asked.push(headers['if-none-match']);
    response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 200, { ETag: '"1"', 'Content-Type': 'text/html' });
    response.end(headers['if-none-match'] === '"1"' ? undefined : page(`${other.url}/webmention`));
  });
  for (let n = 0; n < 2; n += 1) await order(all, { url: `${own.url}/post` });
  deepEqual(asked, [undefined, '"1"']);
});

test('whose server is in trouble is tried again later', async (t) => {
  const all = await scene(t);
  const { own, other, service, got } = all;
  other.answer('/wm', { status: 503 });
  own.answer('/post', page(`${other.url}/webmention`));
  await order(all, { url: `${own.url}/post` });
  deepEqual(
    (await sentOf(all, `${own.url}/post`)).map(({ outcome, answer }) => `${outcome} ${answer}`),
    ['failed HTTP 503'],
  );
  other.answer('/wm', receiving(got, 202, 'ok'));
  service.clock.pass(2 * minute);
  await doWhatIsDue(service);
  deepEqual(
    (await sentOf(all, `${own.url}/post`)).map(({ outcome, answer }) => `${outcome} ${answer}`),
    ['sent HTTP 202: ok'],
  );
});

describe('what the other side says is kept', () => {
  const fault = (code: number, type: string) =>
    `<methodResponse><fault><value><struct><member><name>faultCode</name><value><${type}>${code}</${type}></value></member><member><name>faultString</name><value>No</value></member></struct></value></fault></methodResponse>`;
  const answers: Readonly<Record<string, readonly [body: string, outcome: string]>> = {
    already: [fault(48, 'int'), 'already'],
    'already, as i4': [fault(48, 'i4'), 'already'],
    no: [fault(0, 'int'), 'refused'],
    'an untyped string': [
      '<?xml version="1.0"?><methodResponse><params><param><value>fine</value></param></params></methodResponse>',
      'sent',
    ],
    rubbish: ['oops', 'failed'],
  };
  for (const [what, [body, outcome]] of Object.entries(answers)) {
    test(what, async (t) => {
      const all = await scene(t);
      all.other.answer('/rpc', { type: 'text/html', body });
      all.own.answer('/post', page(`${all.other.url}/pingback`));
      await order(all, { url: `${all.own.url}/post` });
      equal((await sentOf(all, `${all.own.url}/post`))[0]?.outcome, outcome);
    });
  }
});

describe('feeds and sitemaps name the pages', () => {
  const feeds: Readonly<Record<string, (own: string) => string>> = {
    Atom: (own) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/no"/><link href="${own}/post"/><updated>STAMP</updated></entry></feed>`,
    RSS: (own) =>
      `<?xml version="1.0"?><rss version="2.0"><channel><link>${own}</link><item><link>${own}/post</link><pubDate>STAMP</pubDate></item><item><link>https://elsewhere.example/</link></item></channel></rss>`,
    'a sitemap': (own) =>
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${own}/post</loc><lastmod>STAMP</lastmod></url></urlset>`,
  };
  for (const [what, feed] of Object.entries(feeds)) {
    test(`${what}: new and changed pages are sent, others are not asked for`, async (t) => {
      const all = await scene(t);
      const { own, other, got } = all;
      const order2 = () => order(all, what === 'a sitemap' ? { sitemap: `${own.url}/feed` } : { feed: `${own.url}/feed` });
      own.answer('/post', page(`${other.url}/webmention`));
      own.answer('/feed', { type: 'application/xml', body: feed(own.url).replace('STAMP', '2026-01-01') });
      await order2();
      equal(got.length, 1);
      await order2();
      deepEqual(own.asked, ['GET /feed', 'GET /post', 'GET /feed']);
      own.answer('/post', `${page(`${other.url}/webmention`)} edited`);
      own.answer('/feed', { type: 'application/xml', body: feed(own.url).replace('STAMP', '2026-01-02') });
      await order2();
      equal(got.length, 2);
    });
  }

  test('a feed that the settings name is watched', async (t) => {
    const all = await scene(t);
    const { own, other, service, got } = all;
    own.answer('/post', page(`${other.url}/webmention`));
    own.answer('/feed', { type: 'application/xml', body: feeds['RSS']?.(own.url) ?? '' });
    await service.set({ watchFeed: `${own.url}/feed` });
    for (let n = 0; n < 3; n += 1) {
      service.clock.pass(16 * minute);
      for (let m = 0; m < 5; m += 1) await doWhatIsDue(service);
    }
    equal(got.length, 1);
    ok(own.asked.filter((one) => one === 'GET /feed').length >= 3);
  });
});

test('the command line sends, and says what became of each link', async (t) => {
  const [own, other] = [await otherSite(t), await otherSite(t)];
  other.answer('/webmention', '<link rel="webmention" href="/wm">');
  other.answer('/wm', receiving([], 201, ''));
  own.answer('/post', page(`${other.url}/webmention`));
  own.answer('/feed', `<rss><channel><item><link>${own.url}/post</link></item></channel></rss>`);
  const cli = await commandLineIn(t, { FETCH_ALLOW: `${own.pair},${other.pair}` });
  await cli.run(['site', 'add', 'blog', '--host', '127.0.0.1']);
  const expected = [
    {
      source: `${own.url}/post`,
      target: `${other.url}/webmention`,
      protocol: 'webmention',
      endpoint: `${other.url}/wm`,
      outcome: 'sent',
      answer: 'HTTP 201',
    },
  ];
  deepEqual(await cli.json(['send', `${own.url}/post`]), expected);
  deepEqual(await cli.json(['send', `${own.url}/post`]), []);
  own.answer('/post', `${page(`${other.url}/webmention`)} edited`);
  deepEqual(await cli.json(['send', '--feed', `${own.url}/feed`, '--site', 'blog']), expected);
  const found = await cli.json<{ webmention: string; clients: { name: string; finds: boolean }[] }>([
    'discover',
    `${other.url}/webmention`,
  ]);
  deepEqual([found.webmention, found.clients.filter(({ finds }) => finds).length], [`${other.url}/wm`, 1]);
  for (const unread of [[`${own.url}/missing`], ['--feed', `${own.url}/post`]])
    equal((await cli.run(['send', ...unread])).code, 1);
  equal((await cli.run(['send'])).code, 2);
  equal((await cli.run(['send', 'https://elsewhere.example/'])).code, 1);
});

test('what is no order is refused', async (t) => {
  const { service, own } = await scene(t);
  const order = async (body: unknown) =>
    (await ask(service, '/api/v1/sites/blog/linkbacks', { body, token: await service.token() })).body.code;
  equal(await order({}), 'invalid');
  equal(await order({ url: own.url, feed: own.url }), 'invalid');
  equal(await order({ url: 'https://elsewhere.example/' }), 'page-not-of-this-site');
});

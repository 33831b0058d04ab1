import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { corpus } from '../support/corpus.ts';
import { decide } from '../support/moderator.ts';
import { article, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { childrenOf, type Element, parseXml, textOf } from '../support/xml.ts';

const open = { holdUnknownAuthors: false };
const sitePath = '/feeds/blog.atom';
const pagePath = (url = article) => `/feeds/blog/page.atom?url=${encodeURIComponent(url)}`;
const read = async (service: Running, path = sitePath): Promise<Element> =>
  parseXml(await (await fetch(service.url + path)).text());
const titles = (feed: Element) => childrenOf(feed, 'entry').map((entry) => textOf(entry, 'title'));

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What RFC 4287 demands of a feed (section 4.1.1) and of an entry (4.1.2). */
function requireAtom(feed: Element): void {
  deepEqual([feed.name, feed.attributes['xmlns']], ['feed', 'http://www.w3.org/2005/Atom']);
  for (const part of [feed, ...childrenOf(feed, 'entry')]) {
    for (const name of ['id', 'title', 'updated']) equal(childrenOf(part, name).length, 1, `${part.name} has one ${name}`);
    ok(URL.canParse(textOf(part, 'id') ?? ''), 'an id is an IRI');
    match(textOf(part, 'updated') ?? '', rfc3339);
  }
  for (const entry of childrenOf(feed, 'entry')) {
    ok(textOf(childrenOf(entry, 'author')[0], 'name'));
    equal(childrenOf(entry, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate').length, 1);
    equal(childrenOf(entry, 'content')[0]?.attributes['type'], 'html');
  }
  const ids = childrenOf(feed, 'entry').map((entry) => textOf(entry, 'id'));
  equal(new Set(ids).size, ids.length, 'no two entries of one id');
}

test('a feed of a site and of a page is what Atom asks for, newest first', async (t) => {
  const service = await running(t, { settings: open });
  for (const [name, url] of [
    ['Anna', article],
    ['Ben', 'https://blog.example/other'],
    ['Cleo', article],
  ] as const) {
    service.clock.pass(1_000);
    await post(service, {
      text: `By ${name} & <co>`,
      name,
      url,
      title: 'A "title" & more',
      website: 'https://a.example/?x=1&y=2',
    });
  }
  const [site, page] = [await read(service), await read(service, pagePath())];
  for (const feed of [site, page]) requireAtom(feed);
  deepEqual(titles(site), ['Cleo on A "title" & more', 'Ben on A "title" & more', 'Anna on A "title" & more']);
  deepEqual(titles(page), ['Cleo on A "title" & more', 'Anna on A "title" & more']);
  equal(textOf(childrenOf(page, 'entry')[1], 'content'), '<p>By Anna &amp; &lt;co&gt;</p>');
  equal(page.children.find(({ attributes }) => attributes['rel'] === 'self')?.attributes['href'], service.url + pagePath());
});

test('an empty feed is one, of a site and of a page nobody wrote on', async (t) => {
  const service = await running(t);
  for (const path of [sitePath, pagePath(), pagePath('https://blog.example/nowhere')]) {
    const feed = await read(service, path);
    requireAtom(feed);
    deepEqual(titles(feed), []);
  }
});

test('feeds name no page or title before an approval, and nothing after it is taken back', async (t) => {
  const service = await running(t, { settings: { holdEverything: true } });
  const { id } = (await post(service, { text: 'Held words', title: 'Held title' })).body.comment;
  const bytes = async () => (await fetch(service.url + sitePath)).text() + (await (await fetch(service.url + pagePath())).text());
  const isTold = async () => /Held (words|title)/.test(await bytes());
  equal(await isTold(), false);
  const token = await service.token();
  await decide(service, token, { ids: [id], to: 'approved' });
  equal(await isTold(), true);
  for (const to of ['trash', 'spam', 'pending', 'deleted']) {
    await decide(service, token, { ids: [id], to });
    equal(/Held words/.test(await bytes()), false, to);
  }
});

test('feeds stay well-formed under whatever a reader may write', async (t) => {
  const service = await running(t, { settings: { ...open, holdAtLinks: 1_000 } });
  const path = corpus('3-hostile/unicode/blns.json');
  const ours = [
    ']]>',
    '<![CDATA[',
    '&#0;',
    '&nope;',
    '<?xml?>',
    '\ufffe\uffff',
    '\u0080\u009f',
    'a\u000bb',
    '--><!--',
    '𝔘\u{1f468}\u200d',
  ];
  const recorded = path === null ? [] : (JSON.parse(readFileSync(path, 'utf8')) as string[]);
  t.diagnostic(`${recorded.length} recorded strings, ${ours.length} of our own`);
  const token = await service.token();
  let shown = 0;
  for (const text of [...ours, ...recorded].filter((line) => line.trim() !== '')) {
    service.clock.pass(61_000);
    const answer = await post(service, { text, name: text.slice(0, 200), title: text.slice(0, 900) }, { token });
    ok(answer.status === 201 || answer.status === 400 || answer.status === 409, `${answer.status} for ${JSON.stringify(text)}`);
    if (answer.status !== 201) continue;
    shown += 1;
    if (shown % 40 === 0) requireAtom(await read(service));
  }
  ok(shown >= 5, `${shown} shown`);
  requireAtom(await read(service));
  requireAtom(await read(service, pagePath()));
});

test('an unknown site has no feed, and a foreign page none here', async (t) => {
  const service = await running(t);
  equal((await fetch(`${service.url}/feeds/nobody.atom`)).status, 404);
  equal((await fetch(service.url + pagePath('https://elsewhere.example/'))).status, 422);
  equal((await fetch(`${service.url}/feeds/blog/page.atom`)).status, 400);
});

const everybodys = ['/api/v1/thread?site=blog&url=', '/api/v1/thread?site=blog&limit=70&url=', '/feeds/blog/page.atom?url='].map(
  (path) => path + encodeURIComponent(article),
);
for (const path of [...everybodys, sitePath, '/api/v1/thread/recent?site=blog', `/api/v1/counts?site=blog&url=${article}`])
  test(`${path.replace(/%.*/, '')} is tagged, not sent twice, compressed, and readable from anywhere`, async (t) => {
    const service = await running(t, { settings: open });
    await post(service, { text: 'Words that compress well. '.repeat(80) });
    const bodies = new Set<string>();
    for (const encoding of ['identity', 'gzip', 'br']) {
      const headers = { 'Accept-Encoding': encoding, Origin: 'https://anywhere.example' };
      const answer = await fetch(service.url + path, { headers });
      equal(answer.status, 200);
      const small = path.includes('/counts');
      equal(answer.headers.get('Content-Encoding'), encoding === 'identity' || small ? null : encoding);
      equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
      equal(answer.headers.get('Access-Control-Expose-Headers'), 'ETag, Retry-After');
      equal(answer.headers.get('Cache-Control'), 'no-cache');
      match(answer.headers.get('Vary') ?? '', /Accept-Encoding/i);
      bodies.add(await answer.text());
      const etag = answer.headers.get('ETag') ?? '';
      match(etag, /^"[^"]+"$/, 'strong');
      const again = await fetch(service.url + path, { headers: { ...headers, 'If-None-Match': etag } });
      deepEqual([again.status, again.headers.get('ETag'), await again.text()], [304, etag, '']);
      equal(again.headers.get('Access-Control-Allow-Origin'), '*');
    }
    equal(bodies.size, 1, 'one content whatever the encoding');
    const before = (await fetch(service.url + path)).headers.get('ETag');
    await post(service, { text: 'Another' });
    notEqual((await fetch(service.url + path)).headers.get('ETag'), before);
  });

import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { readFeedAuthors } from '../../src/article-authors/read-feed-authors.ts';
import { nameAuthor } from '../support/article-authors.ts';
import { otherSite } from '../support/other-sites.ts';
import { minute } from '../support/running.ts';
import { type MailScene, mailScene, settle } from '../support/subscriptions.ts';

const at = 'https://blog.example/feed';
const read = (feed: string) => {
  const names = readFeedAuthors(Buffer.from(feed), at);
  return names && Object.fromEntries([...names].map(([url, author]) => [new URL(url).pathname, author]));
};
const rss = (items: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>https://blog.example/</link>${channel}${items}</channel></rss>`;
const item = (path: string, said: string) => `<item><link>https://blog.example/${path}</link>${said}</item>`;

test('RSS names authors by author, dc:creator and managingEditor, with an email or not at all', () => {
  const items = [
    item('a', '<author>anna@example.org (Anna &amp; Co)</author>'),
    item('b', '<dc:creator><![CDATA[Ben <ben@example.org>]]></dc:creator>'),
    item('c', '<dc:creator>Cleo</dc:creator>'),
    item('d', ''),
    item('e', '<dc:creator>Emil</dc:creator><author>emil@example.org</author>'),
    item('f', '<author>noreply@blogger.com (Fay)</author>'),
    item('a', '<author>late@example.org</author>'),
  ];
  deepEqual(read(rss(items.join(''), '<managingEditor>ed@example.org (Ed)</managingEditor>')), {
    '/a': { name: 'Anna & Co', email: 'anna@example.org' },
    '/b': { name: 'Ben', email: 'ben@example.org' },
    '/c': null,
    '/d': { name: 'Ed', email: 'ed@example.org' },
    '/e': { name: null, email: 'emil@example.org' },
    '/f': null,
  });
});

test('Atom names authors by entry, or by the feed where an entry has none', () => {
  const entry = (path: string, said: string) => `<entry><link href="/${path}"/>${said}</entry>`;
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ed</name><email>ed@example.org</email></author>${[
    entry('a', '<author><name>Anna</name></author><author><name>Ben</name><email> ben@example.org </email></author>'),
    entry('b', '<author><name>Cleo</name><uri>mailto:x@example.org</uri></author>'),
    entry('c', '<source><author><name>Else</name><email>else@example.org</email></author></source>'),
    entry('d', '<contributor><name>C</name><email>c@example.org</email></contributor>'),
  ].join('')}</feed>`;
  const ed = { name: 'Ed', email: 'ed@example.org' };
  deepEqual(read(feed), { '/a': { name: 'Ben', email: 'ben@example.org' }, '/b': null, '/c': ed, '/d': ed });
});

test('JSON Feed names authors by mailto:, of 1.1 and of 1.0', () => {
  const anna = { name: 'Anna', url: 'mailto:anna%40example.org?subject=x' };
  const items = [
    { url: '/a', authors: [{ name: 'No' }, anna] },
    { url: '/b', author: anna },
    { url: '/c', authors: [{ name: 'C', url: 'https://c.example' }] },
    { url: '/d' },
    { url: '/e', authors: 7, author: 'x' },
    { title: 'no address' },
    null,
  ];
  const feed = { version: 'https://jsonfeed.org/version/1.1', authors: [{ url: 'mailto:ed@example.org' }], items };
  const [named, ed] = [
    { name: 'Anna', email: 'anna@example.org' },
    { name: null, email: 'ed@example.org' },
  ];
  deepEqual(read(JSON.stringify(feed)), { '/a': named, '/b': named, '/c': null, '/d': ed, '/e': ed });
});

test('what is no feed names nobody, and what is no address is nobody’s', () => {
  for (const none of [
    '',
    '{',
    '{}',
    '['.repeat(500_000),
    `{"a":${'['.repeat(500_000)}`,
    '<html/>',
    '<rss>',
    '<!DOCTYPE x [<!ENTITY a "b">]><rss/>',
  ])
    equal(read(none), null, none.slice(0, 30));
  const addresses = [
    'a@b',
    'a b@example.org',
    'a@example.org, b@example.org',
    'a@example.org\r\nBcc: x@example.org',
    '"a@x.example y"@example.org',
    `${'a'.repeat(100)}@example.org`,
    'a@example.org&#10;b@example.org',
    `${'('.repeat(900_000)}`,
    'x\u202e@example.org',
  ];
  for (const address of addresses)
    deepEqual(read(rss(item('a', `<author>${address}</author>`))), { '/a': null }, JSON.stringify(address.slice(0, 40)));
  const named = read(rss(item('a', `<author>a@example.org (${'N'.repeat(300)}\u202e)</author>`)));
  deepEqual(named, { '/a': { name: null, email: 'a@example.org' } }, 'too long a name is none');
});

/** Everything that follows, also what had to wait for its turn at the feed's host. */
async function settleAll(scene: MailScene): Promise<void> {
  await settle(scene.service);
  scene.service.clock.pass(minute / 10);
  await settle(scene.service);
}

test('the feed of a site names the authors of its pages: asked for when one is told, rarely, and from its own hosts alone', async (t) => {
  const [own, foreign] = [await otherSite(t), await otherSite(t)];
  const feed = (author: string) => ({
    type: 'application/rss+xml',
    body: rss(`<item><link>${own.url}/post</link><author>${author}</author></item>`),
  });
  own.answer('/feed', feed('feed@example.org (Fee)'));
  foreign.answer('/feed', feed('foreign@example.org'));
  const env = { FETCH_ALLOW: `${own.pair},${foreign.pair}` };
  const scene = await mailScene(t, { hosts: ['blog.example', own.pair], watchFeed: `${own.url}/feed` }, { env });
  const { service } = scene;
  const url = `${own.url}/post`;
  const say = async (text: string) => {
    service.clock.pass(60 * minute);
    await scene.say({ text, url });
    await settleAll(scene);
    return scene.server.received.at(-1)?.to[0];
  };
  const told = async () => scene.server.received.flatMap(({ to }) => to);
  equal(await say('One'), 'feed@example.org');
  const asked = own.asked.filter((one) => one === 'GET /feed').length;
  for (let times = 0; times < 5; times += 1) await scene.say({ text: `More ${times}`, url });
  ok(own.asked.filter((one) => one === 'GET /feed').length <= asked + 1, 'read from memory');
  own.answer('/feed', feed('next@example.org'));
  equal(await say('Two'), 'next@example.org');
  await nameAuthor(service, { email: 'said@example.org' }, url);
  equal(await say('A moderator wins'), 'said@example.org');
  const before = (await told()).length;
  await nameAuthor(service, null, url);
  await say('And says nobody');
  equal((await told()).length, before);

  const second = `${own.url}/second`;
  const sayThere = async (text: string) => {
    service.clock.pass(60 * minute);
    await scene.say({ text, url: second });
    await settleAll(scene);
  };
  own.answer('/feed', (_request, response) => response.writeHead(302, { Location: `${foreign.url}/feed` }).end());
  foreign.answer('/feed', {
    type: 'application/rss+xml',
    body: rss(`<item><link>${second}</link><author>foreign@example.org</author></item>`),
  });
  await sayThere('Led elsewhere');
  own.answer('/feed', { status: 500 });
  await sayThere('No feed');
  await service.set({ watchFeed: `${foreign.url}/feed` });
  await sayThere('Of another site');
  deepEqual((await told()).slice(before), []);
});

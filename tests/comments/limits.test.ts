import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { article, ask, post, thread } from '../support/reader.ts';
import { running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };

const mailbox = (length: number) => `${'a'.repeat(60)}@${'b'.repeat(length - 60 - 1 - 4)}.org`;
const address = (length: number, start = 'https://blog.example/') => start + 'x'.repeat(length - start.length);

/** The longest that is taken of each field, and the shortest that is not. */
const edges: readonly (readonly [field: string, what: string, fits: string, tooLong: string])[] = [
  ['name', '245 letters', 'n'.repeat(245), 'n'.repeat(246)],
  ['name', '245 characters beyond the basic plane', '😀'.repeat(245), '😀'.repeat(246)],
  ['email', '100 characters', mailbox(100), mailbox(101)],
  ['website', '200 characters', address(200), address(201)],
  ['title', '1,000 characters', 't'.repeat(1_000), 't'.repeat(1_001)],
  ['title', '1,000 characters beyond the basic plane', '𝔘'.repeat(1_000), '𝔘'.repeat(1_001)],
  ['url', '2,000 characters', address(2_000), address(2_001)],
  ['text', '65,525 bytes of ASCII', `${'w '.repeat(32_762)}w`, `${'w '.repeat(32_762)}ww`],
  ['text', '65,525 bytes in three each', `${'字'.repeat(21_841)}ab`, '字'.repeat(21_842)],
  ['text', '65,525 bytes in four each', `${'😀'.repeat(16_381)}a`, '😀'.repeat(16_382)],
];

for (const [field, what, fits, tooLong] of edges)
  test(`a ${field} of ${what} is taken, one more is refused by its field`, async (t) => {
    const service = await running(t, { settings: open });
    equal((await post(service, { text: 'Hello', [field]: fits })).status, 201);
    const refused = await post(service, { text: 'Hello again', [field]: tooLong });
    deepEqual([refused.status, refused.body.code, refused.body.errors?.[0]?.field], [400, 'invalid', field]);
    const kept = await service.service.store.comments.recent((await service.service.sites.bySlug('blog')).id, 10);
    equal(kept.length, 1);
  });

test('names, titles and texts are kept in NFC', async (t) => {
  const service = await running(t, { settings: open });
  const { comment } = (await post(service, { text: 'Cafe\u0301', name: 'Jose\u0301', title: 'Re\u0301sume\u0301' })).body;
  deepEqual([comment.html, comment.author?.name], ['<p>Café</p>', 'José']);
  equal((await thread(service)).page.title, 'Résumé');
});

test('controls and what turns the direction are taken out of names and titles', async (t) => {
  const service = await running(t, { settings: open });
  const name = 'An\u0007na\u202e gnp.exe\u2066\u200f\u061c';
  const { comment } = (await post(service, { text: 'Hello', name, title: 'A\u202d title\u0085\u2028of\u0001 mine' })).body;
  equal(comment.author?.name, 'An na gnp.exe');
  equal((await thread(service)).page.title, 'A title of mine');
  equal((await post(service, { text: 'x', name: '\u202e\u0007 ' })).body.errors?.[0]?.field, 'name', 'nothing is left of it');
});

test('a NUL or half a surrogate pair is refused in every field', async (t) => {
  const service = await running(t, { settings: open });
  const whole = { site: 'blog', url: article, title: 'T', name: 'Anna', email: 'anna@example.org', website: 'https://a.example' };
  const fields = Object.entries({ ...whole, text: 'Hi', formToken: 'x', topic: '', parent: '', subscribe: 'thread' });
  for (const [field, value] of fields)
    for (const bad of ['\0', '\ud800', '\udc00']) {
      const refused = await ask(service, '/api/v1/comments', {
        body: { ...whole, text: 'Hi', [field]: `${value}${bad}` },
        headers: { 'X-Forwarded-For': `198.51.100.${fields.findIndex(([name]) => name === field)}` },
      });
      deepEqual([refused.status, refused.body.code], [400, 'invalid'], `${field} ${JSON.stringify(bad)}`);
    }
  equal((await thread(service)).count, 0);
});

test('an unknown field is refused, and so are values of another type', async (t) => {
  const service = await running(t, { settings: open });
  const wrong = [
    { status: 'approved' },
    { moderator: true },
    { name: { $gt: '' } },
    { text: ['x'] },
    { parent: 7 },
    { email: null },
  ];
  for (const extra of wrong) {
    const whole = { site: 'blog', url: article, name: 'Anna', email: 'anna@example.org', text: 'Hi' };
    const refused = await ask(service, '/api/v1/comments', { body: { ...whole, ...extra } });
    deepEqual([refused.status, refused.body.code], [400, 'invalid'], JSON.stringify(extra));
    ok((refused.body.errors?.length ?? 0) > 0);
  }
});

test('a website is http or https only, an email is checked for form only', async (t) => {
  const service = await running(t, { settings: open });
  for (const website of ['javascript:alert(1)', 'ftp://a.example/', 'data:text/html,x', 'https://a:b@c.example/', 'https://'])
    equal((await post(service, { text: 'Hi', website })).body.errors?.[0]?.field, 'website', website);
  for (const email of ['anna', 'anna@', '@example.org', 'an na@example.org', 'anna@example.org\nBcc: b@example.org', 'a@b'])
    equal((await post(service, { text: 'Hi', email })).body.errors?.[0]?.field, 'email', JSON.stringify(email));
  const taken = await post(service, { text: 'Hi', email: 'nobody@no-such-host.example', website: 'anna.example' });
  deepEqual([taken.status, taken.body.comment.author?.url], [201, 'http://anna.example']);
});

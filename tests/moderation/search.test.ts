import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { wordsOf } from '../../src/moderation/words.ts';
import { queue } from '../support/moderator.ts';
import { post } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

const comments = [
  { text: 'Die Müllabfuhr kommt morgen', name: 'Jörg Müller', email: 'Joerg@Mail.example', from: '203.0.113.5' },
  { text: '今日は東京で雨が降ります', name: '山田太郎', email: 'yamada@kaisha.example', from: '203.0.113.77' },
  { text: 'مرحبا بالعالم كله', name: 'فاطمة', email: 'fatima@example.org', from: '203.0.114.5' },
  { text: 'Привет, мир! Ёлка стоит', name: 'Иван', email: 'ivan@example.org', from: '198.51.100.5' },
  { text: '오늘 날씨가 좋아요', name: '김민수', email: 'kim@example.org', from: '2001:db8:1:2::5' },
  { text: 'Party 🎉 tonight', name: 'Emo 🦆', email: 'duck@example.org', from: '198.51.100.6' },
  { text: 'See https://shop.Spam.example/x?y=1 now', name: 'Kim', email: 'kim@spammer.example', from: '198.51.100.7' },
  { text: 'Elsewhere', name: 'Kim Other', email: 'other@example.org', from: '198.51.100.8', url: 'https://blog.example/second' },
  { text: 'My site', name: 'Webster', email: 'w@example.org', website: 'https://blog.webster.example/', from: '198.51.100.9' },
] as const;

/** What is asked, and the names of who is found. */
const searches: readonly (readonly [q: string, found: readonly string[], role?: 'owner'])[] = [
  ['müllabfuhr', ['Jörg Müller']],
  ['MULLABFUHR', ['Jörg Müller']],
  ['muller', ['Jörg Müller']],
  ['東京', ['山田太郎']],
  ['京で', ['山田太郎']],
  ['太郎', ['山田太郎']],
  ['大阪', []],
  ['بالعالم', ['فاطمة']],
  ['فاطمة', ['فاطمة']],
  ['привет', ['Иван']],
  ['МИР', ['Иван']],
  ['елка', ['Иван']],
  ['날씨가', ['김민수']],
  ['🎉', ['Emo 🦆']],
  ['🦆', ['Emo 🦆']],
  ['author:🦆', ['Emo 🦆']],
  ['party 🎈', []],
  ['email:joerg@mail.example', ['Jörg Müller']],
  ['email:JOERG@MAIL.EXAMPLE', ['Jörg Müller']],
  ['email:joerg', []],
  ['ip:203.0.113.', ['Jörg Müller', '山田太郎']],
  ['ip:203.0.113.77', ['山田太郎'], 'owner'],
  ['ip:2001:db8:1', ['김민수']],
  ['ip:2001:db8:1:2', ['김민수'], 'owner'],
  ['ip:2001:db8:1:2::5', ['김민수'], 'owner'],
  ['ip:2001', ['김민수']],
  ['ip:20', ['Jörg Müller', '山田太郎', 'فاطمة']],
  ['ip:203.0.11', ['Jörg Müller', '山田太郎', 'فاطمة']],
  ['ip:203.0.113', ['Jörg Müller', '山田太郎']],
  ['ip:203.0.113.7', ['山田太郎'], 'owner'],
  ['ip:198.51.100.5 ip:198', ['Иван'], 'owner'],
  ['ip:203 ip:198', []],
  ['ip:3', []],
  ['ip:203.0.113.777', [], 'owner'],
  ['domain:spam.example', ['Kim']],
  ['domain:shop.spam.example', ['Kim']],
  ['domain:webster.example', ['Webster']],
  ['domain:spammer.example', ['Kim']],
  ['domain:am.example', []],
  ['page:https://blog.example/second', ['Kim Other']],
  ['page:http://www.blog.example/second/?utm_source=x#y', ['Kim Other']],
  ['page:https://blog.example/nowhere', []],
  ['author:kim', ['Kim', 'Kim Other']],
  ['author:山田', ['山田太郎']],
  ['author:иван', ['Иван']],
  ['author:kim elsewhere', ['Kim Other']],
  ['"See" now', ['Kim']],
  ['kim party', []],
];

test('search finds words of any script, and what its operators name', async (t) => {
  const service = await running(t);
  for (const { from, ...words } of comments) await post(service, words, { headers: { 'X-Forwarded-For': from } });
  const tokens = { moderator: await service.token(), owner: await service.token('owner') };
  for (const [q, found, role = 'moderator'] of searches) {
    const { comments: rows } = await queue(service, tokens[role], { q });
    deepEqual(rows.map(({ author }) => author.name).sort(), [...found].sort(), q);
  }
});

test('an id finds its one comment, in the part of the queue it is in, on its own site', async (t) => {
  const service = await running(t);
  const token = await service.token();
  const { id } = (await post(service, { text: 'One' })).body.comment;
  await post(service, { text: `comment:${id}`, name: 'Ben', email: 'ben@example.org' });
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const found = async (query: Readonly<Record<string, string>>, of = token) =>
    (await queue(service, of, query)).comments.map((comment) => comment.id);
  deepEqual(await found({ q: `comment:${id}` }), [id]);
  deepEqual(await found({ q: ` COMMENT:${id.toLowerCase()} `, type: 'comment' }), [id]);
  deepEqual(await found({ q: `comment:${id}`, status: 'spam' }), []);
  deepEqual(await found({ q: `comment:${id}`, type: 'webmention' }), []);
  deepEqual(await found({ q: `comment:${id}`, reported: '1' }), []);
  deepEqual(await found({ q: `comment:${id}`, site: 'other' }, await service.token('owner', 'other')), []);
  deepEqual(await found({ q: 'comment:01JZ8A0000000000000000ABCD' }), []);
});

test('a moderator to whom addresses are shortened cannot find out the rest by searching', async (t) => {
  const service = await running(t);
  await post(service, { text: 'Hello' }, { headers: { 'X-Forwarded-For': '203.0.113.77' } });
  const found = async (token: string, q: string) => (await queue(service, token, { q })).comments.length;
  const [moderator, owner] = [await service.token(), await service.token('owner')];
  equal(await found(owner, 'ip:203.0.113.7'), 1);
  equal(await found(moderator, 'ip:203.0.113'), 1);
  for (const last of ['203.0.113.7', '203.0.113.77']) {
    const other = last.replace(/7$/, '8');
    equal(await found(moderator, `ip:${last}`), await found(moderator, `ip:${other}`), `${last} is answered like ${other}`);
  }
});

test('a text of ASCII has the words that it has beside letters of any other kind', () => {
  const ascii = Array.from({ length: 128 }, (_, at) => String.fromCharCode(at)).join('');
  const texts = [ascii, [...ascii].join('a'), "Don't PANIC, 42! a_b-c.d@e.example", ''];
  for (const text of texts) deepEqual(wordsOf(text), wordsOf(`${text} é`).slice(0, -1), JSON.stringify(text));
});

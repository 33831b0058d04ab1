import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pageKeyOf } from '../../src/sites/page-key.ts';
import { corpus } from '../support/corpus.ts';

const key = (address: string, pageQuery: readonly string[] | null = null) => pageKeyOf(address, { pageQuery })?.key;
const page = 'https://blog.example/a/page?id=1';

const sameAs: readonly (readonly [what: string, address: string])[] = [
  ['scheme', 'http://blog.example/a/page?id=1'],
  ['default port of https', 'https://blog.example:443/a/page?id=1'],
  ['default port of http', 'http://blog.example:80/a/page?id=1'],
  ['leading www.', 'https://www.blog.example/a/page?id=1'],
  ['fragment', 'https://blog.example/a/page?id=1#comment-7'],
  ['trailing slash', 'https://blog.example/a/page/?id=1'],
  ['case of the host', 'https://BLOG.Example/a/page?id=1'],
  ['dot segments', 'https://blog.example/a/b/../page?id=1'],
  ['escapes where none is needed', 'https://blog.example/%61/p%61ge?%69d=%31'],
  ['empty parameters', 'https://blog.example/a/page?&id=1&'],
];
for (const [what, address] of sameAs) test(`the ${what} makes no other page`, () => equal(key(address), key(page)));

const tracking =
  'utm_source utm_medium utm_campaign utm_anything UTM_Source fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid ref replytocom preview';
for (const name of tracking.split(' '))
  test(`the tracking parameter ${name} makes no other page, wherever it stands`, () => {
    equal(key(`https://blog.example/a/page?${name}=x&id=1`), key(page));
    equal(key(`https://blog.example/a/page?id=1&${name}`), key(page));
    equal(pageKeyOf(`https://blog.example/a/page?${name}=x&id=1`, { pageQuery: null })?.url, page, 'nor stands in the address');
    equal(key(`https://blog.example/a/page?${name}=x&id=1`, ['id']), key(page));
  });

const otherThan: readonly (readonly [what: string, address: string])[] = [
  ['another port', 'https://blog.example:8443/a/page?id=1'],
  ['another host', 'https://news.blog.example/a/page?id=1'],
  ['another path', 'https://blog.example/a/other?id=1'],
  ['the case of the path', 'https://blog.example/A/page?id=1'],
  ['another value', 'https://blog.example/a/page?id=2'],
  ['another parameter', 'https://blog.example/a/page?id=1&p=2'],
  ['a parameter that only begins like a tracking one', 'https://blog.example/a/page?id=1&refer=2'],
  ['no query', 'https://blog.example/a/page'],
  ['an escaped slash', 'https://blog.example/a%2Fpage?id=1'],
];
for (const [what, address] of otherThan) test(`${what} makes another page`, () => notEqual(key(address), key(page)));

test('pageQuery names the only parameters that distinguish pages, null all of them', () => {
  equal(key(`${page}&sort=up`, ['id']), key(page, ['id']));
  notEqual(key('https://blog.example/a/page?id=2', ['id']), key(page, ['id']));
  equal(key('https://blog.example/a/page?id=2', []), key(page, []));
  equal(key('https://blog.example/?b=2&a=1'), key('https://blog.example/?a=1&b=2'), 'their order says nothing');
  notEqual(key('https://blog.example/?a=1&a=2'), key('https://blog.example/?a=2&a=1'), 'of one parameter it does');
});

test('host names compare in punycode, paths by their escapes', () => {
  equal(key('https://bücher.example/straße'), key('https://xn--bcher-kva.example/stra%c3%9fe'));
  equal(key('https://BÜCHER.example/'), 'xn--bcher-kva.example');
  equal(key('https://blog.example/%7euser'), key('https://blog.example/~user'));
});

test('what is no address of a page has no key', () => {
  const none = [
    '',
    'blog.example/a',
    '//blog.example/a',
    'ftp://blog.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://anna@blog.example/',
    'https://anna:secret@blog.example/',
    `https://blog.example/${'a'.repeat(2_000)}`,
  ];
  deepEqual(
    none.filter((address) => key(address) !== undefined),
    [],
  );
  const longest = `https://blog.example/${'a'.repeat(2_000 - 'https://blog.example/'.length)}`;
  ok(key(longest));
});

test('no address of the URL standard’s own tests makes it throw, and a key made again is the same', (t) => {
  const path = corpus('3-hostile/url/urltestdata.json');
  if (path === null) return t.skip('0 of its addresses tried: the corpus is not here');
  const inputs = (JSON.parse(readFileSync(path, 'utf8')) as unknown[]).flatMap((entry) =>
    typeof entry === 'object' && entry !== null && 'input' in entry && typeof entry.input === 'string' ? [entry.input] : [],
  );
  ok(inputs.length > 500, `${inputs.length} addresses`);
  const wrong = inputs.filter((input) => {
    const made = pageKeyOf(input, { pageQuery: null });
    if (made === null || made.url.length > 2_000) return false;
    const again = pageKeyOf(made.url, { pageQuery: null });
    return again?.key !== made.key || again.url !== made.url;
  });
  deepEqual(wrong, []);
  t.diagnostic(`${inputs.length} addresses tried`);
});

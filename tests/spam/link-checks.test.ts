import { equal, match } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderBody } from '../../src/comments/body.ts';
import { linkDisguise } from '../../src/spam/link-disguise.ts';
import { linkElsewhere } from '../../src/spam/link-elsewhere.ts';
import { linkShare } from '../../src/spam/link-share.ts';
import type { Trace } from '../../src/spam/trace.ts';
import { traceOf } from '../../src/spam/trace.ts';
import { gist, noLookups, subject, textOf } from './subject.ts';

const saying = (text: string, author = {}) => subject({ comment: { text, html: renderBody(text, 'markdown') }, author });

describe('link-share', () => {
  for (const [text, found] of [
    ['Two links, https://a.example and https://b.example, in a sentence of some words.', 'nothing'],
    ['https://a.example https://b.example https://c.example buy here', 'evidence 1.75'],
    ['https://a.example/only', 'evidence 0.3'],
    ['https://a.example and https://b.example', 'nothing'],
    ['<a href="https://a.example">one</a> [url=https://b.example]two[/url] https://c.example', 'evidence 1.75'],
    [
      'Three links, but https://a.example with https://b.example and https://c.example stand among so many words of somebody who has a lot to say about each of them and says it.',
      'nothing',
    ],
  ] as const) {
    test(`${text.slice(0, 50)}: ${found}`, () => equal(gist(linkShare.look(saying(text), noLookups)), found));
  }

  test('thirty thousand links weigh no more than some', () => {
    const text = 'http://a.example '.repeat(3_800);
    equal(gist(linkShare.look(saying(text), noLookups)).split(' ')[0], 'evidence');
  });
});

describe('link-disguise', () => {
  for (const [what, text, said] of [
    ['a text that names another host', '[www.bank.example](https://thief.example/login)', /another, thief\.example/],
    ['a bare address', 'See http://192.0.2.7/offer now', /bare address 192\.0\.2\.7/],
    ['punycode', 'See https://xn--pple-43d.example/ now', /letters that may look like others/],
    ['a shortener', 'See https://bit.ly/3abc now', /bit\.ly hides/],
  ] as const) {
    test(what, () => match(textOf(linkDisguise.look(saying(text), noLookups)), said));
  }

  test('a text that names its own host, or none, is no disguise', () => {
    for (const text of ['[www.own.example](https://own.example/a)', '[the manual](https://own.example/)', 'https://own.example/'])
      equal(gist(linkDisguise.look(saying(text), noLookups)), 'nothing');
  });

  test('the website field counts as a link', () => {
    match(textOf(linkDisguise.look(saying('Hello.', { website: 'https://tinyurl.com/x' }), noLookups)), /tinyurl\.com hides/);
  });
});

describe('link-elsewhere', () => {
  const mine = saying('Look at https://wave.example/offer please.');
  const before = (parts: Partial<Trace>): Trace => ({ ...traceOf(mine.comment), id: 'before', pageId: 'page-2', ...parts });
  const look = async (...traces: Trace[]) =>
    gist(await linkElsewhere.look(mine, { ...noLookups, recent: { traces: async () => traces } }));

  test('hints at what waits, weighs what is spam, and trusts what was approved', async () => {
    equal(await look(before({ status: 'pending' })), 'hint 1.5');
    equal(await look(before({ status: 'spam' })), 'evidence 3');
    equal(await look(before({ status: 'spam' }), before({ id: 'other', status: 'approved' })), 'nothing');
    equal(await look(before({ pageId: 'page-1' })), 'nothing');
    equal(await look(before({ links: [1] })), 'nothing');
  });
});

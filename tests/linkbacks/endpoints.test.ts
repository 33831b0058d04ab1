import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { findEndpoints, linkHeader } from '../../src/linkbacks/endpoints.ts';
import { wordpressElement } from '../../src/linkbacks/wordpress-element.ts';
import { corpus } from '../support/corpus.ts';

const find = (text: string, headers: Record<string, string> = {}, url = 'https://page.example/a/b') =>
  findEndpoints({ url, headers, text });

interface Case {
  readonly test: number;
  readonly link_header: string;
  readonly link_tag: string;
  readonly description: string;
}

const rocks = corpus('4-protocol/webmention.rocks/discovery.json');

test('webmention.rocks: every recorded discovery case', { skip: rocks === null ? 'needs the corpus' : false }, () => {
  const cases = JSON.parse(readFileSync(rocks ?? '', 'utf8')) as readonly Case[];
  ok(cases.length >= 12);
  for (const { test: number, link_header: header, link_tag: tag, description } of cases) {
    const page = `https://webmention.rocks/test/${number}`;
    const text = `<!doctype html><head>${tag}</head><body>${description}</body>`;
    equal(find(text, header === '' ? {} : { link: header }, page).webmention, `${page}/webmention`, `case ${number}`);
  }
});

const headers = corpus('4-protocol/link-header-cases.json');

test('Link headers of others are read', { skip: headers === null ? 'needs the corpus' : false }, () => {
  const cases = JSON.parse(readFileSync(headers ?? '', 'utf8')) as readonly {
    header: string;
    test: string;
    expected?: Record<string, string[]>;
    endpoint?: string;
  }[];
  for (const { header, test: name, expected, endpoint } of cases) {
    const value = /^link:\s*(.*)$/im.exec(header)?.[1] ?? (/^HTTP/.test(header) ? '' : header);
    if (endpoint !== undefined) equal(find('', { link: value }).webmention, endpoint, name);
    for (const [rel, urls] of Object.entries(expected ?? {})) {
      if (!/^HTTP/.test(header))
        deepEqual(
          linkHeader(value)
            .filter(({ rels }) => rels.includes(rel))
            .map(({ url }) => url),
          urls,
          `${name} ${rel}`,
        );
    }
  }
});

describe('webmention', () => {
  const endpoint = 'https://page.example/wm';
  const found: Readonly<Record<string, [string, Record<string, string>?]>> = {
    'the first of the document, whichever element it is': ['<a href="/wm" rel="webmention">x</a><link rel=webmention href=/no>'],
    'the header wins': ['<link rel=webmention href=/no>', { link: '<a>; rel=x, </wm>; rel="y webmention"' }],
    'relative to the base': ['<base href="https://page.example/z/"><link rel=webmention href="../wm">'],
    'not in a comment, or as text': [
      '<!-- <link rel=webmention href=/no> --><p>&lt;link rel=webmention href=/no&gt;<link rel=WebMention href=/wm>',
    ],
    'not without an address': ['<link rel=webmention><a rel=webmention href=/wm>'],
  };
  for (const [what, [text, given]] of Object.entries(found)) test(what, () => equal(find(text, given).webmention, endpoint));

  test('an empty address is the page itself', () =>
    equal(find('<link rel=webmention href="">').webmention, 'https://page.example/a/b'));
  test('no other rel, and no other scheme', () => {
    for (const text of [
      '<link rel=not-webmention href=/no>',
      '<link rel=webmention href="javascript:x">',
      '<form rel=webmention action=/no>',
    ])
      equal(find(text).webmention, null, text);
  });
});

test('pingback by header or element, trackback by RDF or rel', () => {
  equal(find('<link rel=pingback href=/no>', { 'x-pingback': 'https://page.example/p' }).pingback, 'https://page.example/p');
  equal(find('<link rel="pingback" href="https://page.example/p">').pingback, 'https://page.example/p');
  const rdf = '<!-- <rdf:RDF><rdf:Description rdf:about="x" trackback:ping="https://page.example/t?a=1&amp;b=2" /></rdf:RDF> -->';
  equal(find(rdf).trackback, 'https://page.example/t?a=1&b=2');
  equal(find('<a rel="trackback" href="/t">').trackback, 'https://page.example/t');
});

test('a hostile page costs little', () => {
  const pieces = [
    '<rdf:Description ',
    '<link rel="webmention" ',
    '<a href="',
    '<!--',
    '<base href="x">',
    '<link rel=webmention href=" ',
  ];
  for (const text of pieces) {
    const began = performance.now();
    find(text.repeat(Math.floor(1_000_000 / text.length)), { link: `<${'a'.repeat(20_000)}`.repeat(5) });
    ok(performance.now() - began < 5_000, `${text} took ${performance.now() - began} ms`);
  }
});

test('what WordPress reads as the pingback element', () => {
  const element = '<link rel="pingback" href="https://x.example/p">';
  equal(wordpressElement(element), 'https://x.example/p');
  equal(wordpressElement("<link rel='pingback' href='https://x.example/p'>"), 'https://x.example/p');
  equal(wordpressElement(`<!-- ${element.replace('/p', '/c')} -->${element}`), 'https://x.example/c');
  for (const none of [
    '<link href="https://x.example/p" rel="pingback">',
    '<LINK REL="pingback" HREF="x">',
    '<link rel="webmention pingback" href="x">',
    '',
  ])
    equal(wordpressElement(none), null, none);
});

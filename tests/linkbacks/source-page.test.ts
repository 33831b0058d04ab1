import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readHtmlSource, readPlainSource } from '../../src/linkbacks/source-page.ts';
import { decodePage } from '../../src/net/charset.ts';
import { fastest } from '../support/fastest.ts';

const target = 'https://blog.example/article?a=1&b=2';
const read = (body: string, url = 'https://source.example/post') =>
  readHtmlSource(`<!doctype html><title>A post</title><body>${body}`, { url, targets: [target] });

describe('a link', () => {
  const links = [
    `<a href="${target}">x</a>`,
    `<A HREF='https://blog.example/article?a=1&amp;b=2#part'>x</A>`,
    '<a href=https://BLOG.example:443/article?a=1&#038;b=2>x</a>',
    `<img src="${target}">`,
    `<video poster="${target}"></video>`,
    `<iframe src="${target}"></iframe>`,
    `<blockquote cite="${target}">x</blockquote>`,
    '<base href="https://blog.example/a/"><a href="../article?a=1&b=2">x</a>',
    `<p><a href=" ${target}\n">unclosed`,
  ];
  for (const link of links) test(link, () => ok(read(link).link));

  const none = [
    target,
    `<!-- <a href="${target}">x</a> -->`,
    `&lt;a href="${target}"&gt;`,
    `<script>'<a href="${target}">x</a>'</script>`,
    `<template><a href="${target}">x</a></template>`,
    `<textarea><a href="${target}">x</a></textarea>`,
    `<a title="${target}">x</a>`,
    '<a href="https://blog.example/article?a=1">x</a>',
    '<a href="http://blog.example/article?a=1&b=2">x</a>',
    '<a href="https://blog.example/article/?a=1&b=2">x</a>',
    `<a href="javascript:location='${target}'">x</a>`,
  ];
  for (const text of none) test(`none: ${text}`, () => equal(read(text).link, null));
});

test('of several links the one that people read counts, wherever it stands', () => {
  const hidden = `<div style="display: none"><a href="${target}">spam</a></div>`;
  const aside = `<div class="widget sidebar-1"><a href="${target}">blogroll</a></div>`;
  deepEqual(read(hidden).link, { target, excerpt: null, isHidden: true, isAside: false });
  equal(read(aside).link?.isAside, true);
  const best = read(`${hidden}${aside}<p>Read <a href="${target}">this</a> now.</p>`).link;
  deepEqual(best, { target, excerpt: '[…] blogroll Read this now. […]', isHidden: false, isAside: false });
  for (const around of [
    '<body class="sidebar">',
    '<div class="has-sidebar comments-open">',
    '<div style="opacity: 0; transform: none">',
  ])
    deepEqual(read(`${around}<a href="${target}">x</a>`).link, { target, excerpt: '[…] x […]', isHidden: false, isAside: false });
});

test('the excerpt is a hundred characters before and after, as text', () => {
  const words = (count: number) => 'word '.repeat(count);
  const { link } = read(`<p>${words(100)}<a href="${target}">the <b>article</b></a> &lt;i&gt; ${words(100)}</p>`);
  equal(link?.excerpt, `[…] ${words(20)}the article <i> ${words(20).slice(0, 95)} […]`.replace(/ {2}\[…\]$/, ' […]'));
});

test('the title is one line of text, and the site is named where the page names it', () => {
  const page = readHtmlSource(
    '<meta property="og:site_name" content="A  blog"><title>\n One \u202e&amp; two </title><svg><title>no</title></svg>',
    { url: 'https://source.example/', targets: [target] },
  );
  deepEqual([page.title, page.siteName], ['One & two no', 'A blog']);
});

test('a page that is too deep is read as far as it is not, and quickly', async () => {
  const page = `<a href="${target}">x</a>${'<div>'.repeat(200_000)}<a href="https://deep.example/">x</a>`;
  const deep = read(page);
  ok(deep.link && !deep.isWhole && deep.linkedHosts === 1);
  const limit = 1_000;
  ok((await fastest(() => read(page), { limit })) <= limit);
});

test('text and JSON name the target as a whole', () => {
  const plain = (text: string, isJson: boolean) => readPlainSource(text, { isJson, targets: [target] }).link !== null;
  ok(plain(`See <${target}>.`, false));
  ok(!plain(`See ${target}3`, false));
  ok(plain(JSON.stringify({ a: [{ b: target }] }), true));
  ok(!plain(JSON.stringify({ a: `at ${target}` }), true));
  ok(!plain(`{"a": "${target}"`, true));
  ok(!plain('['.repeat(100_000), true));
});

describe('a page is decoded as a browser does it', () => {
  const cases: readonly (readonly [what: string, bytes: Buffer, type: string, text: string])[] = [
    ['by its type', Buffer.from([0xe9]), 'text/html; charset=iso-8859-1', 'é'],
    ['by its meta', Buffer.from('<meta charset="shift_jis">\x82\xa0', 'latin1'), 'text/html', '<meta charset="shift_jis">あ'],
    ['its mark wins', Buffer.from('\ufeffé', 'utf16le'), 'text/html; charset=utf-8', 'é'],
    [
      'its type wins over its meta',
      Buffer.from('<meta charset=shift_jis>é'),
      'text/html;charset="UTF-8"',
      '<meta charset=shift_jis>é',
    ],
    ['unlabelled UTF-8', Buffer.from('“é”'), 'text/html', '“é”'],
    ['unlabelled windows-1252', Buffer.from([0x93, 0xe9, 0x94]), 'text/html', '“é”'],
    ['a label that nobody knows', Buffer.from('é'), 'text/html; charset=klingon', 'é'],
    ['a meta that cannot be', Buffer.from('<meta charset=utf-16>é'), 'text/html', '<meta charset=utf-16>é'],
    ['mislabelled', Buffer.from([0x61, 0xff, 0x62]), 'text/html; charset=utf-8', 'a\ufffdb'],
  ];
  for (const [what, bytes, type, text] of cases) test(what, () => equal(decodePage(bytes, type), text));
});

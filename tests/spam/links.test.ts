import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { links } from '../../src/spam/links.ts';
import { gist, noLookups, subject, textOf } from './subject.ts';

const anchors = (count: number) => '<p><a href="https://a.example/" rel="nofollow">a</a></p>\n'.repeat(count);
const look = (html: string, holdAtLinks = 2) => links.look(subject({ comment: { html }, settings: { holdAtLinks } }), noLookups);

test('holds at the number, not above it', () => {
  equal(gist(look(anchors(1))), 'nothing');
  equal(gist(look(anchors(2))), 'hold 1');
});

test('counts anchors and nothing that looks like one', () => {
  equal(gist(look('<p>&lt;a href="x"&gt; <abbr>a</abbr> https://a.example/ https://b.example/</p>')), 'nothing');
});

test('the reason says how many there are and how many are too many', () => {
  equal(textOf(look(anchors(5))), 'It has 5 links; this site holds comments with 2 or more.');
  equal(textOf(look(anchors(1), 1)), 'It has a link; this site holds comments with 1 or more.');
});

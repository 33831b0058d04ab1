import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Comment } from '../../src/comments/comment.ts';
import { blockedWords, heldWords } from '../../src/spam/word-lists.ts';
import { fastest } from '../support/fastest.ts';
import { gist, noLookups, subject, textOf } from './subject.ts';

const blocked = (word: string, given: Parameters<typeof subject>[0] = {}) =>
  blockedWords.look(subject({ ...given, settings: { blockedWords: [word] } }), noLookups);
const place = (word: string, given: Parameters<typeof subject>[0] = {}) =>
  textOf(blocked(word, given)).replace(/^.* in the (.*) is on .*$/, '$1');

test('a blocked word is spam, a held word waits', () => {
  equal(gist(blocked('figure')), 'spam 6');
  equal(gist(heldWords.look(subject({ settings: { heldWords: ['figure'] } }), noLookups)), 'hold 1');
  equal(gist(blocked('viagra')), 'nothing');
  equal(gist(heldWords.look(subject({ settings: { blockedWords: ['figure'] } }), noLookups)), 'nothing');
});

test('the reason says which word and where', () => {
  equal(textOf(blocked('FIGURE')), '“FIGURE” in the text is on the list of blocked words.');
});

test('looks at name, email, website, text, user agent and a linkback’s source', () => {
  equal(place('ada', { author: { email: null } }), 'name');
  equal(place('@example.org'), 'email');
  equal(place('shop.example', { author: { website: 'https://shop.example/' } }), 'website');
  equal(place('firefox'), 'user agent');
  const source: Comment['source'] = { url: 'https://farm.example/1', title: null, excerpt: null };
  equal(place('farm.example', { comment: { type: 'pingback', source } }), 'source');
});

test('an address hits, but the reason does not keep it', () => {
  equal(textOf(blocked('203.0.113.')), 'The address is on the list of blocked words.');
});

test('markup does not cut a word in two, nor hide the target of a link', () => {
  const text = 'vi**ag**ra [here](https://pills.example/)';
  const html = '<p>vi<strong>ag</strong>ra <a href="https://pills.example/">here</a></p>\n';
  equal(place('viagra', { comment: { text, html } }), 'text');
  equal(place('pills.example', { comment: { text, html } }), 'text');
});

test('5,000 words against the longest comment take no time worth speaking of', async () => {
  const words = Array.from({ length: 5_000 }, (_, at) => `word${at}`);
  const text = 'word '.repeat(13_105);
  const long = subject({ comment: { text, html: `<p>${text}</p>` }, settings: { blockedWords: words } });
  const limit = 200;
  const took = await fastest(() => equal(gist(blockedWords.look(long, noLookups)), 'nothing'), { rounds: 10, limit });
  ok(took <= limit, `${took.toFixed(1)} ms`);
});

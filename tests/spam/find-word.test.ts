import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { findWord } from '../../src/spam/find-word.ts';

const finds = (word: string, text: string) => findWord([word], [text]) !== null;

test('finds a word inside another, as WordPress does', () => {
  equal(finds('press', 'WordPress'), true);
  equal(finds('press', 'pres s'), false);
});

test('whatever the case, by Unicode', () => {
  equal(finds('КАЗИНО', 'казино'), true);
  equal(finds('ΛΌΓΟΣ', 'ο λόγος του'), true);
  equal(finds('STRASSE', 'Straße'), true);
  equal(finds('ß', 'MASSE'), true);
  equal(finds('İstanbul', 'i̇stanbul'), true);
});

test('whatever the dress of the letters', () => {
  equal(finds('slot', '𝓼𝓵𝓸𝓽 gacor'), true);
  equal(finds('slot', 'ＳＬＯＴ'), true);
});

test('a word is plain text, never a pattern', () => {
  equal(finds('a.c', 'abc'), false);
  equal(finds('a.c', 'xA.Cx'), true);
  equal(finds('(', ':('), true);
  equal(finds('.*', 'anything'), false);
});

test('finds words of one and two characters, emoji and words over a line break', () => {
  equal(finds('x', 'AXE'), true);
  equal(finds('💊', 'buy 💊💊'), true);
  equal(finds('buy now', 'buy\nnow'), false);
});

test('answers the first word of the list and the first text that holds it', () => {
  deepEqual(findWord(['none', 'two', 'one'], ['one', 'one two', 'two']), { word: 'two', textIndex: 1 });
});

test('two texts do not make a word together', () => {
  equal(findWord(['casino'], ['cas', 'ino']), null);
});

test('an empty list finds nothing, nor does any list in nothing', () => {
  equal(findWord([], ['text']), null);
  equal(findWord(['word'], []), null);
});

test('agrees with a plain search over every piece of a text', () => {
  const text = 'Grüße aus İzmir: 3 × 𝟓 ﬁne ﷺ words, наконец готово 完了';
  const pieces = [...text].flatMap((_, at, all) => [1, 2, 3, 4, 7].map((length) => all.slice(at, at + length).join('')));
  for (const piece of pieces) equal(finds(piece, text), true, piece);
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { unstacked } from '../../src/wire/graphemes.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const longest = (text: string) => Math.max(...Array.from(segmenter.segment(text), ({ segment }) => [...segment].length));

test('what people write stays as it is', () => {
  for (const text of [
    'Zoë, Nguyễn and Ἀχιλλεύς',
    'ฉันอ่านบทความนี้เมื่อวานที่ผ่านมาและชอบมาก',
    'क्षेत्रज्ञस्त्र्यम्बकस्वास्थ्य',
    'ཧཀྵྨླྺྼྻྂ',
    'שָׁלוֹם עֲלֵיכֶם מַלְאֲכֵי הַשָּׁרֵת',
    '한국어로적은아주긴문장이하나있습니다',
    '👩🏽‍❤️‍💋‍👨🏿👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇦🇹🇩🇪👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽',
  ])
    equal(unstacked(text), text);
});

test('no cluster is longer than a line is wide, whatever it is made of', () => {
  const letters = ['ด้็', 'a\u0301\u0317', '👩\u200d', '\u1100', 'क्', '\u0600', '\ufe0f', '\u{e0041}'];
  for (const letter of letters)
    for (const text of [letter.repeat(2_000), `${letter.repeat(17)}b `.repeat(100)]) {
      const cut = unstacked(text);
      ok(longest(cut) <= 17, `${JSON.stringify(letter)}: ${longest(cut)}`);
      equal(unstacked(cut), cut);
    }
  deepEqual([unstacked(`Z${'\u0335'.repeat(80)}algo`)], [`Z${'\u0335'.repeat(16)}\u200balgo`]);
});

import { equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkNames } from '../../src/wire/settings.ts';
import type { CommentView } from '../../src/wire/thread.ts';
import { elementsOfFragment } from '../support/markup.ts';
import { requireComment, requirePage } from '../support/only.ts';
import { ask, post } from '../support/reader.ts';
import { running } from '../support/running.ts';

const most = 65_525;
/** Texts of 64 KB, each of what some renderer takes quadratic time or a deep stack for. */
const pieces = [
  '>',
  '> ',
  '- ',
  '1. ',
  '* ',
  '*',
  '**',
  '_a_',
  '*a**',
  '`',
  '``` \n',
  '~~~\n',
  '[',
  '![',
  '[a](',
  '[](',
  '[a]: ',
  '](',
  '<',
  '<a ',
  '</',
  '<!--',
  '<b>',
  '&',
  '&amp;',
  '&#x0;',
  '\\',
  '\\\\*',
  '    a\n',
  '\t',
  '\n',
  '\n\n',
  ' \n',
  'a\n> ',
  'http://',
  'http://a.b/(',
  'http://a@',
  'www.',
  'a@b.',
  '"',
  "'",
  '(',
  ':',
  '::',
  '|',
  '|-',
  '#',
  '= \n',
  'ä',
  '😀',
  '\u0301',
  '\u200f',
  '\u00ad',
  '*\u00a0',
  '[a](http://b "',
];

/** How deep elements stand in each other, without a parser that recurses. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z][^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!/^<br\b/.test(tag)) depth += 1;
    deepest = Math.max(deepest, depth);
  }
  equal(depth, 0, 'every element is closed');
  return deepest;
}

describe('a text of 64 KB of one thing becomes markup of bounded depth and size', () => {
  for (const piece of pieces) {
    test(JSON.stringify(piece), async (t) => {
      const settings = { holdUnknownAuthors: false, holdAtLinks: 1_000, checksOff: [...checkNames] };
      const service = await running(t, { settings });
      const times = Math.floor((most - 4) / Buffer.byteLength(piece));
      for (const text of [`${piece.repeat(times)}a`, `b ${piece.repeat(times)}`]) {
        const preview = await ask<{ html: string }>(service, '/api/v1/preview', { body: { site: 'blog', text } });
        equal(preview.status, 200);
        const { html } = preview.body;
        requireComment(html, piece);
        ok(depthOf(html) <= 48, `${depthOf(html)} deep`);
        ok(html.length <= 20 * most, `${html.length} characters`);
        ok(elementsOfFragment(html).length <= most);
        const posted = await post(service, { text });
        ok(posted.status === 201 || posted.status === 202, String(posted.status));
      }
      const { url } = service;
      const page = await (await fetch(`${url}/thread?site=blog&url=https://blog.example/article`)).text();
      requirePage(page, piece);
      const read = await ask<{ comments: CommentView[] }>(service, '/api/v1/thread?site=blog&url=https://blog.example/article');
      for (const { html } of read.body.comments) requireComment(html ?? '', piece);
      ok(read.body.comments.length > 0);
    });
  }
});

test('a byte more is refused by its field', async (t) => {
  const service = await running(t);
  for (const text of ['a'.repeat(most + 1), 'ä'.repeat(Math.ceil(most / 2) + 1), '😀'.repeat(16_382)]) {
    const answer = await post(service, { text });
    equal(answer.status, 400);
    equal(answer.body.errors?.[0]?.field, 'text');
  }
  equal((await post(service, { text: 'a'.repeat(most) })).status, 202);
});

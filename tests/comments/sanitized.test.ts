import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { renderBody } from '../../src/comments/body.ts';

const again: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'em', 'strong', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
};

const pieces = [
  '*',
  '**',
  '_',
  '`',
  '```\n',
  '> ',
  '- ',
  '1. ',
  '\n',
  '\n\n',
  ' ',
  '    ',
  '  \n',
  '\\',
  '<',
  '>',
  '&',
  '&amp;',
  '&lt;',
  '&#x3c;',
];
const markup = [
  '<script>',
  '</p>',
  '<br>',
  '<b onclick=x>',
  '[a](https://a.example)',
  '<https://b.example>',
  '](javascript:x)',
  '"',
  "'",
  '\u0000',
  '\u{1f600}',
  'word',
];
const texts = fc.array(fc.oneof(fc.constantFrom(...pieces, ...markup), fc.string({ unit: 'binary', maxLength: 4 })), {
  maxLength: 60,
});

test('whatever is written, the sanitizer finds nothing to change in what is shown', () => {
  fc.assert(
    fc.property(texts, (parts) => {
      const html = renderBody(parts.join(''), 'markdown');
      assert.equal(sanitizeHtml(html, again).trim(), html);
    }),
    { numRuns: 3_000 },
  );
});

import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import type { TextFormat } from './comment.ts';

/** Grows when the renderer changes; older HTML is then made anew from its text. */
export const rendererVersion = 1;

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true, maxNesting: 20 })
  .disable(['image', 'heading', 'lheading', 'table', 'hr', 'reference', 'html_block', 'html_inline', 'strikethrough'])
  .enable(['linkify']);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
for (const scheme of ['ftp:', '//', 'mailto:']) markdown.linkify.add(scheme, null as never);

/** The closed list of what a comment may be made of, whatever it was written in. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'em', 'strong', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  nestingLimit: 24,
  transformTags: {
    i: 'em',
    b: 'strong',
    a: (tagName, { href }) => ({ tagName, attribs: { ...(href !== undefined && { href }), rel: 'nofollow ugc noopener' } }),
  },
};

/** Safe HTML of a comment's text: paragraphs, line breaks, emphasis, code, quotes, lists and links. */
export function renderBody(text: string, format: TextFormat): string {
  if (format === 'plain' || isWild(text)) return plainParagraphs(text);
  if (format === 'html') return sanitizeHtml(paragraphs(text), allowed).trim();
  const html = markdown.render(text);
  return isBare(html) ? asSanitized(html) : sanitizeHtml(html, allowed).trim();
}

/** Of the renderer's HTML: no tag but allowed ones without an attribute, so that there is nothing to take away. */
function isBare(html: string): boolean {
  return !/<(?!\/?(?:p|br|em|strong|code|pre|blockquote|ul|ol|li)>)/.test(html);
}

/** The same spelling as the sanitizer's. */
function asSanitized(html: string): string {
  return html.replaceAll('<br>', '<br />').replaceAll('&quot;', '"').trim();
}

/** What is left of HTML without its tags. */
export function plainText(html: string): string {
  return sanitizeHtml(html.replace(/<(?:br|\/p|\/li|\/blockquote)[ />]/g, '\n$&'), {
    allowedTags: [],
    allowedAttributes: {},
  }).trim();
}

/** Of each kind of what takes longer than it is long, more than any person writes in 64 KB. */
const bounds: readonly (readonly [what: RegExp, most: number])[] = [
  [/[*_`[\]<>!~#\\&]/g, 4_000],
  [/\n/g, 3_000],
  [/:\/\//g, 500],
];

function isWild(text: string): boolean {
  return bounds.some(([what, most]) => text.length > most && (text.match(what)?.length ?? 0) > most);
}

/** Escaped by ourselves, and nothing but paragraphs and line breaks around it: there is nothing left to sanitize. */
function plainParagraphs(text: string): string {
  return paragraphs(text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'));
}

const block = /<(?:p|pre|blockquote|ul|ol|li|table|div|h[1-6])[\s>]/i;

/** WordPress stores comments with bare newlines and makes paragraphs of them when it shows them (`wpautop`). */
function paragraphs(text: string): string {
  if (block.test(text)) return text;
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${part.trim().replace(/\n/g, '<br>')}</p>`)
    .join('\n');
}

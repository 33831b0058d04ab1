import { deepEqual } from 'node:assert/strict';
import { type Element, elementsOf, elementsOfFragment } from './markup.ts';

/** What a comment's HTML is made of, and nothing else. */
const ofComment: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['p', 'br', 'em', 'strong', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li'].map((name) => [name, []])),
  a: ['href', 'rel'],
};

const known = ['class', 'id', 'dir', 'lang', 'aria-current', 'aria-label'];
const field = [
  'type',
  'name',
  'value',
  'required',
  'autocomplete',
  'aria-describedby',
  'aria-invalid',
  'maxlength',
  'tabindex',
  'autofocus',
  'inputmode',
];

/** What the pages for readers are made of. */
const ofPage: Readonly<Record<string, readonly string[]>> = {
  ...ofComment,
  ...Object.fromEntries(
    ['html', 'head', 'title', 'style', 'body', 'main', 'header', 'footer', 'h1', 'h2', 'h3', 'span', 'bdi', 'small'].map(
      (name) => [name, []],
    ),
  ),
  meta: ['charset', 'name', 'content'],
  link: ['rel', 'href', 'type', 'title'],
  script: ['type'],
  details: [],
  summary: [],
  data: ['value'],
  section: ['aria-labelledby'],
  article: [],
  nav: ['aria-label'],
  div: ['role', 'aria-hidden'],
  time: ['datetime'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  form: ['method', 'action'],
  label: ['for'],
  input: field,
  textarea: [...field, 'rows', 'cols'],
  button: ['type'],
  fieldset: [],
};

const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'data', 'poster', 'background'];

function flawsOf(
  { name, attributes, foreign }: Element,
  allowed: Readonly<Record<string, readonly string[]>>,
  more: readonly string[],
): string[] {
  const own = allowed[name];
  if (own === undefined || foreign) return [`<${name}>`];
  if (name === 'script' && attributes['type'] !== 'application/ld+json') return ['<script>'];
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    if (!own.includes(attribute) && !more.includes(attribute)) return [`<${name} ${attribute}>`];
    return addresses.includes(attribute) && !isHttp(value) ? [`<${name} ${attribute}=${value}>`] : [];
  });
}

function isHttp(address: string): boolean {
  const page = 'https://reader.example/page';
  return URL.canParse(address, page) && /^https?:$/.test(new URL(address, page).protocol);
}

/** Asserts that a comment's HTML holds what comments may hold, that links lead to http(s), and vouch for nothing. */
export function requireComment(html: string, what: string): void {
  const elements = elementsOfFragment(html);
  const links = elements.filter(({ name }) => name === 'a');
  const vouching = links.filter(({ attributes }) => attributes['rel'] !== 'nofollow ugc noopener').map(() => 'rel');
  deepEqual([...elements.flatMap((element) => flawsOf(element, ofComment, [])), ...vouching], [], `${what}\n${html}`);
}

/** The same of a whole page. */
export function requirePage(page: string, what: string): void {
  const elements = elementsOf(page);
  deepEqual(
    elements.flatMap((element) => flawsOf(element, ofPage, known)),
    [],
    what,
  );
  // One of each, wherever somebody tried to end one and begin another.
  for (const name of ['title', 'style', 'head', 'body'])
    deepEqual(elements.filter((one) => one.name === name).length, 1, `${name}: ${what}`);
}

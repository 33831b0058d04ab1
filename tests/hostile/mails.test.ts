import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPlainAddress, plainName, senderOf } from '../../src/notifications/address.ts';
import type { Letter } from '../../src/notifications/letter.ts';
import { render } from '../../src/notifications/render.ts';
import { corpus } from '../support/corpus.ts';
import { pass, settle, smtp, waitingFor } from '../support/mailing.ts';
import { elementsOf } from '../support/markup.ts';
import { post } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';
import { addressesOf, mailServer } from '../support/smtp.ts';
import { payloadsIn } from './payloads.ts';

const folders = ['3-hostile/xss', '3-hostile/unicode'].flatMap((path) => corpus(path) ?? []);
const payloads = [...new Set(folders.flatMap(payloadsIn))];

/** What somebody would type to have a header or a recipient of their own. */
const injections = [
  'Anna\r\nBcc: victim@example.com',
  'Anna\nBcc: victim@example.com\n\nBody',
  'Anna\r\n\r\nHello',
  'Anna\u2028Bcc: victim@example.com',
  'Anna\u0085Bcc: victim@example.com',
  '"Anna" <victim@example.com>',
  'victim@example.com, Anna',
  '=?utf-8?Q?=0D=0ABcc:_victim=40example.com?=',
  'a'.repeat(245),
  '\u202evictim\u2066',
  ')(*&^%$#@!<>{}[]\\|;:\'",.?/~`',
];

const letterOf = (text: string): Letter => ({
  to: 'mod@example.org',
  fromName: text,
  subject: text,
  lang: 'en',
  dir: 'ltr',
  thread: ['page.1'],
  parts: [
    { kind: 'heading', text },
    { kind: 'facts', facts: [{ name: 'Author', value: text }] },
    { kind: 'facts', facts: [{ name: 'Page', value: text, url: `https://blog.example/?${text.slice(0, 100)}` }] },
    { kind: 'quote', text },
    { kind: 'paragraph', text },
    { kind: 'links', links: [{ text: 'Approve', url: 'https://blog.example/mail-link?token=x' }] },
  ],
});

const ours = ['html', 'head', 'meta', 'title', 'body', 'main', 'h1', 'h2', 'bdi', 'p', 'br', 'a', 'blockquote'];
const attributes = ['lang', 'dir', 'charset', 'name', 'content', 'style', 'href'];

/** What of a page is none of ours. */
function strange(page: string): string[] {
  return elementsOf(page).flatMap(({ name, attributes: own, foreign }) => [
    ...(foreign || !ours.includes(name) ? [name] : []),
    ...Object.keys(own).filter((attribute) => !attributes.includes(attribute)),
    ...(own['href']?.startsWith('https://blog.example/') === false ? [own['href']] : []),
  ]);
}

/** Lines that are neither a quoted line, nor one of the seven of the letter itself. */
function loose(text: string): string[] {
  const outside = text.split('\n').filter((line) => line !== '' && !line.startsWith('> '));
  return outside.length > 6 ? outside : [];
}

describe('whatever stands in a name, a title or a text', () => {
  test('becomes no element, no address and no line of its own in either form', () => {
    for (const payload of [...payloads, ...injections]) {
      const { html, text, subject, from } = render(
        letterOf(payload),
        { messageId: '<1@mail.example>' },
        senderOf('x@mail.example') ?? fail(),
      );
      deepEqual(strange(html), [], payload);
      deepEqual(loose(text), [], payload);
      ok(!/[\r\n\u2028\u2029\p{Cc}]/u.test(subject + (from.name ?? '')), payload);
      ok(!/[<>@,;:"()]/.test(from.name ?? ''), payload);
    }
    ok(payloads.length > 2_500 || folders.length === 0, `${payloads.length} attacks`);
  });

  test('a planted element, line or link would be found', () => {
    deepEqual(strange('<p onclick="x"><img><a href="https://evil.example">').sort(), ['https://evil.example', 'img', 'onclick']);
    equal(loose('1\n2\n3\n4\n5\n6\nBcc: x\n> quoted').length, 7);
  });
});

test('names and titles add no header and no recipient to a mail that travelled', async (t) => {
  const server = await mailServer(t);
  const service = await running(t, { env: smtp(server) });
  await waitingFor(service);
  await settle(service);
  const known = [...(server.received[0]?.parsed.headers.keys() ?? [])].sort();
  for (const [at, name] of injections.entries())
    equal(
      (
        await post(service, {
          name,
          title: name,
          text: `${at} ${name}`,
          url: `https://blog.example/${at}`,
          email: `${at}@example.org`,
        })
      ).status,
      202,
      name,
    );
  await settle(service);
  await pass(service, minute, 5_000);
  equal(server.received.length, injections.length + 1);
  for (const { parsed, to, from } of server.received) {
    deepEqual([...parsed.headers.keys()].sort(), known);
    deepEqual([to, from], [['mod@example.org'], 'blog@mail.example']);
    deepEqual([addressesOf(parsed.to), addressesOf(parsed.from)], [['mod@example.org'], ['blog@mail.example']]);
    equal(parsed.attachments.length, 0);
    deepEqual(
      strange(String(parsed.html)).filter((one) => !one.startsWith(service.url)),
      [],
    );
  }
});

test('an address is one address, or none', () => {
  const none = [
    '',
    '@',
    'a@',
    '@b.example',
    'a@b.example, c@d.example',
    'a@b.example,c@d.example',
    'a@b.example c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'a@b.example\0',
    '"victim@b.example x"@d.example',
    'a@b@c.example',
    '<a@b.example>',
    'Anna <a@b.example>',
    'a@b.example>',
    'a(comment)@b.example',
    'a@(x)b.example',
    'a;b@c.example',
    'group:a@b.example;',
    'a..b@c.example',
    '.a@c.example',
    'a@-b.example',
    'a@b..example',
    'a@b_c.example',
    'a@b.example/',
    'a\u202e@b.example',
    'a\u00a0@b.example',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b.'.repeat(130)}example`,
  ];
  deepEqual(none.filter(isPlainAddress), []);
  const one = ['a@b.example', "o'neil+x@sub.b.example", 'Zoë@bücher.example', 'иван@пример.рф', 'a@localhost', 'a@[127.0.0.1]'];
  deepEqual(
    one.filter((address) => !isPlainAddress(address)),
    [],
  );
});

test('a sender is read as it is meant, or not at all', () => {
  deepEqual(senderOf('The "Blog" <blog@mail.example>'), { name: 'The Blog', address: 'blog@mail.example' });
  deepEqual(senderOf('blog@mail.example'), { name: null, address: 'blog@mail.example' });
  for (const text of ['Blog', 'a@b.example <c@d.example> x', 'Blog <a@b.example, c@d.example>', '<>'])
    equal(senderOf(text), null, text);
  equal(plainName('Anna <a@b.example>\r\nBcc: x'), 'Anna a b.example Bcc x');
});

function fail(): never {
  throw new Error('This is a sender.');
}

import { deepEqual, equal, match } from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { callXmlRpc, linking, ping, queueOf, withOtherSite } from '../support/linkbacks.ts';
import { pingXml } from '../support/ping-xml.ts';
import { article } from '../support/reader.ts';

describe('what real clients send is taken', () => {
  const call = (source: string) => pingXml(source, article);
  const odd: Readonly<
    Record<string, (source: string) => { body: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> }>
  > = {
    'as text/html': (source) => ({ body: call(source), headers: { 'Content-Type': 'text/html' } }),
    'as a form': (source) => ({ body: call(source), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    'accepting no XML': (source) => ({ body: call(source), headers: { Accept: 'application/json' } }),
    'with a byte order mark and blank lines': (source) => ({ body: `\ufeff\r\n\n${call(source)}` }),
    'in iso-8859-1': (source) => ({ body: call(source).replace('"1.0"', '"1.0" encoding="iso-8859-1"') }),
    'in us-ascii': (source) => ({ body: call(source).replace('"1.0"', '"1.0" encoding="us-ascii"') }),
    'in UTF-16': (source) => ({ body: new Uint8Array(Buffer.from(`\ufeff${call(source)}`, 'utf16le')) }),
    'with untyped values': (source) => ({ body: call(source).replaceAll(/<\/?string>/g, '') }),
    'with space around': (source) => ({
      body: call(source).replaceAll('<string>', '\n <string>\n ').replaceAll('</string>', ' \n</string> '),
    }),
    'in CDATA': (source) => ({
      body: call(source)
        .replaceAll('&amp;', '&')
        .replaceAll('<string>', '<string><![CDATA[')
        .replaceAll('</string>', ']]></string>'),
    }),
    'with numeric entities': (source) => ({ body: call(source.replace('http:', 'HTTP:')).replace('HTTP:', '&#104;tt&#x70;:') }),
    'with bare ampersands': (source) => ({ body: call(source).replaceAll('&amp;', '&') }),
    'with more parameters': (source) => ({
      body: call(source).replace('</params>', '<param><value><int>1</int></value></param></params>'),
    }),
    'with a DOCTYPE': (source) => ({ body: call(source).replace('?>', '?><!DOCTYPE methodCall SYSTEM "x.dtd">') }),
    'with stray bytes behind': (source) => ({ body: `${call(source)}\0\n-- ` }),
  };
  for (const [what, make] of Object.entries(odd)) {
    test(what, async (t) => {
      const { service, other } = await withOtherSite(t);
      other.answer('/a?b=1&c=2', linking());
      const { body, headers } = make(`${other.url}/a?b=1&c=2`);
      const { fault, text: said } = await callXmlRpc(service, body, headers);
      equal(fault, 0, said);
      deepEqual(
        (await queueOf(service)).map(({ source }) => source),
        [`${other.url}/a?b=1&c=2`],
      );
    });
  }

  test('by HTTP/1.0', async (t) => {
    const { service, other } = await withOtherSite(t);
    other.answer('/a', linking());
    const body = call(`${other.url}/a`);
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.write(`POST /pingback/blog HTTP/1.0\r\nContent-Length: ${body.length}\r\n\r\n${body}\r\n\r\n`);
    match(await text(socket), /^HTTP\/1\.1 200 OK[\s\S]*registered/);
  });

  test('a target with letters that must be escaped', async (t) => {
    const { service, other } = await withOtherSite(t);
    other.answer('/a', `<a href="https://blog.example/é?x=ü">x</a>`);
    equal((await ping(service, `${other.url}/a`, 'https://blog.example/é?x=ü#part')).fault, 0);
  });
});

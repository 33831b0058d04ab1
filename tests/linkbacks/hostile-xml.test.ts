import { ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { anotherAddress } from '../support/another-address.ts';
import { corpus } from '../support/corpus.ts';
import { callXmlRpc } from '../support/linkbacks.ts';
import { type Running, running } from '../support/running.ts';

const hostile = corpus('3-hostile');
const skip = hostile === null ? 'needs the corpus' : false;

/** The fault that it is answered with, within 100 ms. The best of several counts: other work of the machine only ever adds. */
async function quickly(service: Running, body: string | Uint8Array<ArrayBuffer>, what: string): Promise<number> {
  const times: number[] = [];
  for (;;) {
    const began = performance.now();
    const { fault } = await callXmlRpc(service, body, { 'X-Forwarded-For': anotherAddress() });
    times.push(performance.now() - began);
    if (Math.min(...times) < 100) return fault;
    ok(times.length < 10, `${what} took ${Math.min(...times)} ms at best`);
  }
}

test('every call of the corpus is answered as one, everything else is refused', { skip }, async (t) => {
  const service = await running(t);
  const answers = (folder: string, file: string) =>
    quickly(service, new Uint8Array(readFileSync(`${hostile}/${folder}/${file}`)), file);
  const each = async (folder: string, expected: (file: string) => readonly number[]) => {
    const files = readdirSync(`${hostile}/${folder}`).filter((file) => file.endsWith('.xml'));
    ok(files.length > 2, folder);
    for (const file of files) {
      const fault = await answers(folder, file);
      ok(expected(file).includes(fault), `${file}: ${fault}`);
    }
  };
  await each('xmlrpc/node-xmlrpc/good_food', (file) => [/_call|string_emoji\.xml/.test(file) ? -32601 : -32600]);
  await each('xmlrpc/node-xmlrpc/bad_food', (file) => [file.startsWith('broken') ? -32700 : -32600]);
  await each('xml/defusedxml', () => [-32700, -32600]);
});

test('no entity is expanded, and memory stays flat', async (t) => {
  const service = await running(t);
  const lol = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  const bombs = [
    `<!DOCTYPE a [<!ENTITY l0 "lol">${lol}]><methodCall><methodName>&l10;</methodName></methodCall>`,
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><methodCall><methodName>&x;</methodName></methodCall>`,
    `<methodCall><methodName>${'&lol;'.repeat(10_000)}</methodName></methodCall>`,
    `${'<a>'.repeat(20_000)}`,
    `<methodCall>${'<a/>'.repeat(16_000)}</methodCall>`,
    `<methodCall ${'a="" '.repeat(10_000)}>`,
    '&'.repeat(65_000),
  ];
  /** By how much memory grows meanwhile. */
  const send = async (): Promise<number> => {
    const before = process.memoryUsage.rss();
    for (let n = 0; n < 30; n += 1)
      for (const body of bombs) {
        const fault = await quickly(service, body, body.slice(0, 60));
        ok(fault === -32700 || fault === -32600, `${body.slice(0, 60)}: ${fault}`);
      }
    return process.memoryUsage.rss() - before;
  };
  await send();
  // What is kept grows each time; what is not yet collected only once.
  const grown: number[] = [];
  do grown.push(await send());
  while (Math.min(...grown) >= 64 * 1024 * 1024 && grown.length < 3);
  ok(Math.min(...grown) < 64 * 1024 * 1024, `${grown} bytes`);
});

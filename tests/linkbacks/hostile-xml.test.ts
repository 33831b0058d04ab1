import { ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { corpus } from '../support/corpus.ts';
import { callXmlRpc, ping } from '../support/linkbacks.ts';
import { running } from '../support/running.ts';

const hostile = corpus('3-hostile');
const skip = hostile === null ? 'needs the corpus' : false;

test('every call of the corpus is answered as one, everything else is refused', { skip }, async (t) => {
  const service = await running(t);
  const answers = async (folder: string, file: string, n: number) => {
    const body = new Uint8Array(readFileSync(`${hostile}/${folder}/${file}`));
    const began = performance.now();
    const { fault } = await callXmlRpc(service, body, { 'X-Forwarded-For': `10.1.${n >> 8}.${n & 255}` });
    ok(performance.now() - began < 100, `${file} took ${performance.now() - began} ms`);
    return fault;
  };
  const each = async (folder: string, expected: (file: string) => readonly number[]) => {
    const files = readdirSync(`${hostile}/${folder}`).filter((file) => file.endsWith('.xml'));
    ok(files.length > 2, folder);
    for (const [n, file] of files.entries()) {
      const fault = await answers(folder, file, n);
      ok(expected(file).includes(fault), `${file}: ${fault}`);
    }
  };
  await ping(service, 'x');
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
  let before = 0;
  for (let n = 0; n < 60; n += 1) {
    if (n === 30) before = process.memoryUsage.rss();
    for (const body of bombs) {
      const began = performance.now();
      const { fault } = await callXmlRpc(service, body, { 'X-Forwarded-For': `10.2.${n}.1` });
      ok(fault === -32700 || fault === -32600, `${body.slice(0, 60)}: ${fault}`);
      ok(performance.now() - began < 100, `${body.slice(0, 60)} took ${performance.now() - began} ms`);
    }
  }
  ok(process.memoryUsage.rss() - before < 64 * 1024 * 1024);
});

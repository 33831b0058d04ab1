import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { randomBytes, scryptSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { hashPassword, isPassword } from '../../src/moderators/password.ts';

describe('a hash', () => {
  test('is of scrypt with its parameters inside', async () => {
    const hash = await hashPassword('a nanosecond of wire', () => Buffer.alloc(16));
    const key = scryptSync('a nanosecond of wire', Buffer.alloc(16), 32, { N: 32_768, r: 8, p: 3, maxmem: 2 ** 26 });
    equal(hash, `$scrypt$ln=15,r=8,p=3$${'A'.repeat(22)}$${key.toString('base64url')}`);
  });

  test('is of that password alone', async () => {
    const hash = await hashPassword('a nanosecond of wire', randomBytes);
    equal(await isPassword('a nanosecond of wire', hash), true);
    equal(await isPassword('a nanosecond of wirE', hash), false);
    equal(await isPassword('', hash), false);
    notEqual(await hashPassword('a nanosecond of wire', randomBytes), hash);
  });

  test('does not mind how a keyboard composes letters', async () => {
    equal(await isPassword('nai\u0308ve motorcar', await hashPassword('na\u00efve motorcar', randomBytes)), true);
  });

  test('of another cost still verifies', async () => {
    const key = scryptSync('old one', Buffer.alloc(16), 32, { N: 1024, r: 8, p: 1 });
    equal(await isPassword('old one', `$scrypt$ln=10,r=8,p=1$${'A'.repeat(22)}$${key.toString('base64url')}`), true);
  });

  test('missing or broken is nobody’s', async () => {
    for (const hash of [
      null,
      '',
      'x',
      '$scrypt$ln=15,r=8,p=3$$',
      '$2b$10$abcdefghijklmnopqrstuv',
      '$scrypt$ln=1,r=1,p=1$AA$AA',
    ]) {
      equal(await isPassword('a nanosecond of wire', hash), false, String(hash));
    }
  });

  test('is not made of endless passwords', async () => {
    for (const [length, is] of [
      [256, true],
      [257, false],
    ] as const) {
      const password = 'x'.repeat(length);
      const key = scryptSync(password, Buffer.alloc(16), 32, { N: 16, r: 1, p: 1 });
      equal(await isPassword(password, `$scrypt$ln=4,r=1,p=1$${'A'.repeat(22)}$${key.toString('base64url')}`), is);
    }
  });

  test('waits its turn, and a crowd is turned away', async () => {
    const crowd = Array.from({ length: 40 }, () => isPassword('a nanosecond of wire', `$scrypt$ln=10,r=8,p=1$AA$AA`));
    const answers = await Promise.allSettled(crowd);
    deepEqual(
      answers.map(({ status }) => status),
      [...Array(32).fill('fulfilled'), ...Array(8).fill('rejected')],
    );
    await rejects(Promise.all([...crowd]), { code: 'unavailable' });
    equal(await isPassword('a nanosecond of wire', null), false);
  });
});

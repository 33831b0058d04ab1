import { equal, match, notEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { hashOfToken, newBearerToken } from '../../src/moderators/bearer.ts';

test('a token is bt_ and 32 random bytes', () => {
  match(newBearerToken(randomBytes), /^bt_[\w-]{43}$/);
  equal(
    newBearerToken((size) => Buffer.alloc(size)),
    `bt_${'A'.repeat(43)}`,
  );
  notEqual(newBearerToken(randomBytes), newBearerToken(randomBytes));
});

test('what is stored is its SHA-256', () => {
  equal(hashOfToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

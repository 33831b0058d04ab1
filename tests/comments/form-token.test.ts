import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { makeFormToken, readFormToken } from '../../src/comments/form-token.ts';
import { createKeys } from '../../src/keys.ts';

const keys = createKeys({ secret: 'secret', previous: null });
const now = Date.UTC(2026, 5, 1, 12, 0, 0, 7);
const token = makeFormToken(keys, 'site', now);

test('tells when the form was fetched, to the millisecond', () => {
  equal(readFormToken(keys, 'site', token), now);
  match(token, /^[0-9a-z]{8}\.[\w-]{43}$/);
});

test('a token of another site or with another time is forged', () => {
  equal(readFormToken(keys, 'other', token), 'forged');
  const [, signature] = token.split('.');
  equal(readFormToken(keys, 'site', `${(now - 60_000).toString(36)}.${signature}`), 'forged');
});

test('garbage is forged, never an error', () => {
  for (const garbage of ['', '.', '..', `${token}.`, `${token}.x`, token.slice(0, -1), 'x'.repeat(100_000), '\ud800.\udc00']) {
    equal(readFormToken(keys, 'site', garbage), 'forged');
  }
});

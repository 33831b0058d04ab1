import { equal, match, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { avatarHash } from '../../src/comments/avatar-hash.ts';
import { createKeys } from '../../src/keys.ts';

const keys = createKeys({ secret: 'secret', previous: null });
const ada = avatarHash(keys, 'site', 'Ada');

test('is 16 hex digits, the same for the same name', () => {
  match(ada, /^[0-9a-f]{16}$/);
  equal(avatarHash(keys, 'site', 'Ada'), ada);
});

test('composed or not, a name is one name; another case is another', () => {
  equal(avatarHash(keys, 'site', 'Zoe\u0308'), avatarHash(keys, 'site', 'Zo\u00eb'));
  notEqual(avatarHash(keys, 'site', 'ada'), ada);
});

test('joins nobody across sites or secrets', () => {
  notEqual(avatarHash(keys, 'other', 'Ada'), ada);
  notEqual(avatarHash(createKeys({ secret: 'another', previous: null }), 'site', 'Ada'), ada);
});

import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { editTokenAge, editTokenOf, holdsEditToken } from '../../src/comments/edit-token.ts';
import { createKeys } from '../../src/keys.ts';

const keys = createKeys({ secret: 'secret', previous: null });
const comment = { id: '01J', siteId: 'site', editEpoch: 0, createdAt: 1_000 };
const token = editTokenOf(keys, comment);

test('holds for its comment alone', () => {
  equal(holdsEditToken(keys, comment, { token, now: 2_000 }), true);
  equal(holdsEditToken(keys, { ...comment, id: '01K' }, { token, now: 2_000 }), false);
  equal(holdsEditToken(keys, { ...comment, siteId: 'other' }, { token, now: 2_000 }), false);
});

test('can be told again from the row', () => {
  equal(editTokenOf(keys, { ...comment }), token);
});

test('a new epoch revokes it', () => {
  equal(holdsEditToken(keys, { ...comment, editEpoch: 1 }, { token, now: 2_000 }), false);
});

test('an epoch and an id cannot run into each other', () => {
  const other = { ...comment, id: '01J1', editEpoch: 1 };
  equal(holdsEditToken(keys, { ...comment, id: '01J', editEpoch: 11 }, { token: editTokenOf(keys, other), now: 2_000 }), false);
});

test('ends after 30 days', () => {
  equal(holdsEditToken(keys, comment, { token, now: 1_000 + editTokenAge - 1 }), true);
  equal(holdsEditToken(keys, comment, { token, now: 1_000 + editTokenAge }), false);
  equal(editTokenAge, 2_592_000_000);
});

test('garbage is false, never an error', () => {
  for (const garbage of ['', 'null', '\ud800', token.slice(1), `${token}A`, 'ü'.repeat(43)]) {
    equal(holdsEditToken(keys, comment, { token: garbage, now: 2_000 }), false);
  }
});

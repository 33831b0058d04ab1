import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { moderatorPasses } from '../../src/spam/moderator-passes.ts';
import { gist, noLookups, subject } from './subject.ts';

const found = (...given: Parameters<typeof subject>) => gist(moderatorPasses.look(subject(...given), noLookups));

test('a moderator who is signed in passes', () => {
  equal(found({ visitor: { moderator: { kind: 'person', id: 'p', name: 'Grace' } } }), 'pass');
});

test('a moderator editing by the edit token alone passes as well', () => {
  equal(found({ author: { moderator: true } }), 'pass');
});

test('everybody else does not', () => {
  equal(found(), 'nothing');
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { demand, nothing } from '../../src/moderation/check.ts';
import { repeat } from '../../src/spam/repeat.ts';
import { noLookups, subject } from './subject.ts';

test('asks the store that nothing is said twice', () => {
  deepEqual(repeat.look(subject(), noLookups), demand({ unlessSaid: true }));
});

test('two articles may link here with the same words', () => {
  deepEqual(repeat.look(subject({ comment: { type: 'pingback' } }), noLookups), nothing);
});

import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { tooFast } from '../../src/spam/too-fast.ts';
import { gist, noLookups, noon, subject, textOf } from './subject.ts';

const look = (signedAt: number | 'forged' | null) => tooFast.look(subject({ form: { signedAt } }), noLookups);

test('less than three seconds after the form was fetched is a hint, from three on it is not', () => {
  equal(gist(look(noon - 2_999)), 'hint 2.2');
  equal(gist(look(noon - 3_000)), 'nothing');
});

test('the reason says how fast', () => {
  equal(textOf(look(noon - 1_240)), 'Sent 1.2 seconds after the form was fetched.');
});

test('a clock that runs ahead elsewhere counts as no time at all', () => {
  equal(textOf(look(noon + 500)), 'Sent 0.0 seconds after the form was fetched.');
});

test('a tab left open for days says nothing', () => {
  equal(gist(look(noon - 5 * 86_400_000)), 'nothing');
});

test('a forged time is a hint, none at all is nothing', () => {
  equal(gist(look('forged')), 'hint 2.2');
  equal(gist(look(null)), 'nothing');
});

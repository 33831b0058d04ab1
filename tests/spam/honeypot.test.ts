import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { honeypot } from '../../src/spam/honeypot.ts';
import { gist, noLookups, subject } from './subject.ts';

const found = (topic: string | null) => gist(honeypot.look(subject({ form: { topic } }), noLookups));

test('whatever stands in the hidden field is a hint', () => {
  equal(found('casino'), 'hint 2.5');
});

test('an empty or missing field says nothing', () => {
  equal(found(''), 'nothing');
  equal(found(' \n'), 'nothing');
  equal(found(null), 'nothing');
});

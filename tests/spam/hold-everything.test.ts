import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { holdEverything } from '../../src/spam/hold-everything.ts';
import { gist, noLookups, subject } from './subject.ts';

test('holds when the site says so, and only then', () => {
  equal(gist(holdEverything.look(subject({ settings: { holdEverything: true } }), noLookups)), 'hold 0');
  equal(gist(holdEverything.look(subject(), noLookups)), 'nothing');
});

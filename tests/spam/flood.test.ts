import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { demand, nothing } from '../../src/moderation/check.ts';
import { flood } from '../../src/spam/flood.ts';
import { noLookups, noon, subject } from './subject.ts';

const found = (...given: Parameters<typeof subject>) => flood.look(subject(...given), noLookups);
const quiet = (address: string | null, email: string | null) => demand({ quiet: { since: noon - 15_000, address, email } });

test('asks the store for quiet from address and email since floodSeconds ago', () => {
  deepEqual(found(), quiet('203.0.113.7', 'ada@example.org'));
});

test('goes by the email alone when the address is that of a proxy', () => {
  deepEqual(found({ visitor: { addressKnown: false } }), quiet(null, 'ada@example.org'));
});

test('goes by the address alone when there is no email', () => {
  deepEqual(found({ author: { email: null } }), quiet('203.0.113.7', null));
});

test('asks nothing when it knows neither', () => {
  deepEqual(found({ author: { email: null }, visitor: { addressKnown: false } }), nothing);
});

test('floodSeconds 0 turns it off', () => {
  deepEqual(found({ settings: { floodSeconds: 0 } }), nothing);
});

test('linkbacks of one article may come together', () => {
  deepEqual(found({ comment: { type: 'webmention' } }), nothing);
});

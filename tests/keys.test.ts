import { equal, match, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { createKeys } from '../src/keys.ts';

const keys = createKeys({ secret: 'one', previous: null });
const signed = { data: 'data', signature: keys.sign('form-token', 'site', 'data') };

test('what was signed verifies, and nothing else', () => {
  match(signed.signature, /^[\w-]{43}$/);
  equal(keys.verify('form-token', 'site', signed), true);
  equal(keys.verify('form-token', 'site', { ...signed, data: 'date' }), false);
});

test('a signature is worth nothing for another purpose, site or secret', () => {
  equal(keys.verify('edit-token', 'site', signed), false);
  equal(keys.verify('form-token', 'other', signed), false);
  equal(createKeys({ secret: 'two', previous: null }).verify('form-token', 'site', signed), false);
});

test('garbage is false, never an error', () => {
  const almost = `${signed.signature.slice(0, -1)}${signed.signature.endsWith('A') ? 'B' : 'A'}`;
  for (const signature of [
    '',
    '.',
    'é'.repeat(43),
    `${signed.signature}=`,
    ` ${signed.signature}`,
    'x'.repeat(100_000),
    almost,
  ]) {
    equal(keys.verify('form-token', 'site', { data: 'data', signature }), false);
  }
});

test('another spelling of the same bytes is not the same signature', () => {
  const bytes = Buffer.from(signed.signature, 'base64url');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twins = [...alphabet].map((last) => signed.signature.slice(0, -1) + last).filter((it) => it !== signed.signature);
  const twin = twins.find((it) => Buffer.from(it, 'base64url').equals(bytes)) ?? '';
  notEqual(twin, '');
  equal(keys.verify('form-token', 'site', { data: 'data', signature: twin }), false);
});

test('after a change of the secret what the previous one signed still verifies', () => {
  const changed = createKeys({ secret: 'two', previous: 'one' });
  equal(changed.verify('form-token', 'site', signed), true);
  notEqual(changed.sign('form-token', 'site', 'data'), signed.signature);
  equal(createKeys({ secret: 'three', previous: 'two' }).verify('form-token', 'site', signed), false);
});

test('the fingerprint tells secrets apart, and knows the previous one', () => {
  const changed = createKeys({ secret: 'two', previous: 'one' });
  equal(createKeys({ secret: 'one', previous: null }).fingerprint(), keys.fingerprint());
  notEqual(changed.fingerprint(), keys.fingerprint());
  equal(changed.hasFingerprint(keys.fingerprint()), true);
  equal(changed.hasFingerprint(changed.fingerprint()), true);
  equal(keys.hasFingerprint(changed.fingerprint()), false);
});

test('more sites than are kept ready are signed for all the same', () => {
  const first = keys.sign('avatar', 'site-0', 'Ada');
  for (let site = 1; site <= 1_500; site += 1) keys.sign('avatar', `site-${site}`, 'Ada');
  equal(keys.sign('avatar', 'site-0', 'Ada'), first);
});

test('the derivation never changes by accident: tokens outlive a release', () => {
  equal(keys.sign('edit-token', 'site', 'data'), 'OQdkVCyAFK_kcibbLfAze_c6tBCaehrXUO42dHggD88');
});

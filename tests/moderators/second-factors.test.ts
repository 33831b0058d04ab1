import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { decodeQR } from 'qr/decode.js';
import { qrCode } from '../../src/moderators/qr-code.ts';
import { codeAt, stepOfCode, totpUri } from '../../src/moderators/totp.ts';
import { authenticator, type Options, type Spoilt } from '../support/authenticator.ts';
import { minute, type Running, running } from '../support/running.ts';
import { client, goodPassword, signedInAs } from '../support/signed-in.ts';
import { addAuthenticatorFor, addPasskeyFor, codeNow, passkeyOrigin, wrongCode } from '../support/signing-in.ts';
import { storedIn } from '../support/stored.ts';

const email = 'owner@example.org';

describe('codes', () => {
  test('are those of RFC 6238, appendix B', () => {
    // The key of the appendix, `12345678901234567890`; of its eight digits, the last six.
    const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const table = [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
      [20_000_000_000, '353130'],
    ] as const;
    for (const [seconds, code] of table) {
      equal(codeAt(key, Math.floor(seconds / 30)), code);
      equal(stepOfCode(key, code, seconds * 1_000), Math.floor(seconds / 30));
    }
    equal(stepOfCode(key, '287082', 59_000 + minute), null);
    for (const bad of ['', '28708', '2870820', '28708２', '-87082', ' 287082']) equal(stepOfCode(key, bad, 59_000), null, bad);
  });

  test('are asked for by an app that reads the address', () => {
    const uri = new URL(totpUri('ABC', { email: 'a+b&issuer=x@example.org', issuer: 'Backtalk' }));
    deepEqual(
      [uri.protocol, uri.host, uri.searchParams.get('issuer'), uri.searchParams.get('secret')],
      ['otpauth:', 'totp', 'Backtalk', 'ABC'],
    );
    equal(decodeURIComponent(uri.pathname), '/Backtalk:a+b&issuer=x@example.org');
  });

  test('are asked for by an app that scans the address, also for the longest and strangest email', () => {
    for (const address of ['mo@example.org', '"><script>@example.org', `${'ü'.repeat(64)}@${'x'.repeat(185)}.org`]) {
      const uri = totpUri('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', { email: address, issuer: 'Backtalk' });
      equal(scanned(qrCode(uri, 'QR code').text), uri);
    }
  });
});

/** What a camera would read off the image. */
function scanned(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const [module, width] = [4, size * 4];
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < module; row += 1) {
      const from = ((Number(y) * module + row) * width + Number(x) * module) * 4;
      for (let at = 0; at < module * 4; at += 4) data.fill(0, from + at, from + at + 3);
    }
  return decodeQR({ width, height: width, data });
}

/** Somebody who needs a code, and a browser of theirs. */
async function withCodes(t: TestContext) {
  const service = await running(t);
  const browser = await signedInAs(service, 'owner');
  const { secret, recoveryCodes } = await addAuthenticatorFor(service, browser);
  service.clock.pass(minute);
  return { service, browser, secret, recoveryCodes };
}

const signIn = async (service: Running, code?: string, password = goodPassword) => {
  const { status, body } = await client(service).signIn(email, password, code);
  return [status, ...(body.errors ?? []).map((error) => `${error.field} ${error.code}`)];
};

describe('an authenticator app', () => {
  test('is asked for beside the password, and says nothing of a wrong password', async (t) => {
    const { service, secret } = await withCodes(t);
    deepEqual(await signIn(service), [401, 'code required']);
    deepEqual(await signIn(service, wrongCode(service, secret)), [401, 'code wrong']);
    deepEqual(await signIn(service, codeNow(service, secret), 'another long one'), [401]);
    deepEqual(await signIn(service, codeNow(service, secret)), [200]);
  });

  test('opens once with each code, and not with an older one', async (t) => {
    const { service, secret } = await withCodes(t);
    const [older, now] = [codeAt(secret, Math.floor(service.clock.now() / 30_000) - 1), codeNow(service, secret)];
    const racers = await Promise.all([signIn(service, now), signIn(service, now), signIn(service, now)]);
    deepEqual(racers.filter(([status]) => status === 200).length, 1);
    deepEqual(await signIn(service, now), [401, 'code wrong']);
    deepEqual(await signIn(service, older), [401, 'code wrong']);
    service.clock.pass(minute);
    deepEqual(await signIn(service, codeNow(service, secret).replace(/(...)/, '$1 ')), [200]);
  });

  test('lost, is stood in for by each recovery code once, however it is typed', async (t) => {
    const { service, browser, recoveryCodes } = await withCodes(t);
    equal(new Set(recoveryCodes).size, 10);
    const [first = '', second = ''] = recoveryCodes;
    deepEqual(await signIn(service, first), [200]);
    deepEqual(await signIn(service, first), [401, 'code wrong']);
    deepEqual(await signIn(service, ` ${second.toLowerCase().replaceAll('-', ' ')}`), [200]);
    const stored = JSON.stringify(await storedIn(service));
    for (const code of recoveryCodes) ok(!stored.includes(code) && !stored.includes(code.replaceAll('-', '')));
    const renewed = await browser.ask<{ recoveryCodes: string[] }>('/api/v1/account/recovery-codes', { method: 'POST' });
    equal(renewed.status, 201);
    deepEqual(await signIn(service, recoveryCodes[2]), [401, 'code wrong']);
    deepEqual(await signIn(service, renewed.body.recoveryCodes[0]), [200]);
  });

  test('is turned on by a right code for an offer of one’s own alone, and ends all other sessions', async (t) => {
    const service = await running(t);
    const [browser, other] = [await signedInAs(service, 'owner'), await signedInAs(service, 'moderator')];
    const elsewhere = client(service);
    await elsewhere.signIn(email);
    const { body } = await browser.ask<{ offer: string; secret: string }>('/api/v1/account/authenticator/offer', {
      method: 'POST',
    });
    const take = (by: typeof browser, offer: string, code: string) =>
      by.ask('/api/v1/account/authenticator', { body: { offer, code } });
    const code = codeNow(service, body.secret);
    equal((await take(browser, body.offer, wrongCode(service, body.secret))).status, 400);
    equal((await take(other, body.offer, code)).status, 400);
    equal((await take(browser, `${body.offer.slice(0, -1)}${body.offer.endsWith('A') ? 'B' : 'A'}`, code)).status, 400);
    deepEqual(await signIn(service), [200]);
    equal((await take(browser, body.offer, code)).status, 201);
    equal((await elsewhere.ask('/api/v1/session')).status, 401);
    equal((await browser.ask('/api/v1/session')).status, 200);
    equal((await take(browser, body.offer, code)).status, 400);
  });

  test('is turned off by who signed in', async (t) => {
    const { service, browser } = await withCodes(t);
    equal((await browser.ask('/api/v1/account/authenticator', { method: 'DELETE' })).status, 204);
    deepEqual(await signIn(service), [200]);
    equal((await browser.ask('/api/v1/account/recovery-codes', { method: 'POST' })).status, 404);
  });
});

/** Somebody with a passkey. */
async function withPasskey(t: TestContext) {
  const service = await running(t);
  const browser = await signedInAs(service, 'owner');
  const key = authenticator(passkeyOrigin(service));
  await addPasskeyFor(browser, key);
  const options = async () => (await client(service).ask<Options>('/api/v1/session/passkey/options', { method: 'POST' })).body;
  const open = (credential: unknown, by = client(service)) =>
    by.ask<{ person: { email: string } }>('/api/v1/session/passkey', { body: { credential } });
  return { service, browser, key, options, open };
}

describe('a passkey', () => {
  test('signs in by itself, without password and code', async (t) => {
    const { service, key, browser, options, open } = await withPasskey(t);
    await addAuthenticatorFor(service, browser);
    const there = client(service);
    const answer = await open(key.get(await options()), there);
    deepEqual([answer.status, answer.body.person.email], [200, email]);
    equal((await there.ask('/api/v1/session')).status, 200);
    equal((await open(key.get(await options()))).status, 200);
  });

  test('signs nobody in by an answer that is altered, replayed, late or of somewhere else', async (t) => {
    const { service, key, options, open } = await withPasskey(t);
    const before = await storedIn(service);
    const asked = await options();
    const spoilt: Readonly<Record<string, Spoilt>> = {
      'another origin': { origin: 'https://evil.example' },
      'another site': { rpId: 'evil.example' },
      'another kind': { type: 'webauthn.create' },
      'no finger': { isVerified: false },
      'a challenge of its own': { challenge: Buffer.from('x'.repeat(80)).toString('base64url') },
      'an empty challenge': { challenge: '' },
      'somebody else': { userHandle: Buffer.from('01JD9Z8K3V4T5W6X7Y8Z9A0B1C').toString('base64url') },
      nobody: { userHandle: '' },
    };
    for (const [what, how] of Object.entries(spoilt)) {
      const answer = await open(key.get(what.includes('challenge') ? asked : await options(), how));
      deepEqual([answer.status, answer.body.code], [401, 'unauthenticated'], what);
    }
    const stranger = authenticator(passkeyOrigin(service));
    equal((await open(stranger.get(await options()))).status, 401);
    service.clock.pass(5 * minute);
    equal((await open(key.get(asked))).status, 401);
    deepEqual(await storedIn(service), before);
    const good = key.get(await options());
    equal((await open(good)).status, 200);
    equal((await open(good)).status, 401);
  });

  test('whose counter went back is a copy, and refused', async (t) => {
    const { key, options, open } = await withPasskey(t);
    equal((await open(key.get(await options(), { counter: 7 }))).status, 200);
    equal((await open(key.get(await options(), { counter: 5 }))).status, 401);
    equal((await open(key.get(await options(), { counter: 8 }))).status, 200);
  });

  test('is added by an answer to one’s own challenge alone, and once', async (t) => {
    const { service, browser, key, options } = await withPasskey(t);
    const other = await signedInAs(service, 'moderator');
    const ask = async (by: typeof browser) => (await by.ask<Options>('/api/v1/account/passkey-options', { method: 'POST' })).body;
    const add = (by: typeof browser, credential: unknown) =>
      by.ask('/api/v1/account/passkeys', { body: { name: 'K', credential } });
    const fresh = () => authenticator(passkeyOrigin(service));
    equal((await add(other, fresh().create(await ask(browser)))).status, 400);
    equal((await add(browser, fresh().create({ ...(await options()), rp: { id: 'localhost' } }))).status, 400);
    equal((await add(browser, fresh().create(await ask(browser), { origin: 'https://evil.example' }))).status, 400);
    equal((await add(browser, fresh().create(await ask(browser), { isVerified: false }))).status, 400);
    equal((await add(browser, key.create(await ask(browser)))).status, 400);
    const made = fresh().create(await ask(browser));
    equal((await add(browser, made)).status, 201);
    equal((await add(browser, made)).status, 400);
  });

  test('removed, opens nothing', async (t) => {
    const { browser, key, options, open } = await withPasskey(t);
    const account = await browser.ask<{ secondFactors: { passkeys: { id: string; name: string }[] } }>('/api/v1/session');
    const [passkey] = account.body.secondFactors.passkeys;
    match(passkey?.name ?? '', /^Key$/);
    equal((await browser.ask(`/api/v1/account/passkeys/${passkey?.id}`, { method: 'DELETE' })).status, 204);
    equal((await open(key.get(await options()))).status, 401);
    equal((await browser.ask(`/api/v1/account/passkeys/${passkey?.id}`, { method: 'DELETE' })).status, 404);
  });
});

import type { Person } from '../../src/moderators/person.ts';
import { codeAt, stepOfCode } from '../../src/moderators/totp.ts';
import { operations } from '../../src/wire/operations.ts';
import { type Authenticator, authenticator, type Options } from './authenticator.ts';
import type { Running } from './running.ts';
import { addPersonFor, type Client, client, cookiesOf, goodPassword } from './signed-in.ts';

/** What of a sound request is not said by its operation. `id` is that of its path. */
export interface Parts {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where a browser would say it is, when the service goes by this machine's address. */
export const passkeyOrigin = ({ url }: Pick<Running, 'url'>): string => url.replace('127.0.0.1', 'localhost');

/** Adds a passkey to whoever is signed in there. */
export async function addPasskeyFor(browser: Client, key: Authenticator): Promise<void> {
  const options = await browser.ask<Options>('/api/v1/account/passkey-options', { method: 'POST' });
  await browser.ask('/api/v1/account/passkeys', { body: { name: 'Key', credential: key.create(options.body) } });
}

/** The code that an app with this secret shows now. */
export const codeNow = ({ clock }: Pick<Running, 'clock'>, secret: string): string =>
  codeAt(secret, Math.floor(clock.now() / 30_000));

/** A code that no app with this secret shows now, a step before or a step after. */
export const wrongCode = ({ clock }: Pick<Running, 'clock'>, secret: string): string =>
  ['000000', '000001', '000002', '000003'].find((code) => stepOfCode(secret, code, clock.now()) === null) ?? '';

/** Turns codes on for whoever is signed in there. */
export async function addAuthenticatorFor(
  service: Running,
  browser: Client,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { offer, secret } = (
    await browser.ask<{ offer: string; secret: string }>('/api/v1/account/authenticator/offer', { method: 'POST' })
  ).body;
  const body = { offer, code: codeNow(service, secret) };
  const { recoveryCodes } = (await browser.ask<{ recoveryCodes: string[] }>('/api/v1/account/authenticator', { body })).body;
  return { secret, recoveryCodes };
}

/** What sound requests about people and sessions consist of: each about somebody of its own, since some end what others need. */
export async function signingInParts(service: Running): Promise<Readonly<Record<string, Parts>>> {
  const anna = await addPersonFor(service, { email: 'anna.owner@example.org', role: 'owner' });
  const [changed, removed] = [
    await addPersonFor(service, { email: 'c@example.org' }),
    await addPersonFor(service, { email: 'r@example.org' }),
  ];
  const own = operations.filter((operation) => operation.for === 'signed-in');
  const sessions = await Promise.all(
    own.map(
      async ({ method, path }) =>
        [`${method.toUpperCase()} ${path}`, await furnished(service, `${method.toUpperCase()} ${path}`)] as const,
    ),
  );
  const parts = Object.fromEntries(sessions);
  const key = authenticator(passkeyOrigin(service));
  await addPasskeyFor(client(service, await cookiesOf(service, anna)), key);
  const options = (await client(service).ask<Options>('/api/v1/session/passkey/options', { method: 'POST' })).body;
  return {
    ...parts,
    'POST /api/v1/session': { body: { email: anna.email, password: goodPassword, code: '123456' } },
    'POST /api/v1/session/passkey': { body: { credential: key.get(options) } },
    'POST /admin/sign-in': { body: { email: anna.email, password: goodPassword, code: '123456' } },
    'GET /api/v1/people': { query: { site: 'blog' } },
    'POST /api/v1/people': { body: { email: 'new@example.org', role: 'moderator', sites: ['blog'], name: 'New' } },
    'PATCH /api/v1/people/{id}': { id: changed.id, body: { role: 'owner', sites: ['blog'] } },
    'DELETE /api/v1/people/{id}': { id: removed.id },
  };
}

let furnishedOnes = 0;

/** Somebody signed in, with whatever this request is about. */
async function furnished(service: Running, label: string): Promise<Parts> {
  furnishedOnes += 1;
  const person = await addPersonFor(service, { email: `own${furnishedOnes}@example.org`, role: 'owner' });
  const browser = client(service, await cookiesOf(service, person));
  const key = authenticator(passkeyOrigin(service));
  const parts = await partsFor(service, { label, person, browser, key });
  const { 'backtalk-session': session } = browser.cookies();
  return { ...parts, headers: { Cookie: `backtalk-session=${session}` } };
}

interface Furnishing {
  readonly label: string;
  readonly person: Person;
  readonly browser: Client;
  readonly key: Authenticator;
}

async function partsFor(service: Running, { label, person, browser, key }: Furnishing): Promise<Parts> {
  switch (label) {
    case 'DELETE /api/v1/sessions/{id}': {
      await cookiesOf(service, person);
      const sessions = await service.service.store.sessions.ofPerson(person.id);
      const current = (await browser.ask<{ session: { id: string } }>('/api/v1/session')).body.session.id;
      return { id: sessions.find(({ id }) => id !== current)?.id ?? '' };
    }
    case 'PATCH /api/v1/account':
      return { body: { name: 'Anna' } };
    case 'POST /api/v1/account/password':
      return { body: { current: goodPassword, password: 'another fine password' } };
    case 'POST /api/v1/account/authenticator': {
      const { body } = await browser.ask<{ offer: string; secret: string }>('/api/v1/account/authenticator/offer', {
        method: 'POST',
      });
      return { body: { offer: body.offer, code: codeNow(service, body.secret) } };
    }
    case 'POST /api/v1/account/recovery-codes':
      await addAuthenticatorFor(service, browser);
      return {};
    case 'POST /api/v1/account/passkeys': {
      const { body } = await browser.ask<Options>('/api/v1/account/passkey-options', { method: 'POST' });
      return { body: { name: 'Key', credential: key.create(body) } };
    }
    case 'DELETE /api/v1/account/passkeys/{id}':
      await addPasskeyFor(browser, key);
      return { id: String(key.create({ challenge: '' })['id']) };
    case 'POST /admin/account':
      return { body: { change: 'name', name: 'Anna' } };
    default:
      return {};
  }
}

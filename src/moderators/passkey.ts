import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { z } from 'zod';
import { refuse, refuseField } from '../refusal.ts';
import type { NewPasskey, PasskeyAssertion } from '../wire/account.ts';
import { type AccountNeeds, changeSignIn, requireFresh } from './account.ts';
import { type ChallengeNeeds, newChallenge, takeChallenge } from './challenge.ts';
import type { Passkey, Person } from './person.ts';
import { requireRelyingParty } from './relying-party.ts';
import { type SignedIn, type Started, startSession, type Visit } from './start-session.ts';

export type PasskeyNeeds = AccountNeeds & ChallengeNeeds & { readonly publicUrl: string };

/** Loaded when somebody has or makes a passkey: with its readers of certificates it takes 27 MB and half a second. */
const webAuthn = () => import('@simplewebauthn/server');

const mostPasskeys = 20;
/** COSE's numbers of EdDSA, ES256 and RS256. Left to itself the package adds what Node calls an experiment, and warns of it. */
const algorithms = [-8, -7, -257];

/** What the browser needs to make one. It must ask for a finger or a PIN: a passkey stands for the password and the code. */
export async function offerPasskey(needs: PasskeyNeeds, signedIn: SignedIn): Promise<object> {
  requireFresh(needs, signedIn);
  const { person } = signedIn;
  return (await webAuthn()).generateRegistrationOptions({
    rpName: 'Backtalk',
    rpID: requireRelyingParty(needs.publicUrl).id,
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.email,
    userDisplayName: person.name ?? person.email,
    challenge: new Uint8Array(newChallenge(needs, { personId: person.id })),
    excludeCredentials: person.secondFactors.passkeys.map(({ id, transports }) => ({ id, transports: [...transports] })),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

interface Added {
  readonly name: string;
  readonly credential: z.infer<typeof NewPasskey>;
  readonly visit: Visit;
}

/** @throws Refusal `invalid` for what is no answer to a challenge of ours */
export async function addPasskey(needs: PasskeyNeeds, signedIn: SignedIn, { name, credential, visit }: Added): Promise<Started> {
  requireFresh(needs, signedIn);
  const { person } = signedIn;
  const { passkeys } = person.secondFactors;
  if (passkeys.length >= mostPasskeys) refuseField('credential', 'too-many', `You have ${mostPasskeys} passkeys already.`);
  const made =
    (await verified(needs, person, credential)) ?? refuseField('credential', 'wrong', 'This is no passkey made here just now.');
  if (passkeys.some(({ id }) => id === made.id)) refuseField('credential', 'taken', 'You have this passkey already.');
  const secondFactors = { ...person.secondFactors, passkeys: [...passkeys, { ...made, name, createdAt: needs.now() }] };
  return changeSignIn(needs, signedIn, { to: { secondFactors }, detail: { added: 'passkey' }, visit });
}

async function verified(
  needs: PasskeyNeeds,
  { id: personId }: Person,
  given: z.infer<typeof NewPasskey>,
): Promise<Omit<Passkey, 'name' | 'createdAt'> | null> {
  const { id: rpId, origin } = requireRelyingParty(needs.publicUrl);
  const { verifyRegistrationResponse } = await webAuthn();
  const answer = await verifyRegistrationResponse({
    response: given as RegistrationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(needs, { personId }, challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    supportedAlgorithmIDs: algorithms,
    // The package throws on whatever is not sound, without telling its own mistakes from the sender's.
  }).catch(() => null);
  if (!answer?.verified) return null;
  const { id, publicKey, counter } = answer.registrationInfo.credential;
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: given.response.transports ?? [] };
}

export async function removePasskey(
  needs: AccountNeeds,
  signedIn: SignedIn,
  asked: { id: string; visit: Visit },
): Promise<Started> {
  requireFresh(needs, signedIn);
  const { secondFactors } = signedIn.person;
  const passkeys = secondFactors.passkeys.filter(({ id }) => id !== asked.id);
  if (passkeys.length === secondFactors.passkeys.length) refuse('not-found');
  const to = { secondFactors: { ...secondFactors, passkeys } };
  return changeSignIn(needs, signedIn, { to, detail: { removed: 'passkey' }, visit: asked.visit });
}

/** What the browser needs to sign somebody in. It names nobody: the passkey itself says whose it is. */
export async function askForPasskey(needs: PasskeyNeeds): Promise<object> {
  return (await webAuthn()).generateAuthenticationOptions({
    rpID: requireRelyingParty(needs.publicUrl).id,
    challenge: new Uint8Array(newChallenge(needs, 'sign-in')),
    userVerification: 'required',
  });
}

/** @throws Refusal `unauthenticated`, whatever was wrong */
export async function signInByPasskey(
  needs: PasskeyNeeds,
  assertion: z.infer<typeof PasskeyAssertion>,
  visit: Visit,
): Promise<Started> {
  const person = await needs.store.people.byId(Buffer.from(assertion.response.userHandle ?? '', 'base64url').toString());
  const passkey = person?.secondFactors.passkeys.find(({ id }) => id === assertion.id);
  const counter = passkey ? await newCounter(needs, passkey, assertion) : null;
  if (!person || !passkey || counter === null) return refuse('unauthenticated', { message: 'This passkey opens nothing here.' });
  return startSession(needs, await counted(needs, person, { ...passkey, counter }), visit);
}

/** The signature counter of a sound answer; null for any other. A counter that went back is a copy of the key, and refused. */
async function newCounter(
  needs: PasskeyNeeds,
  { id, publicKey, counter }: Passkey,
  { response, ...assertion }: z.infer<typeof PasskeyAssertion>,
): Promise<number | null> {
  const { id: rpId, origin } = requireRelyingParty(needs.publicUrl);
  const { verifyAuthenticationResponse } = await webAuthn();
  const answer = await verifyAuthenticationResponse({
    response: {
      id: assertion.id,
      rawId: assertion.rawId,
      type: assertion.type,
      clientExtensionResults: {},
      response: { ...response, userHandle: response.userHandle ?? '' },
    },
    expectedChallenge: (challenge) => takeChallenge(needs, 'sign-in', challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
  }).catch(() => null);
  return answer?.verified ? answer.authenticationInfo.newCounter : null;
}

/** Passkeys that are synced between devices do not count, and need no write. */
async function counted(needs: PasskeyNeeds, person: Person, used: Passkey): Promise<Person> {
  const { passkeys } = person.secondFactors;
  if (passkeys.some(({ id, counter }) => id === used.id && counter === used.counter)) return person;
  const secondFactors = { ...person.secondFactors, passkeys: passkeys.map((one) => (one.id === used.id ? used : one)) };
  const changed = { ...person, secondFactors, version: person.version + 1 };
  if ((await needs.store.people.change(changed, { jobs: [], log: null })) === 'stale') refuse('unauthenticated');
  return changed;
}

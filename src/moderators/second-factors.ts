import { refuse, refuseField } from '../refusal.ts';
import { type AccountNeeds, changeSignIn, requireFresh } from './account.ts';
import type { SecondFactors } from './person.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import type { SignedIn, Started, Visit } from './start-session.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** A secret on its way into an app. Nothing is kept of it until a code has shown that it got there. */
export interface TotpOffer {
  readonly offer: string;
  readonly secret: string;
  readonly uri: string;
}

interface RecoveryCodes {
  readonly started: Started;
  readonly recoveryCodes: readonly string[];
}

const offerMs = 15 * 60_000;

export function offerTotp(needs: AccountNeeds, signedIn: SignedIn): TotpOffer {
  requireFresh(needs, signedIn);
  const secret = newTotpSecret(needs.randomBytes);
  const until = needs.now() + offerMs;
  const offer = `${secret}.${until}.${needs.keys.sign('totp-offer', '', offered(signedIn, secret, until))}`;
  return { offer, secret, uri: totpUri(secret, { email: signedIn.person.email, issuer: 'Backtalk' }) };
}

const offered = ({ person }: SignedIn, secret: string, until: number): string =>
  `${person.id}.${person.epoch}.${secret}.${until}`;

interface Taken {
  readonly offer: string;
  readonly code: string;
  readonly visit: Visit;
}

/** The same offer once more, for who mistyped; null when it is over. */
export function offerAgain(needs: AccountNeeds, signedIn: SignedIn, offer: string): TotpOffer | null {
  const secret = secretOf(needs, signedIn, offer);
  return secret === null ? null : { offer, secret, uri: totpUri(secret, { email: signedIn.person.email, issuer: 'Backtalk' }) };
}

/** Asks for a code at every sign-in from now on. The recovery codes are shown this once. */
export async function takeTotp(
  needs: AccountNeeds,
  signedIn: SignedIn,
  { offer, code, visit }: Taken,
): Promise<RecoveryCodes | 'wrong-code'> {
  requireFresh(needs, signedIn);
  const secret = secretOf(needs, signedIn, offer) ?? refuseField('offer', 'over', 'This is over. Begin once more.');
  const step = stepOfCode(secret, code.replace(/\s/g, ''), needs.now());
  if (step === null) return 'wrong-code';
  const { codes, hashes } = newRecoveryCodes(needs.randomBytes);
  const secondFactors: SecondFactors = {
    ...signedIn.person.secondFactors,
    totp: { secret, lastStep: step },
    recoveryCodes: hashes,
  };
  const started = await changeSignIn(needs, signedIn, { to: { secondFactors }, detail: { added: 'authenticator' }, visit });
  return { started, recoveryCodes: codes };
}

/** The secret of an offer made to this person a short while ago. */
function secretOf(needs: AccountNeeds, signedIn: SignedIn, offer: string): string | null {
  const [, secret = '', until = '', signature = ''] = /^([A-Z2-7]{32})\.(\d{13})\.([\w-]{43})$/.exec(offer) ?? [];
  const data = offered(signedIn, secret, Number(until));
  return needs.keys.verify('totp-offer', '', { data, signature }) && needs.now() < Number(until) ? secret : null;
}

/** The password alone signs in again. */
export async function removeTotp(needs: AccountNeeds, signedIn: SignedIn, visit: Visit): Promise<Started> {
  requireFresh(needs, signedIn);
  const secondFactors: SecondFactors = { ...signedIn.person.secondFactors, totp: null, recoveryCodes: [] };
  return changeSignIn(needs, signedIn, { to: { secondFactors }, detail: { removed: 'authenticator' }, visit });
}

/** New recovery codes; the old ones are void. */
export async function renewRecoveryCodes(needs: AccountNeeds, signedIn: SignedIn, visit: Visit): Promise<RecoveryCodes> {
  requireFresh(needs, signedIn);
  if (signedIn.person.secondFactors.totp === null)
    refuse('not-found', { message: 'Recovery codes come with an authenticator app.' });
  const { codes, hashes } = newRecoveryCodes(needs.randomBytes);
  const secondFactors: SecondFactors = { ...signedIn.person.secondFactors, recoveryCodes: hashes };
  const started = await changeSignIn(needs, signedIn, { to: { secondFactors }, detail: { renewed: 'recovery codes' }, visit });
  return { started, recoveryCodes: codes };
}

import type { Keys } from '../keys.ts';
import type { Store } from '../storage/store.ts';
import { knownBrowser } from './known-browser.ts';
import { isPassword } from './password.ts';
import { type CodeNeeds, takeCode, wrongCredentials } from './second-factor.ts';
import { type SessionNeeds, type Started, startSession, type Visit } from './start-session.ts';
import { giveBack, type TriesNeeds, takePlace } from './tries.ts';

export type SignInNeeds = SessionNeeds &
  TriesNeeds &
  CodeNeeds & {
    readonly store: { readonly people: Pick<Store['people'], 'byEmail'> };
  };

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of an authenticator app, or a recovery code. */
  readonly code: string | null;
}

/**
 * Signs somebody in by password, and by code where they have one. Who does not exist is told the same, after the same time, and is
 * counted alike.
 * @throws Refusal `unauthenticated`, or `too-many-requests` once ten were checked within a quarter of an hour
 */
export async function signIn(needs: SignInNeeds, credentials: Credentials, visit: Visit): Promise<Started> {
  const person = await needs.store.people.byEmail(credentials.email);
  const browser = person && knownBrowser(needs.keys, person.id, visit.cookies.browser);
  const place = await takePlace(needs, browser === null ? accountOf(needs.keys, credentials.email) : `browser ${browser}`);
  const isRight = await isPassword(credentials.password, person?.password ?? null, browser === null ? 'behind' : 'ahead');
  if (!isRight || person === null) return wrongCredentials();
  const admitted = await takeCode(needs, person, credentials.code);
  await giveBack(needs, place);
  return startSession(needs, admitted, visit);
}

/** The counters outlive the account, and name nobody. */
function accountOf(keys: Keys, email: string): string {
  return `account ${keys.sign('account', '', email.toLowerCase())}`;
}

import type { Keys } from '../keys.ts';
import type { LogEntry } from '../moderation/log.ts';
import { entryOf } from '../moderation/log-entry.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { moderatorByPerson } from './authenticate.ts';
import { knownBrowser } from './known-browser.ts';
import { hashPassword, isPassword } from './password.ts';
import { requireStrong, type StrengthNeeds } from './password-strength.ts';
import { knownOn, type Person } from './person.ts';
import { isFresh } from './session.ts';
import { type SessionNeeds, type SignedIn, type Started, startSession, type Visit } from './start-session.ts';
import { giveBack, type TriesNeeds, takePlace } from './tries.ts';

export type AccountNeeds = SessionNeeds &
  TriesNeeds &
  StrengthNeeds & { readonly store: { readonly people: Pick<Store['people'], 'change'> }; readonly keys: Keys };

/** What of a person is changed, and what the log says of it. */
interface AccountChange {
  readonly to: Partial<Pick<Person, 'name' | 'password' | 'secondFactors' | 'notices' | 'epoch'>>;
  readonly detail: LogEntry['detail'];
}

/**
 * How somebody signs in is changed only by who just signed in, so that a browser left open is not an account lost.
 * @throws Refusal `sign-in-again`
 */
export function requireFresh({ now }: { readonly now: () => number }, { session }: SignedIn): void {
  if (!isFresh(session, now())) refuse('sign-in-again');
}

/** The name that readers see on replies; null: the site's. */
export async function changeName(needs: AccountNeeds, { person }: SignedIn, name: string | null): Promise<Person> {
  return changePerson(needs, person, { to: { name }, detail: { changed: 'name' } });
}

/**
 * Every session of before is void from the same write on; the browser that asked gets a new one.
 * @throws Refusal `sign-in-again`, `too-many-requests`, `invalid` for a wrong or a weak password
 */
export async function changePassword(
  needs: AccountNeeds,
  signedIn: SignedIn,
  asked: { readonly current: string; readonly password: string; readonly visit: Visit },
): Promise<Started> {
  requireFresh(needs, signedIn);
  const { person } = signedIn;
  const place = await takePlace(
    needs,
    `browser ${knownBrowser(needs.keys, person.id, asked.visit.cookies.browser) ?? person.id}`,
  );
  if (!(await isPassword(asked.current, person.password, 'ahead'))) refuseField('current', 'wrong', 'This is not your password.');
  await giveBack(needs, place);
  await requireStrong(needs, asked.password, person);
  const password = await hashPassword(asked.password, needs.randomBytes);
  return changeSignIn(needs, signedIn, { to: { password }, detail: { changed: 'password' }, visit: asked.visit });
}

/** A change of how somebody signs in: it ends all sessions, and starts one for the browser it came from. */
export async function changeSignIn(
  needs: AccountNeeds,
  { person }: SignedIn,
  { to, detail, visit }: AccountChange & { readonly visit: Visit },
): Promise<Started> {
  const changed = await changePerson(needs, person, { to: { ...to, epoch: person.epoch + 1 }, detail });
  return startSession(needs, changed, visit);
}

/** Ends all sessions of a person, this one too. */
export async function signOutEverywhere(needs: AccountNeeds, { person }: SignedIn): Promise<void> {
  await changePerson(needs, person, { to: { epoch: person.epoch + 1 }, detail: { changed: 'sessions' } });
}

/** @throws Refusal `stale` when something else of the account was changed meanwhile */
export async function changePerson(needs: AccountNeeds, person: Person, { to, detail }: AccountChange): Promise<Person> {
  const changed = { ...person, ...to, version: person.version + 1 };
  const { actor } = moderatorByPerson(person);
  const log = entryOf(needs, { actor }, { siteId: null, sites: knownOn(person), act: 'account', note: null, detail });
  if ((await needs.store.people.change(changed, { jobs: [], log })) === 'stale') refuse('stale');
  return changed;
}

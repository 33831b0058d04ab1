import type { Keys } from '../keys.ts';
import { shortenAddress } from '../net/address.ts';
import type { Store } from '../storage/store.ts';
import { hashOfToken } from './bearer.ts';
import type { Cookies } from './cookies.ts';
import { knownBrowser, newBrowserToken } from './known-browser.ts';
import type { Person } from './person.ts';
import { isInForce, noteMs, type Session } from './session.ts';

export interface SessionNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'byId'>; readonly sessions: Store['sessions'] };
  readonly keys: Keys;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

/** The browser somebody is at. */
export interface Visit {
  readonly cookies: Cookies;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly person: Person;
  readonly session: Session;
}

/** With what the browser shall keep. */
export interface Started extends SignedIn {
  readonly cookies: { readonly session: string; readonly browser: string };
}

const longestAgent = 300;

/** A new session under a new secret. The one the browser had ends, whosever it was: nobody can fix another's session beforehand. */
export async function startSession(needs: SessionNeeds, person: Person, visit: Visit): Promise<Started> {
  const before = await sessionByCookie(needs, visit.cookies.session);
  if (before) await needs.store.sessions.end(before.id);
  const secret = needs.randomBytes(32).toString('base64url');
  const now = needs.now();
  const session: Session = {
    id: needs.newId(),
    personId: person.id,
    hash: hashOfToken(secret),
    epoch: person.epoch,
    createdAt: now,
    seenAt: now,
    address: visit.address && shortenAddress(visit.address),
    userAgent: visit.userAgent?.slice(0, longestAgent) ?? null,
  };
  await needs.store.sessions.add(session);
  const browser = knownBrowser(needs.keys, person.id, visit.cookies.browser) ?? needs.newId();
  return { person, session, cookies: { session: secret, browser: newBrowserToken(needs.keys, person.id, browser) } };
}

export type LookNeeds = {
  readonly store: {
    readonly people: Pick<Store['people'], 'byId'>;
    readonly sessions: Pick<Store['sessions'], 'byHash' | 'see'>;
  };
  readonly now: () => number;
};

/** Who is signed in by this cookie, and notes that they were here; null for nobody. */
export async function signedInBy(needs: LookNeeds, secret: string | null): Promise<SignedIn | null> {
  const session = await sessionByCookie(needs, secret);
  const person = session && (await needs.store.people.byId(session.personId));
  const now = needs.now();
  if (!person || !isInForce(session, person, now)) return null;
  // A full disk takes no note, and must not keep out who could make room.
  if (now - session.seenAt >= noteMs) await needs.store.sessions.see(session.id, now).catch(() => undefined);
  return { person, session };
}

async function sessionByCookie(
  { store }: { readonly store: { readonly sessions: Pick<Store['sessions'], 'byHash'> } },
  secret: string | null,
): Promise<Session | null> {
  return secret !== null && /^[\w-]{43}$/.test(secret) ? store.sessions.byHash(hashOfToken(secret)) : null;
}

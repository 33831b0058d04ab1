import type { IncomingMessage } from 'node:http';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { hashOfToken } from './bearer.ts';
import { readCookies } from './cookies.ts';
import type { Moderator } from './may.ts';
import { isFromOwnPages } from './own-pages.ts';
import type { Person, Token } from './person.ts';
import { type LookNeeds, type SignedIn, signedInBy } from './start-session.ts';

export interface AuthenticateNeeds extends LookNeeds {
  readonly store: LookNeeds['store'] & { readonly people: Pick<Store['people'], 'tokenByHash'> };
  readonly publicUrl: string;
}

type Asking = Pick<IncomingMessage, 'headers' | 'method'>;

/** The bearer token of a request (RFC 6750, section 2.1); null without one. */
export function requestToken({ headers }: Pick<Asking, 'headers'>): string | null {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/**
 * Who moderates with this request; null when it carries no credentials. A session counts only where the request comes from our own
 * pages: from another it is a stranger's.
 * @throws Refusal `unauthenticated` for a token that is not valid
 */
export async function moderatorFrom(needs: AuthenticateNeeds, request: Asking): Promise<Moderator | null> {
  if (request.headers.authorization !== undefined) return moderatorByToken(await tokenOf(needs, request));
  if (!isRightful(needs, request)) return null;
  const signedIn = await sessionFrom(needs, request);
  return signedIn && moderatorByPerson(signedIn.person);
}

/** @throws Refusal `unauthenticated` without valid credentials, `origin-not-allowed` for a session used from elsewhere */
export async function requireModerator(needs: AuthenticateNeeds, request: Asking): Promise<Moderator> {
  if (request.headers.authorization === undefined) return moderatorByPerson((await requireSession(needs, request)).person);
  return moderatorByToken(await tokenOf(needs, request));
}

/** The same for what a token cannot do: a person's own account. */
export async function requireSession(needs: AuthenticateNeeds, request: Asking): Promise<SignedIn> {
  const signedIn = (await sessionFrom(needs, request)) ?? refuse('unauthenticated');
  if (!isRightful(needs, request)) refuse('origin-not-allowed', { message: elsewhere });
  return signedIn;
}

export const elsewhere =
  'This comes from a page that is not of this service. If it does, PUBLIC_URL is not the address that browsers use for it.';

/** Reading through another's page is what browsers themselves prevent. */
function isRightful({ publicUrl }: AuthenticateNeeds, request: Asking): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || isFromOwnPages(request, publicUrl);
}

export function sessionFrom(needs: AuthenticateNeeds, { headers }: Pick<Asking, 'headers'>): Promise<SignedIn | null> {
  return signedInBy(needs, readCookies(headers.cookie, needs.publicUrl).session);
}

async function tokenOf(needs: AuthenticateNeeds, request: Asking): Promise<Token> {
  const bearer = requestToken(request) ?? refuse('unauthenticated');
  return (await needs.store.people.tokenByHash(hashOfToken(bearer))) ?? refuse('unauthenticated');
}

function moderatorByToken({ id, name, role, siteId }: Token): Moderator {
  return { actor: { kind: 'token', id, name }, publicName: null, role, sites: [siteId] };
}

export function moderatorByPerson({ id, name, role, sites }: Person): Moderator {
  const actor = { kind: 'person', id, name: name ?? role } as const;
  return { actor, publicName: name, role, sites: role === 'operator' ? null : sites };
}

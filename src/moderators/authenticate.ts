import type { IncomingMessage } from 'node:http';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { hashOfToken } from './bearer.ts';
import type { Moderator } from './may.ts';
import type { Token } from './person.ts';

export interface AuthenticateNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'tokenByHash'> };
}

type WithHeaders = Pick<IncomingMessage, 'headers'>;

/** The bearer token of a request (RFC 6750, section 2.1); null without one. */
export function requestToken({ headers }: WithHeaders): string | null {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/**
 * Who moderates with this request; null when it carries no credentials.
 * @throws Refusal `unauthenticated` for credentials that are not valid
 */
export async function moderatorFrom(needs: AuthenticateNeeds, request: WithHeaders): Promise<Moderator | null> {
  if (request.headers.authorization === undefined) return null;
  const bearer = requestToken(request) ?? refuse('unauthenticated');
  const token = (await needs.store.people.tokenByHash(hashOfToken(bearer))) ?? refuse('unauthenticated');
  return moderatorByToken(token);
}

/** @throws Refusal `unauthenticated` without valid credentials */
export async function requireModerator(needs: AuthenticateNeeds, request: WithHeaders): Promise<Moderator> {
  return (await moderatorFrom(needs, request)) ?? refuse('unauthenticated');
}

function moderatorByToken({ id, name, role, siteId }: Token): Moderator {
  return { actor: { kind: 'token', id, name }, publicName: null, role, sites: [siteId] };
}

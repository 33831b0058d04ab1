import type { Request, RequestHandler, Response } from 'express';
import { clientOf } from '../http/client-address.ts';
import { refuse } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { ByRowId, PasskeySignInRequest, SignInRequest } from '../wire/account.ts';
import { signOutEverywhere } from './account.ts';
import { type AuthenticateNeeds, elsewhere, requireSession } from './authenticate.ts';
import { cookie, readCookies } from './cookies.ts';
import { endSession } from './end-session.ts';
import { isFromOwnPages } from './own-pages.ts';
import { askForPasskey, type PasskeyNeeds, signInByPasskey } from './passkey.ts';
import { accountView, sessionViews } from './session-view.ts';
import { type SignInNeeds, signIn } from './sign-in.ts';
import type { SignedIn, Started, Visit } from './start-session.ts';

export type SignInRouteNeeds = SignInNeeds & AuthenticateNeeds & PasskeyNeeds & { readonly sites: Pick<SiteBook, 'all'> };

export const signInRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { email, password, code } = SignInRequest.parse(request.body);
    requireOwnPages(needs, request);
    const started = await signIn(needs, { email, password, code: code ?? null }, visitOf(needs, request));
    await answerStarted(needs, response, started);
  };

export const askForPasskeyRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await askForPasskey(needs));
  };

export const signInByPasskeyRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { credential } = PasskeySignInRequest.parse(request.body);
    requireOwnPages(needs, request);
    await answerStarted(needs, response, await signInByPasskey(needs, credential, visitOf(needs, request)));
  };

type SignedInHandler<N> = (
  needs: N,
  asked: { readonly signedIn: SignedIn; readonly request: Request; readonly response: Response },
) => Promise<unknown>;

/** A route for a person's own account: the answer of `handle` is what they get, and nothing is 204. */
export const signedIn =
  <N extends SignInRouteNeeds = SignInRouteNeeds>(handle: SignedInHandler<N>) =>
  (needs: N): RequestHandler =>
  async (request, response) => {
    const answer = await handle(needs, { signedIn: await requireSession(needs, request), request, response });
    response.set('Cache-Control', 'no-store');
    if (answer === undefined) response.status(204).end();
    else response.json(answer);
  };

export const whoRoute = signedIn((needs, asked) => accountView(needs, asked.signedIn));

export const sessionsRoute = signedIn(async (needs, asked) => ({ sessions: await sessionViews(needs, asked.signedIn) }));

export const signOutRoute = signedIn(async (needs, { signedIn: { session }, response }) => {
  await needs.store.sessions.end(session.id);
  takeCookie(needs, response);
});

export const signOutEverywhereRoute = signedIn(async (needs, asked) => {
  await signOutEverywhere(needs, asked.signedIn);
  takeCookie(needs, asked.response);
});

export const endSessionRoute = signedIn(async (needs, asked) => {
  await endSession(needs, asked.signedIn, ByRowId.parse(asked.request.params).id);
});

/** Signing somebody in from another's page would make them act in an account they take for theirs. */
export function requireOwnPages(needs: { readonly publicUrl: string }, request: Request): void {
  if (!isFromOwnPages(request, needs.publicUrl)) refuse('origin-not-allowed', { message: elsewhere });
}

export function visitOf(needs: { readonly publicUrl: string }, request: Request): Visit {
  const { address, userAgent } = clientOf(request);
  return { cookies: readCookies(request.headers.cookie, needs.publicUrl), address, userAgent };
}

export async function answerStarted(needs: SignInRouteNeeds, response: Response, started: Started): Promise<void> {
  giveCookies(needs, response, started);
  response.set('Cache-Control', 'no-store').json(await accountView(needs, started));
}

export function giveCookies({ publicUrl }: { readonly publicUrl: string }, response: Response, { cookies }: Started): void {
  response.append('Set-Cookie', [cookie('session', cookies.session, publicUrl), cookie('browser', cookies.browser, publicUrl)]);
}

export function takeCookie({ publicUrl }: { readonly publicUrl: string }, response: Response): void {
  response.append('Set-Cookie', cookie('session', null, publicUrl));
}

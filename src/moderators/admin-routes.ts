import type { RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { problemOf } from '../http/problem.ts';
import { sendAccountPage } from '../http/send-account-page.ts';
import { Refusal } from '../refusal.ts';
import { AccountForm, SignInForm } from '../wire/account.ts';
import { answerForm, type FormOutcome } from './account-forms.ts';
import { type AccountPage, accountPage } from './account-page.ts';
import { requireSession, sessionFrom } from './authenticate.ts';
import { isFresh } from './session.ts';
import { giveCookies, requireOwnPages, type SignInRouteNeeds, takeCookie, visitOf } from './session-routes.ts';
import { accountView, sessionViews } from './session-view.ts';
import { signIn } from './sign-in.ts';
import { pathTo, type SignInPage, signInPage } from './sign-in-page.ts';
import type { SignedIn } from './start-session.ts';

/** A person's own account, or the way in. */
export const accountRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    const signedIn = await sessionFrom(needs, request);
    if (signedIn) await sendAccount(needs, response, { signedIn, problem: null, done: request.query['done'] });
    else sendSignIn(needs, response, { email: '', problem: null, to: 'account' });
  };

export const signInFormRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    try {
      const { email, password, code, to } = SignInForm.parse(request.body);
      requireOwnPages(needs, request);
      giveCookies(needs, response, await signIn(needs, { email, password, code: code ?? null }, visitOf(needs, request)));
      response.redirect(303, pathTo(needs.publicUrl, to === 'account' ? '/admin/account' : '/admin'));
    } catch (error) {
      const { email, to } = (request.body ?? {}) as { readonly email?: unknown; readonly to?: unknown };
      const typed = typeof email === 'string' ? email.slice(0, 100) : '';
      const problem = sentenceOf(error, response);
      sendSignIn(needs, response, { email: typed, problem, to: to === 'account' ? to : undefined });
    }
  };

/** One's own account by forms. What was wrong is said on the page that the form stands on. */
export const accountFormRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    const signedIn = await requireSession(needs, request);
    try {
      const form = AccountForm.parse(request.body);
      const outcome = await answerForm(needs, { form, signedIn, visit: visitOf(needs, request) });
      answerOutcome(needs, response, { ...outcome, change: form.change });
    } catch (error) {
      await sendAccount(needs, response, { signedIn, problem: sentenceOf(error, response) });
    }
  };

function answerOutcome(
  needs: SignInRouteNeeds,
  response: Response,
  { started, isSignedOut, page, isRefused, change }: FormOutcome & Pick<AccountForm, 'change'>,
): void {
  if (started) giveCookies(needs, response, started);
  if (isSignedOut) takeCookie(needs, response);
  if (page) sendAccountPage(response.status(isRefused ? 400 : 200), { title: 'Your account', body: page });
  else response.redirect(303, pathTo(needs.publicUrl, isSignedOut ? '/admin' : `/admin/account?done=${change}`));
}

async function sendAccount(
  needs: SignInRouteNeeds,
  response: Response,
  { signedIn, problem, done }: Pick<AccountPage, 'problem' | 'done'> & { readonly signedIn: SignedIn },
): Promise<void> {
  const [account, sessions] = await Promise.all([accountView(needs, signedIn), sessionViews(needs, signedIn)]);
  const fresh = isFresh(signedIn.session, needs.now());
  const body = accountPage({ publicUrl: needs.publicUrl, account, sessions, isFresh: fresh, problem, done });
  sendAccountPage(response, { title: 'Your account', body });
}

export function sendSignIn({ publicUrl }: SignInRouteNeeds, response: Response, shown: Omit<SignInPage, 'publicUrl'>): void {
  sendAccountPage(response, { title: 'Sign in', body: signInPage({ publicUrl, ...shown }) });
}

/** What to say of a refusal, under its status; anything else is thrown on. */
function sentenceOf(error: unknown, response: Response): string {
  if (!(error instanceof Refusal || error instanceof ZodError)) throw error;
  const { status, errors, detail } = problemOf(error);
  response.status(status);
  if (error instanceof Refusal && error.details.retryAfter !== undefined)
    response.set('Retry-After', String(Math.max(1, Math.ceil(error.details.retryAfter))));
  return errors?.[0]?.message ?? detail;
}

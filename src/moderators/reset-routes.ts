import type { Request, RequestHandler, Response } from 'express';
import type { Html } from '../html.ts';
import { sendAccountPage } from '../http/send-account-page.ts';
import { Refusal, refuse } from '../refusal.ts';
import { ForgotForm, ResetForm, ResetQuery } from '../wire/account.ts';
import { type AskForResetNeeds, askForReset } from './ask-for-reset.ts';
import { elsewhere } from './authenticate.ts';
import { isFromOwnPages } from './own-pages.ts';
import { linkOver, type ResetNeeds, resetBy, resetPassword } from './reset.ts';
import { askedPage, forgotPage, resetDonePage, resetOverPage, resetPage } from './reset-page.ts';

export interface ResetRouteNeeds extends Omit<ResetNeeds, 'store'>, Omit<AskForResetNeeds, 'store'> {
  readonly store: ResetNeeds['store'] & AskForResetNeeds['store'];
  readonly publicUrl: string;
}

export const forgotPageRoute =
  ({ publicUrl }: ResetRouteNeeds): RequestHandler =>
  (_request, response) =>
    show(response, forgotPage({ publicUrl, problem: null }));

/** The same answer for an address that is somebody's and for one that is nobody's. */
export const forgotRoute =
  (needs: ResetRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { email } = ForgotForm.parse(request.body);
    requireFromHere(needs, request);
    await askForReset(needs, email);
    show(response.status(202), askedPage(needs));
  };

/** The page behind a link. It changes nothing by itself: a mail scanner may open it. */
export const resetPageRoute =
  (needs: ResetRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token } = ResetQuery.parse(request.query);
    const person = await resetBy(needs, token);
    if (person) show(response, resetPage({ publicUrl: needs.publicUrl, token, email: person.email, problem: null }));
    else showOver(needs, response);
  };

export const resetRoute =
  (needs: ResetRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token, password } = ResetForm.parse(request.body);
    requireFromHere(needs, request);
    const person = await resetBy(needs, token);
    if (!person) return showOver(needs, response);
    try {
      await resetPassword(needs, { token, password });
      show(response, resetDonePage(needs));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'unavailable') throw error;
      if (error.code !== 'invalid') return showOver(needs, response);
      const problem = error.details.errors?.[0]?.message ?? error.message;
      show(response.status(400), resetPage({ publicUrl: needs.publicUrl, token, email: person.email, problem }));
    }
  };

function requireFromHere({ publicUrl }: ResetRouteNeeds, request: Request): void {
  if (!isFromOwnPages(request, publicUrl)) refuse('origin-not-allowed', { message: elsewhere });
}

function showOver({ publicUrl }: ResetRouteNeeds, response: Response): void {
  show(response.status(403), resetOverPage({ publicUrl, why: linkOver }));
}

function show(response: Response, body: Html): void {
  sendAccountPage(response, { title: 'Your password', body });
}

import type { RequestHandler, Response } from 'express';
import { html } from '../html.ts';
import { sendPage } from '../http/send-page.ts';
import { Refusal, refuse } from '../refusal.ts';
import { SetUpForm, SetUpQuery } from '../wire/moderators.ts';
import type { Person } from './person.ts';
import { type SetUpNeeds, setUp, setUpBy } from './set-up.ts';

export type SetUpRouteNeeds = SetUpNeeds & { readonly publicUrl: string };

/** The page behind a set-up link. It changes nothing by itself: a mail scanner may open it. */
export const setUpPageRoute =
  (needs: SetUpRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token } = SetUpQuery.parse(request.query);
    const allowed = (await setUpBy(needs, token)) ?? refuse('not-allowed', { message: spent });
    sendSetUpPage(needs, response, { token, person: allowed.person, typed: {}, problem: null });
  };

export const setUpRoute =
  (needs: SetUpRouteNeeds): RequestHandler =>
  async (request, response) => {
    const form = SetUpForm.parse(request.body);
    const allowed = (await setUpBy(needs, form.token)) ?? refuse('not-allowed', { message: spent });
    try {
      await setUp(needs, { token: form.token, email: form.email ?? null, name: form.name ?? null, password: form.password });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
      const problem = error.details.errors?.[0]?.message ?? error.message;
      sendSetUpPage(needs, response.status(400), {
        token: form.token,
        person: allowed.person,
        typed: { email: form.email, name: form.name },
        problem,
      });
      return;
    }
    const body = html`<h1>Done</h1><p>Your account is set up. <a href="${needs.publicUrl}/admin">Sign in</a>.</p>
<p>Once you are in, “Your account” adds a passkey or an authenticator app, and says how often you get mail.</p>`;
    sendPage(response.status(201), { title: 'Set up', lang: 'en', body }, needs);
  };

const spent = 'This set-up link is not valid, or was used already. Ask whoever invited you for another one.';

interface Shown {
  readonly token: string;
  readonly person: Person | null;
  readonly typed: { readonly email?: string | undefined; readonly name?: string | undefined };
  readonly problem: string | null;
}

function sendSetUpPage(needs: SetUpRouteNeeds, response: Response, { token, person, typed, problem }: Shown): void {
  const who = person
    ? html`<p>You were invited as <strong>${person.role}</strong>: ${person.email}</p>`
    : html`<p>This makes the first operator, who may do everything here. The link works once.</p>
<label for="email">Email *</label><input type="email" id="email" name="email" required autocomplete="username" value="${typed.email ?? ''}">
<label for="name">Name that readers see on your replies</label><input type="text" id="name" name="name" autocomplete="name" value="${typed.name ?? ''}">`;
  const body = html`<h1>Set up Backtalk</h1>
${problem === null ? '' : html`<div class="problem" role="alert"><p>${problem}</p></div>`}
<form method="post" action="${needs.publicUrl}/setup">
<input type="hidden" name="token" value="${token}">
${who}
<label for="password">Password *</label><input type="password" id="password" name="password" required minlength="10" maxlength="256" autocomplete="new-password" aria-describedby="password-note">
<p class="note" id="password-note">At least 10 characters: three or four unrelated words do well.</p>
<button type="submit">Set up</button>
</form>`;
  sendPage(response, { title: 'Set up Backtalk', lang: 'en', body }, needs);
}

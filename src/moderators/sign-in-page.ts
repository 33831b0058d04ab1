import { type Html, html, raw } from '../html.ts';
import { passkeyScript } from './passkey-script.ts';
import { relyingPartyOf } from './relying-party.ts';

/** The address of a page or form, as the browser has it: by path, since a service without TLS goes by several names. */
export function pathTo(publicUrl: string, path: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '') + path;
}

export function problemBox(problem: string | null): Html | null {
  return problem === null ? null : html`<div class="problem" role="alert"><p>${problem}</p></div>`;
}

export function passkeyTag(publicUrl: string): Html {
  return html`<p class="note" id="passkey-note" role="status"></p>
<script data-api="${pathTo(publicUrl, '/api/v1')}">${raw(passkeyScript)}</script>`;
}

export interface SignInPage {
  readonly publicUrl: string;
  readonly email: string;
  readonly problem: string | null;
  /** Where it leads: to the account, or else to the dashboard. */
  readonly to?: 'account' | undefined;
}

export function signInPage({ publicUrl, email, problem, to }: SignInPage): Html {
  return html`<h1>Sign in</h1>
${problemBox(problem)}
<form method="post" action="${pathTo(publicUrl, '/admin/sign-in')}">${to ? html`<input type="hidden" name="to" value="${to}">` : ''}
<label for="email">Email</label><input type="email" id="email" name="email" value="${email}" required autocomplete="username webauthn">
<label for="password">Password</label><input type="password" id="password" name="password" required maxlength="256" autocomplete="current-password">
<label for="code">Code</label><input type="text" id="code" name="code" maxlength="40" inputmode="text" autocomplete="one-time-code" autocapitalize="characters" aria-describedby="code-note">
<p class="note" id="code-note">Of your authenticator app, or a recovery code. Leave it empty if you have neither.</p>
<button type="submit">Sign in</button>
</form>
<p><a href="${pathTo(publicUrl, '/admin/forgot')}">Forgot your password?</a></p>
${
  relyingPartyOf(publicUrl) &&
  html`<p hidden><button type="button" class="second" id="passkey-sign-in">Sign in with a passkey</button></p>${passkeyTag(publicUrl)}`
}`;
}

import { type Html, html } from '../html.ts';
import { pathTo, problemBox } from './sign-in-page.ts';

interface Place {
  readonly publicUrl: string;
}

export function forgotPage({ publicUrl, problem }: Place & { readonly problem: string | null }): Html {
  return html`<h1>Forgot your password?</h1>
${problemBox(problem)}
<form method="post" action="${pathTo(publicUrl, '/admin/forgot')}">
<label for="email">Email</label><input type="email" id="email" name="email" required maxlength="100" autocomplete="username">
<button type="submit">Send me a link</button>
</form>
${backToSignIn({ publicUrl })}`;
}

export function askedPage(place: Place): Html {
  return html`<h1>Look into your mailbox</h1>
<p>If there is an account of this address, a mail with a link is on its way. The link works once, for one hour.</p>
${backToSignIn(place)}`;
}

export function resetPage(
  page: Place & { readonly token: string; readonly email: string; readonly problem: string | null },
): Html {
  return html`<h1>Choose a new password</h1>
${problemBox(page.problem)}
<form method="post" action="${pathTo(page.publicUrl, '/reset')}">
<input type="hidden" name="token" value="${page.token}">
<input type="text" name="" value="${page.email}" autocomplete="username" hidden>
<label for="password">New password</label><input type="password" id="password" name="password" required minlength="10" maxlength="256" autocomplete="new-password" aria-describedby="password-note">
<p class="note" id="password-note">At least 10 characters: three or four unrelated words do well. Every session ends, and every link in mails of before.</p>
<button type="submit">Change it</button>
</form>`;
}

export function resetOverPage({ publicUrl, why }: Place & { readonly why: string }): Html {
  return html`<h1>This link is over</h1>
<p>${why}</p>
<p><a href="${pathTo(publicUrl, '/admin/forgot')}">Ask for another one</a></p>`;
}

export function resetDonePage(place: Place): Html {
  return html`<h1>Done</h1>
<p>Your password is changed.</p>
${backToSignIn(place)}`;
}

function backToSignIn({ publicUrl }: Place): Html {
  return html`<p><a href="${pathTo(publicUrl, '/admin')}">Sign in</a></p>`;
}

import type { z } from 'zod';
import { type Html, html } from '../html.ts';
import type { AccountForm, AccountView, SessionsView } from '../wire/account.ts';
import { browserName } from './browser-name.ts';
import { qrCode } from './qr-code.ts';
import { relyingPartyOf } from './relying-party.ts';
import type { TotpOffer } from './second-factors.ts';
import { passkeyTag, pathTo, problemBox } from './sign-in-page.ts';

export interface AccountPage {
  readonly publicUrl: string;
  readonly account: AccountView;
  readonly sessions: z.infer<typeof SessionsView>['sessions'];
  /** Whether they signed in a short while ago, and may change how they do. */
  readonly isFresh: boolean;
  readonly problem: string | null;
  /** What was just done here, as the address says. */
  readonly done?: unknown;
}

type Place = Pick<AccountPage, 'publicUrl'>;
type Change = AccountForm['change'];

/** Who is signed in, their sessions and second factors. */
export function accountPage(page: AccountPage): Html {
  const { person } = page.account;
  const where = person.sites === null ? 'of this service' : `of ${person.sites.join(', ') || 'no site'}`;
  return html`<p><a href="${pathTo(page.publicUrl, '/admin')}">Dashboard</a> · <a href="${pathTo(page.publicUrl, '/admin/notices')}">Mails about comments</a></p>
<h1>Your account</h1>
${problemBox(page.problem)}
${doneBox(page.done)}
<p>You are signed in as <strong>${person.email}</strong>, ${person.role} ${where}.</p>
${form(page, 'sign-out', html`<button type="submit" class="second">Sign out</button>`)}
<h2>Public name</h2>
${form(
  page,
  'name',
  html`<label for="name">What readers see on your replies</label><input type="text" id="name" name="name" maxlength="245" value="${person.name ?? ''}" autocomplete="name" aria-describedby="name-note">
<p class="note" id="name-note">Empty: the site’s name. Your email is never shown.</p><button type="submit">Save</button>`,
)}
${sessionList(page)}
<h2>How you sign in</h2>
${page.isFresh ? html`${authenticator(page)}${passkeys(page)}${password(page)}` : signInAgain(page)}`;
}

const doneWords: Partial<Record<Change, string>> = {
  name: 'Your name is saved.',
  password: 'Your password is changed, and every other session has ended.',
  'end-session': 'That session has ended.',
  'remove-authenticator': 'The authenticator app is off.',
  'remove-passkey': 'The passkey is removed.',
};

function doneBox(done: unknown): Html | null {
  const words = typeof done === 'string' && Object.hasOwn(doneWords, done) ? doneWords[done as Change] : undefined;
  return words === undefined ? null : html`<p class="done" role="status">${words}</p>`;
}

function form({ publicUrl }: Place, change: Change, fields: Html): Html {
  return html`<form method="post" action="${pathTo(publicUrl, '/admin/account')}"><input type="hidden" name="change" value="${change}">${fields}</form>`;
}

function sessionList(page: AccountPage): Html {
  const items = page.sessions.map(({ id, userAgent, address, seenAt, current }) => {
    const name = browserName(userAgent);
    const end = html`<input type="hidden" name="id" value="${id}"><button type="submit" class="second" aria-label="End the session of ${name}">End</button>`;
    return html`<li><strong>${name}</strong>${current ? ', this one' : ''}
<p class="note">Last used <time datetime="${seenAt}">${seenAt.slice(0, 16).replace('T', ' ')}</time> UTC${address && ` from ${address}`}</p>
${current ? '' : form(page, 'end-session', end)}</li>`;
  });
  return html`<h2>Sessions</h2>
<ul>${items}</ul>
${form(page, 'sign-out-everywhere', html`<button type="submit" class="alarming">Sign out everywhere</button>`)}`;
}

function authenticator(page: AccountPage): Html {
  const { authenticator: isOn, recoveryCodes } = page.account.secondFactors;
  if (!isOn)
    return html`<h3>Authenticator app</h3><p>Off. With one, a password alone does not sign in.</p>
${form(page, 'offer-authenticator', html`<button type="submit" class="second">Set up an app</button>`)}`;
  return html`<h3>Authenticator app</h3><p>On, with ${recoveryCodes} recovery codes left.</p>
${form(page, 'recovery-codes', html`<button type="submit" class="second">Make new recovery codes</button>`)}
${form(page, 'remove-authenticator', html`<button type="submit" class="alarming">Turn it off</button>`)}`;
}

function passkeys(page: AccountPage): Html {
  const items = page.account.secondFactors.passkeys.map(({ id, name, createdAt }) => {
    const remove = html`<input type="hidden" name="id" value="${id}"><button type="submit" class="alarming" aria-label="Remove ${name}">Remove</button>`;
    return html`<li><strong>${name}</strong>, since <time datetime="${createdAt}">${createdAt.slice(0, 10)}</time>${form(page, 'remove-passkey', remove)}</li>`;
  });
  const add = html`<form hidden><label for="passkey-name">Name of a new one</label><input type="text" id="passkey-name" maxlength="100">
<button type="button" class="second" id="passkey-add">Add a passkey</button></form>${passkeyTag(page.publicUrl)}`;
  const none = html`<p class="note">They need this service to be reached by a name over https, or by http://localhost.</p>`;
  return html`<h3>Passkeys</h3><p>A passkey signs in by finger, face or PIN, without password and code.</p>
${items.length > 0 ? html`<ul>${items}</ul>` : ''}${relyingPartyOf(page.publicUrl) ? add : none}`;
}

function password(page: AccountPage): Html {
  return html`<h3>Password</h3>
${form(
  page,
  'password',
  html`<input type="text" name="" value="${page.account.person.email}" autocomplete="username" hidden>
<label for="current">Your password now</label><input type="password" id="current" name="current" required maxlength="256" autocomplete="current-password">
<label for="password">New password</label><input type="password" id="password" name="password" required minlength="10" maxlength="256" autocomplete="new-password" aria-describedby="password-note">
<p class="note" id="password-note">At least 10 characters: three or four unrelated words do well. Every other session ends.</p><button type="submit">Change it</button>`,
)}`;
}

function signInAgain({ publicUrl, account }: AccountPage): Html {
  return html`<p>To change your password, passkeys or authenticator app, sign in again.</p>
<form method="post" action="${pathTo(publicUrl, '/admin/sign-in')}"><input type="hidden" name="to" value="account"><input type="hidden" name="email" value="${account.person.email}">
<label for="again">Password</label><input type="password" id="again" name="password" required maxlength="256" autocomplete="current-password">
<label for="code">Code</label><input type="text" id="code" name="code" maxlength="40" autocomplete="one-time-code" aria-describedby="code-note">
<p class="note" id="code-note">If you have an authenticator app.</p>
<button type="submit">Sign in again</button></form>`;
}

export function totpPage(page: Place & { readonly offer: TotpOffer; readonly problem: string | null }): Html {
  const { offer, secret, uri } = page.offer;
  return html`<h1>Set up an authenticator app</h1>
${problemBox(page.problem)}
<p>Scan this with the app:</p>
<p>${qrCode(uri, 'QR code of the key below')}</p>
<p>On this phone, <a href="${uri}">open it in your app</a>; or type this key into the app (time-based, six digits):</p>
<p><code>${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
${form(
  page,
  'take-authenticator',
  html`<input type="hidden" name="offer" value="${offer}">
<label for="code">The code that it shows now</label><input type="text" id="code" name="code" required maxlength="10" inputmode="numeric" autocomplete="one-time-code">
<button type="submit">Turn it on</button>`,
)}
<p><a href="${pathTo(page.publicUrl, '/admin/account')}">Not now</a></p>`;
}

export function recoveryPage({ publicUrl, codes }: Place & { readonly codes: readonly string[] }): Html {
  return html`<h1>Your recovery codes</h1>
<p>Each signs you in once, instead of a code of the app. Keep them where you will find them without your phone: they are shown only now.</p>
<ul>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a href="${pathTo(publicUrl, '/admin/account')}">I have kept them</a></p>`;
}
